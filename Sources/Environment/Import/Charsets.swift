// SPDX-License-Identifier: Apache-2.0

import Basics

/// Reads text in any `TextEncoding`; holds the tables of single-byte sets from
/// `Reference/charsets.csv`.
package struct Charsets: Sendable {
    /// By encoding, then byte; `nil` where a byte has no meaning.
    private let tables: [TextEncoding: [Unicode.Scalar?]]

    package init(_ table: ReferenceTable) throws {
        let ascii = (0..<256).map { $0 < 0x80 ? Unicode.Scalar(UInt8($0)) : nil }
        var tables: [TextEncoding: [Unicode.Scalar?]] = [:]
        for encoding in [TextEncoding.windows1258, .tcvn3, .tcvn5712] { tables[encoding] = ascii }
        for row in table.rows {
            let encoding = try row.word("charset", as: TextEncoding.self)
            let (byteText, scalarText) = (try row.text("byte"), try row.text("scalars"))
            guard let byte = UInt8(byteText, radix: 16), tables[encoding] != nil else {
                throw row.bad("byte", byteText)
            }
            guard let scalar = UInt32(scalarText, radix: 16).flatMap(Unicode.Scalar.init) else {
                throw row.bad("scalars", scalarText)
            }
            tables[encoding]?[Int(byte)] = scalar
        }
        self.tables = tables
    }

    /// The text of a whole file in Unicode normalisation form C, without byte order mark.
    ///
    /// Strict: bytes that mean nothing are an error, not a question mark.
    /// - Complexity: O(bytes).
    package func text(from bytes: [UInt8], as encoding: TextEncoding) throws(TextEncodingError) -> String {
        let text: String
        switch encoding {
        case .utf8: text = try utf8(bytes)
        case .utf16LittleEndian, .utf16BigEndian: text = try utf16(bytes, encoding)
        case .windows1258, .tcvn3, .tcvn5712: text = try singleByte(bytes, encoding)
        }
        if let zero = text.utf8.firstIndex(of: 0) {
            throw .binary(offset: text.utf8.distance(from: text.utf8.startIndex, to: zero))
        }
        return text.utf8.allSatisfy { $0 < 0x80 } ? text : text.nfc
    }

    private func utf8(_ bytes: [UInt8]) throws(TextEncodingError) -> String {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        guard let text = String(validating: body, as: UTF8.self) else {
            throw .malformed(.utf8, offset: body.startIndex + validUTF8Length(body))
        }
        return text
    }

    private func utf16(_ bytes: [UInt8], _ encoding: TextEncoding) throws(TextEncodingError) -> String {
        guard bytes.count % 2 == 0 else { throw .malformed(encoding, offset: bytes.count - 1) }
        let (high, low) = encoding == .utf16BigEndian ? (0, 1) : (1, 0)
        var units = stride(from: 0, to: bytes.count, by: 2).map {
            UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + low])
        }
        if units.first == 0xFEFF { units.removeFirst() }
        guard let text = String(validating: units, as: UTF16.self) else {
            var parser = Unicode.UTF16.ForwardParser()
            var rest = units.makeIterator()
            var offset = (bytes.count / 2 - units.count) * 2
            while case .valid(let unit) = parser.parseScalar(from: &rest) { offset += unit.count * 2 }
            throw .malformed(encoding, offset: offset)
        }
        return text
    }

    private func singleByte(_ bytes: [UInt8], _ encoding: TextEncoding) throws(TextEncodingError) -> String {
        guard let table = tables[encoding] else { throw .malformed(encoding, offset: 0) }
        var text = String.UnicodeScalarView()
        text.reserveCapacity(bytes.count)
        for (offset, byte) in bytes.enumerated() {
            guard let scalar = table[Int(byte)] else { throw .malformed(encoding, offset: offset) }
            text.append(scalar)
        }
        return String(text)
    }
}

/// How many bytes from the beginning are well-formed UTF-8.
func validUTF8Length(_ bytes: ArraySlice<UInt8>) -> Int {
    var parser = Unicode.UTF8.ForwardParser()
    var rest = bytes.makeIterator()
    var length = 0
    while case .valid(let unit) = parser.parseScalar(from: &rest) { length += unit.count }
    return length
}
