// SPDX-License-Identifier: Apache-2.0

/// What letters are sealed with while they wait: they name people, and some
/// hold a key to somebody's account.
package protocol LetterSeal: Sendable {
    /// `bytes`, readable only for this purpose and this place.
    func sealed(_ bytes: [UInt8], for purpose: String, at place: String) throws -> String
    func opened(_ text: String, for purpose: String, at place: String) throws -> [UInt8]
}
