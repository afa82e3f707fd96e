// SPDX-License-Identifier: Apache-2.0

/// Crockford's base 32: signs for codes that people read off paper and type,
/// without letters that look like digits.
enum Crockford {
    private static let signs = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ")

    /// So many random signs, five bits each.
    static func random(_ length: Int, using generator: inout some RandomNumberGenerator) -> String {
        String((0..<length).map { _ in signs[Int(generator.next() & 31)] })
    }

    /// What somebody typed: blanks, hyphens and small letters are forgiven, `O`
    /// is `0`, `I` and `L` are `1`.
    ///
    /// - Returns: `nil` where it is not `length` signs of the thirty-two.
    static func typed(_ typed: String, length: Int) -> String? {
        guard typed.utf8.count <= 100 else { return nil }
        var text = ""
        for character in typed.uppercased() where !character.isWhitespace && character != "-" {
            let sign: Character =
                switch character {
                case "O": "0"
                case "I", "L": "1"
                default: character
                }
            guard signs.contains(sign) else { return nil }
            text.append(sign)
        }
        return text.count == length ? text : nil
    }
}
