// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Why a sign-in at a provider came to nothing.
package struct OpenIDError: Error, Hashable, Sendable {
    /// What exactly: for the log and for tests. People are told less.
    package enum Reason: String, Sendable {
        // The provider
        case unreachable, tooSlow, tooLarge
        case badDescription, addressNotAdmitted, noProofKey, badKeys
        case badTokenAnswer, clientRefused, codeRefused, badUserInfo
        // The way back
        case noErrand, errandOver, replayed, wrongIssuerNamed, noIssuerNamed
        case declined, providerError, noCode
        // The identity token
        case malformedToken, algorithm, critical, unknownKey, wrongSignature
        case wrongIssuer, wrongAudience, wrongParty, expired, tooOld, notYetValid, wrongNonce, wrongAccessHash
        case wrongSubject
    }

    package let reason: Reason
    /// The provider's name.
    package let provider: String
    /// More for the log; never a token, a code or a secret.
    package let detail: String

    package init(_ reason: Reason, _ provider: OpenIDProvider, _ detail: String = "") {
        self.reason = reason
        self.provider = provider.name
        self.detail = String(detail.prefix(300))
    }
}

extension OpenIDError: UserFacing {
    package var answer: (status: Int, message: Message) {
        let named: [String: Message.Argument] = ["provider": .text(provider)]
        return switch reason {
        case .unreachable, .tooSlow: (503, Message("identity.openid.error.unreachable", named))
        case .declined: (422, Message("identity.openid.error.declined", named))
        case .noErrand, .errandOver, .replayed: (422, Message("identity.openid.error.over", named))
        case .codeRefused: (422, Message("identity.openid.error.code-refused", named))
        default: (502, Message("identity.openid.error.not-trusted", named))
        }
    }
}
