// SPDX-License-Identifier: Apache-2.0

/// An e-mail address as people type it into forms: the shape that HTML's
/// `input type=email` takes (HTML Living Standard, 4.10.5.1.5), with a dot in
/// the host, in lower case. Nothing in it can end a line or begin an option.
package struct EmailAddress: Hashable, Sendable, Codable, CustomStringConvertible {
    package let text: String

    package var description: String { text }

    /// - Returns: `nil` for what no mail server would take.
    package init?(_ typed: String) {
        let words = typed.split(whereSeparator: \.isWhitespace)
        guard words.count == 1 else { return nil }
        let text = words[0].lowercased()
        let halves = text.split(separator: "@", omittingEmptySubsequences: false)
        guard text.utf8.count <= 254, halves.count == 2, (1...64).contains(halves[0].utf8.count),
            halves[0].utf8.allSatisfy({ Self.isLetterOrDigit($0) || Self.signs.contains($0) }),
            !halves[0].hasPrefix("."), !halves[0].hasSuffix("."), !halves[0].contains("..")
        else { return nil }
        let labels = halves[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy(Self.isLabel) else { return nil }
        self.text = text
    }

    private static let signs = Set("!#$%&'*+/=?^_`{|}~.-".utf8)

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isLabel(_ label: Substring) -> Bool {
        (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
            && label.utf8.allSatisfy { isLetterOrDigit($0) || $0 == UInt8(ascii: "-") }
    }

    package init(from decoder: any Decoder) throws {
        let box = try decoder.singleValueContainer()
        guard let address = EmailAddress(try box.decode(String.self)) else {
            throw DecodingError.dataCorruptedError(in: box, debugDescription: "no e-mail address")
        }
        self = address
    }

    package func encode(to encoder: any Encoder) throws {
        var box = encoder.singleValueContainer()
        try box.encode(text)
    }
}
