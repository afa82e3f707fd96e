// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How the bytes of a text file are read. Old files of Vietnamese offices come in
/// all of these.
package enum TextEncoding: String, CaseIterable, Hashable, Sendable {
    case utf8 = "utf-8"
    case utf16LittleEndian = "utf-16le"
    case utf16BigEndian = "utf-16be"
    /// Letters with a tone mark of their own behind them; joined on reading (form C).
    case windows1258 = "windows-1258"
    /// The fonts of the .Vn family (ABC), TCVN 5712:1993 VN3.
    case tcvn3 = "tcvn3"
    /// TCVN 5712:1993 VN1 and VN2, with capitals of their own.
    case tcvn5712 = "tcvn-5712"

    package var name: Message { Message("environment.encoding.\(rawValue)") }
}

/// Why bytes are no text in an encoding. Offsets are counted from 0.
package enum TextEncodingError: Error, Hashable, Sendable {
    case malformed(TextEncoding, offset: Int)
    /// A zero character: no text.
    case binary(offset: Int)

    package var message: Message {
        switch self {
        case .malformed(let encoding, let offset):
            Message(
                "environment.import.malformed-text",
                ["encoding": .message(encoding.name), "offset": .count(offset)])
        case .binary(let offset): Message("environment.refusal.binary", ["offset": .count(offset)])
        }
    }
}

/// The encoding that a text seems to be in.
package struct TextEncodingGuess: Hashable, Sendable {
    package let encoding: TextEncoding
    package let hasByteOrderMark: Bool
    /// False where another encoding reads the bytes too, and the choice rests on
    /// which reading looks more like Vietnamese.
    package let isCertain: Bool

    package init(encoding: TextEncoding, hasByteOrderMark: Bool, isCertain: Bool) {
        self.encoding = encoding
        self.hasByteOrderMark = hasByteOrderMark
        self.isCertain = isCertain
    }
}
