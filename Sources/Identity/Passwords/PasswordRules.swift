// SPDX-License-Identifier: Apache-2.0

import Basics

/// What a new password must be: long, and not what everybody would guess.
/// No rule about kinds of characters (OWASP ASVS 5 V6.2.1 to V6.2.12).
package struct PasswordRules: Sendable {
    private let common: CommonPasswords

    package init(common: CommonPasswords) { self.common = common }

    /// Why a password is refused.
    package enum Problem: Error, Hashable, Sendable {
        case tooShort
        case tooLong
        /// One of the passwords everybody tries first.
        case common
        /// One sign or a short piece over and over, or a run like `123456…`.
        case pattern
        /// Made of the login name or the person's name and little else.
        case ownName
        /// The one in use until now.
        case unchanged
        /// The two entries differ.
        case notRepeated
    }

    /// The password, where it may be set for an account with this login and name.
    ///
    /// - Throws: `Problem`.
    package func checked(_ typed: String, login: String, name: String) throws(Problem) -> Password {
        guard let password = Password(typed: typed) else { throw .tooLong }
        guard password.text.unicodeScalars.count >= Password.shortest else { throw .tooShort }
        if isPattern(password.text) { throw .pattern }
        if common.contains(password.text) { throw .common }
        if isMostly(password.text, of: [login, name]) { throw .ownName }
        return password
    }

    /// Whether the text is a piece of at most four signs repeated, or climbs
    /// or falls sign by sign.
    private func isPattern(_ text: String) -> Bool {
        let signs = Array(text.lowercased().unicodeScalars)
        for length in 1...4 where (length..<signs.count).allSatisfy({ signs[$0] == signs[$0 - length] }) {
            return true
        }
        let steps = zip(signs, signs.dropFirst()).map { Int($1.value) - Int($0.value) }
        // 9 is followed by 0 in 1234567890…
        return steps.allSatisfy { $0 == 1 || $0 == -9 } || steps.allSatisfy { $0 == -1 || $0 == 9 }
    }

    /// Whether fewer than six letters or digits are left when the words of
    /// `names` are taken out.
    private func isMostly(_ text: String, of names: [String]) -> Bool {
        var rest = text.searchKey.replacing(" ", with: "")
        let full = rest
        for name in names {
            let words = name.searchKey.split(separator: " ").map(String.init)
            for word in [words.joined()] + words.sorted(by: { $0.count > $1.count }) where word.count >= 3 {
                rest = rest.replacing(word, with: "")
            }
        }
        return rest != full && rest.count < 6
    }
}
