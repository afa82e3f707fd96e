// SPDX-License-Identifier: Apache-2.0

/// When citizens may sign in with a code sent to their e-mail address. It
/// proves no more than that they read that address; an identity provider
/// proves who they are.
package enum EmailSignInRule: String, CaseIterable, Sendable {
    /// Where letters can be sent and no identity provider is set.
    case withoutProvider = "without-provider"
    case always
    case never
}

extension Settings {
    /// Whether codes are sent.
    var sendsCodes: Bool {
        guard mail != nil || showsLetters else { return false }
        switch emailSignIn {
        case .withoutProvider: return providers.isEmpty
        case .always: return true
        case .never: return false
        }
    }
}
