// SPDX-License-Identifier: Apache-2.0

/// An address on this server, or a checked one outside.
///
/// Made of a literal with parts put in: every part is percent-encoded, so a
/// code with `/`, `?` or `..` can neither leave its place nor add a query.
///
/// ```swift
/// Address("/environment/stations/\(code)").with("parameter", "pm25")
/// ```
package struct Address: ExpressibleByStringInterpolation, Hashable, Sendable {
    package let text: String

    package init(stringLiteral text: String) { self.text = text }
    package init(stringInterpolation: Interpolation) { text = stringInterpolation.text }

    private init(checked text: String) { self.text = text }

    /// An address of this server kept in a record (`Figure.records`): begins
    /// with one `/` and has no sign that could leave the attribute or the host.
    package init?(local text: String) {
        guard text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
        else { return nil }
        self.init(checked: text)
    }

    /// An address outside, `https:` or `http:` only.
    package init?(outside text: String) {
        guard text.hasPrefix("https://") || text.hasPrefix("http://"),
            text.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
        else { return nil }
        self.init(checked: text)
    }

    /// The address with one more pair in its query.
    package func with(_ name: StaticString, _ value: String) -> Address {
        let separator = text.contains("?") ? "&" : "?"
        return Address(checked: text + separator + "\(name)=" + Self.encoded(value))
    }

    /// The address with a pair in its query where there is a value.
    package func with(_ name: StaticString, _ value: String?) -> Address {
        value.map { with(name, $0) } ?? self
    }

    package struct Interpolation: StringInterpolationProtocol {
        var text = ""
        package init(literalCapacity: Int, interpolationCount: Int) {}
        package mutating func appendLiteral(_ literal: String) { text += literal }
        package mutating func appendInterpolation(_ part: String) { text += Address.encoded(part) }
    }

    /// RFC 3986 unreserved signs stay; everything else, and a part of dots
    /// alone, is percent-encoded.
    static func encoded(_ part: String) -> String {
        let onlyDots = part.allSatisfy { $0 == "." }
        var text = ""
        for byte in part.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x5F, 0x7E:
                text.unicodeScalars.append(Unicode.Scalar(byte))
            case 0x2E where !onlyDots: text += "."
            default:
                text += byte < 16 ? "%0" : "%"
                text += String(byte, radix: 16, uppercase: true)
            }
        }
        return text
    }
}
