// SPDX-License-Identifier: Apache-2.0

/// A code to sign in with when the telephone is lost; each is good once.
///
/// 24 signs of 31 are 118 bits: enough that a plain digest may keep it (OWASP
/// ASVS 5 V6.5.2 asks for 112).
package struct RecoveryCode: Hashable, Sendable {
    package static let count = 10
    private static let signs = Array("abcdefghjkmnpqrstuvwxyz23456789")
    private static let length = 24

    /// Six groups of four.
    package let text: String

    init() {
        var generator = SystemRandomNumberGenerator()
        let groups = (0..<Self.length / 4).map { _ in
            String((0..<4).map { _ in Self.signs.randomElement(using: &generator) ?? "x" })
        }
        text = groups.joined(separator: "-")
    }

    static func fresh() -> [RecoveryCode] { (0..<count).map { _ in RecoveryCode() } }

    var digest: String { Self.digest(ofTyped: text) ?? "" }

    /// The digest of what was typed, groups or not; `nil` for what can be no code.
    static func digest(ofTyped typed: String) -> String? {
        guard typed.utf8.count <= 200 else { return nil }
        let plain = typed.lowercased().filter(signs.contains)
        guard plain.count == length else { return nil }
        return SessionToken.digest(of: "recovery " + plain)
    }
}
