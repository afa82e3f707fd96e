// SPDX-License-Identifier: Apache-2.0

/// `application/x-www-form-urlencoded` (WHATWG URL, section 5.1).
enum URLEncodedForm {
    /// - Throws: `WebError.unreadableForm` for bytes that are no UTF-8, broken
    ///   escapes, or more than `limit` pairs.
    static func pairs(in bytes: [UInt8], limit: Int) throws -> [(name: String, raw: String)] {
        var pairs: [(name: String, raw: String)] = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            guard pairs.count < limit else { throw WebError.unreadableForm }
            let equals = part.firstIndex(of: UInt8(ascii: "="))
            let name = try decoded(part[..<(equals ?? part.endIndex)])
            let raw = try equals.map { try decoded(part[($0 + 1)...]) } ?? ""
            pairs.append((name, raw))
        }
        return pairs
    }

    private static func decoded(_ part: ArraySlice<UInt8>) throws -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(part.count)
        var index = part.startIndex
        while index < part.endIndex {
            switch part[index] {
            case UInt8(ascii: "+"): bytes.append(32)
            case UInt8(ascii: "%"):
                guard index + 2 < part.endIndex, let high = digit(part[index + 1]), let low = digit(part[index + 2])
                else { throw WebError.unreadableForm }
                bytes.append(high << 4 | low)
                index += 2
            case let byte: bytes.append(byte)
            }
            index += 1
        }
        guard let text = String(validating: bytes, as: UTF8.self) else { throw WebError.unreadableForm }
        return text
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
