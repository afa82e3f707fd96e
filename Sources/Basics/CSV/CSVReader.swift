// SPDX-License-Identifier: Apache-2.0

/// One record of a CSV file.
package struct CSVRow: Hashable, Sendable {
    /// The line on which the record begins, counted from 1 as editors do.
    package let line: Int
    package let fields: [String]

    /// Whether the line held nothing: no separator, no sign.
    package var isBlank: Bool { fields.count == 1 && fields[0].isEmpty }

    package init(line: Int, fields: [String]) {
        self.line = line
        self.fields = fields
    }
}

/// Why a CSV file cannot be read further. Line and column are counted from 1,
/// the column in bytes of the line.
package enum CSVError: Error, Hashable, Sendable {
    /// A quoted field that was opened here never ends.
    case unterminatedQuote(line: Int, column: Int)
    /// Something other than a separator or a line end follows a closing quote.
    case textAfterQuote(line: Int, column: Int)
    /// A record of more fields than the reader was allowed to take.
    case tooManyFields(line: Int, limit: Int)
    /// A field of more bytes than the reader was allowed to take.
    case fieldTooLong(line: Int, column: Int, limit: Int)

    /// The line that could not be read.
    package var line: Int {
        switch self {
        case .unterminatedQuote(let line, _), .textAfterQuote(let line, _), .tooManyFields(let line, _),
            .fieldTooLong(let line, _, _):
            line
        }
    }
}

/// Reads records of RFC 4180 one at a time: quoted fields, doubled quotes,
/// line ends inside quotes, CRLF, LF or CR between records.
///
/// A quote inside an unquoted field is kept as it is: many programs write so.
/// Blank lines are given too, as rows of one empty field, so that line numbers
/// and counts stay true. A last line without line end is a record.
///
/// - Complexity: O(bytes read); memory for one record.
package struct CSVReader {
    /// The most fields a record may have.
    package static let fieldLimit = 4_096
    /// The most bytes a field may have.
    package static let fieldLengthLimit = 1 << 20

    private let bytes: [UInt8]
    private let separator: UInt8
    private var position = 0
    private var line = 1
    private var lineStart = 0

    package init(_ text: String, separator: CSVSeparator = .comma) {
        self.init(utf8: Array(text.utf8), separator: separator)
    }

    /// - Parameter bytes: UTF-8 without byte order mark; ill-formed sequences
    ///   become U+FFFD in the fields.
    package init(utf8 bytes: [UInt8], separator: CSVSeparator = .comma) {
        self.bytes = bytes
        self.separator = separator.byte
    }

    /// The next record, or `nil` at the end of the text.
    package mutating func next() throws(CSVError) -> CSVRow? {
        guard position < bytes.count else { return nil }
        let start = line
        var fields: [String] = []
        while true {
            guard fields.count < Self.fieldLimit else {
                throw .tooManyFields(line: start, limit: Self.fieldLimit)
            }
            fields.append(try field())
            guard position < bytes.count, bytes[position] == separator else { break }
            position += 1
        }
        endLine()
        return CSVRow(line: start, fields: fields)
    }

    /// All remaining records.
    package mutating func rows() throws(CSVError) -> [CSVRow] {
        var rows: [CSVRow] = []
        while let row = try next() { rows.append(row) }
        return rows
    }

    private var column: Int { position - lineStart + 1 }

    private mutating func field() throws(CSVError) -> String {
        if position < bytes.count, bytes[position] == UInt8(ascii: "\"") { return try quotedField() }
        let start = position
        while position < bytes.count, bytes[position] != separator, !isLineEnd(bytes[position]) {
            position += 1
        }
        guard position - start <= Self.fieldLengthLimit else {
            throw .fieldTooLong(line: line, column: start - lineStart + 1, limit: Self.fieldLengthLimit)
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func quotedField() throws(CSVError) -> String {
        let (openLine, openColumn) = (line, column)
        var content: [UInt8] = []
        position += 1
        while position < bytes.count {
            let byte = bytes[position]
            if byte == UInt8(ascii: "\"") {
                position += 1
                if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
                    content.append(byte)
                    position += 1
                    continue
                }
                guard position == bytes.count || bytes[position] == separator || isLineEnd(bytes[position])
                else { throw .textAfterQuote(line: line, column: column) }
                return String(decoding: content, as: UTF8.self)
            }
            guard content.count < Self.fieldLengthLimit else {
                throw .fieldTooLong(line: openLine, column: openColumn, limit: Self.fieldLengthLimit)
            }
            content.append(byte)
            position += 1
            if byte == UInt8(ascii: "\n") || (byte == UInt8(ascii: "\r") && !isNewline(at: position)) {
                line += 1
                lineStart = position
            }
        }
        throw .unterminatedQuote(line: openLine, column: openColumn)
    }

    private mutating func endLine() {
        guard position < bytes.count else { return }
        position += bytes[position] == UInt8(ascii: "\r") && isNewline(at: position + 1) ? 2 : 1
        line += 1
        lineStart = position
    }

    private func isLineEnd(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    }

    private func isNewline(at index: Int) -> Bool {
        index < bytes.count && bytes[index] == UInt8(ascii: "\n")
    }
}
