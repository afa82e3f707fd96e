// SPDX-License-Identifier: Apache-2.0

import Basics

/// A password as it was typed, in normalisation form C, so that a telephone
/// that sends `ế` in two parts and a keyboard that sends it in one open the
/// same account (NIST SP 800-63B-4 section 3.1.1.2). Nothing else is changed:
/// no trimming, no folding of case (OWASP ASVS 5 V6.2.8).
package struct Password: Hashable, Sendable {
    package let text: String

    /// Counted in code points, as NIST SP 800-63B-4 section 3.1.1.2 does.
    package static let shortest = 12
    package static let longest = 128

    /// - Returns: `nil` for text of more than `longest` code points: no
    ///   account can have such a password, so there is nothing to derive.
    package init?(typed: String) {
        // Composition shortens, three code points to one at most: what is far
        // too long need not be normalised to know it.
        guard typed.utf8.prefix(Self.longest * 16).count < Self.longest * 16 else { return nil }
        let text = typed.nfc
        guard text.unicodeScalars.count <= Self.longest else { return nil }
        self.text = text
    }

    /// What the key is derived from: never empty, which scrypt's library does
    /// not take. No account has an empty password, so nothing is confused.
    var bytes: [UInt8] { text.isEmpty ? [0] : [UInt8](text.utf8) }

    /// A random password for a first sign-in: 20 letters and digits in groups
    /// of four, 95 bits, without signs that are mistaken for one another.
    package static func initial() -> Password {
        let signs = Array("abcdefghjkmnpqrstuvwxyz23456789")
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<5).map { _ in
            String((0..<4).map { _ in signs.randomElement(using: &generator) ?? "x" })
        }
        return Password(known: groups.joined(separator: "-"))
    }

    private init(known text: String) { self.text = text }
}
