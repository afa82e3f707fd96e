// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// A file of procedures as somebody sends it, row by row: the national
/// records, a line of JSON each, or a list of heads, the portal's Excel export
/// or a CSV. What it is, is seen from its first bytes, not from its name.
package struct CatalogueFile: Sendable {
    package enum Format: String, Sendable { case records, sheet, table }

    package struct Row: Sendable {
        /// The line or row, counted from 1 as editors and Excel do.
        package let line: Int
        package let code: String
        package let name: String
        package let content: Content
    }

    package enum Content: Sendable {
        case record(CatalogueRecord)
        /// What is wrong and in which column, named as the file names it.
        case refused(column: String, Message)
    }

    /// Bytes a file may have as it is sent.
    package static let sizeLimit = 16 << 20
    static let rowLimit = 50_000

    package private(set) var format = Format.table
    package private(set) var rows: [Row] = []
    /// What is wrong with the file as a whole.
    package private(set) var failure: Message?

    package var records: [CatalogueRecord] {
        rows.compactMap { if case .record(let record) = $0.content { record } else { nil } }
    }

    package var refused: [(row: Row, column: String, reason: Message)] {
        rows.compactMap { row in
            if case .refused(let column, let reason) = row.content { (row, column, reason) } else { nil }
        }
    }

    package init(_ bytes: [UInt8]) {
        do {
            guard bytes.count <= Self.sizeLimit else { throw Reading.tooLarge }
            if bytes.starts(with: [0x1F, 0x8B]) {
                try read(lines: Inflating.gzip(bytes, limit: NationalRecords.sizeLimit))
            } else if bytes.starts(with: Array("PK".utf8)) {
                try read(sheet: bytes)
            } else if bytes.first(where: { !" \t\r\n".utf8.contains($0) }) == UInt8(ascii: "{") {
                try read(lines: bytes)
            } else {
                try read(table: bytes)
            }
        } catch let error as Reading {
            failure = error.message
        } catch let error as CSVError {
            failure = Message("dossiers.import.unreadable-line", ["line": .text(String(error.line))])
        } catch Inflating.Failure.tooLarge {
            failure = Reading.tooLarge.message
        } catch {
            failure = Reading.unreadable.message
        }
        if failure == nil, rows.isEmpty { failure = Reading.empty.message }
        refuseTwice()
    }

    private enum Reading: Error {
        case empty, tooLarge, unreadable
        case columnsMissing

        var message: Message {
            switch self {
            case .empty: Message("dossiers.import.empty")
            case .tooLarge: Message("dossiers.import.too-large")
            case .unreadable: Message("dossiers.import.unreadable")
            case .columnsMissing: Message("dossiers.import.columns-missing")
            }
        }
    }

    private mutating func read(lines bytes: [UInt8]) throws {
        format = .records
        let lines = NationalRecords.lines(of: bytes)
        guard lines.count <= Self.rowLimit else { throw Reading.tooLarge }
        rows = lines.map { number, line in
            guard let record = NationalRecords.record(line) else {
                return Row(
                    line: number, code: "", name: "", content: .refused(column: "", Message("dossiers.import.no-json")))
            }
            return Self.row(number, record) {
                ["code": "ma_thu_tuc", "name": "ten_thu_tuc", "field": "linh_vuc"][$0] ?? $0
            }
        }
    }

    private mutating func read(sheet bytes: [UInt8]) throws {
        format = .sheet
        let sheet: Spreadsheet
        do {
            sheet = try Spreadsheet(bytes)
        } catch {
            throw error == .tooLarge ? Reading.tooLarge : Reading.unreadable
        }
        let first = sheet.rows.prefix(20).enumerated().first { HeadColumns($0.element.cells) != nil }
        guard let first, let columns = HeadColumns(first.element.cells) else { throw Reading.columnsMissing }
        rows = sheet.rows.dropFirst(first.offset + 1).map { row in
            Self.row(row.number, columns.record(row.cells)) { column in
                guard let place = columns.place(of: column) else { return column }
                return "\(Spreadsheet.letters(of: place))\(row.number) (\(columns.title(of: column)))"
            }
        }
    }

    private mutating func read(table bytes: [UInt8]) throws {
        format = .table
        guard let text = String(validating: bytes, as: UTF8.self) else { throw Reading.unreadable }
        guard text.contains(where: { !$0.isWhitespace }) else { throw Reading.empty }
        var reader = CSVReader(text, separator: CSVSeparator.detected(in: String(text.prefix(8_192))) ?? .comma)
        guard let head = try reader.next(), let columns = HeadColumns(Self.cells(head.fields)) else {
            throw Reading.columnsMissing
        }
        while let row = try reader.next() {
            if row.isBlank { continue }
            guard rows.count < Self.rowLimit else { throw Reading.tooLarge }
            rows.append(Self.row(row.line, columns.record(Self.cells(row.fields)), columns.title))
        }
    }

    private static func cells(_ fields: [String]) -> [Int: String] {
        Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($0, $1.filter { $0 != "\u{FEFF}" }) })
    }

    private static let code = Pattern("^[0-9]\\.[0-9]{6}$", ignoringCase: false)

    /// - Parameter column: The file's own name for `code`, `name`, `field`.
    private static func row(_ line: Int, _ record: CatalogueRecord, _ column: (String) -> String) -> Row {
        let procedure = record.procedure
        var content = Content.record(record)
        if !code.matches(procedure.code) {
            content = .refused(
                column: column("code"),
                Message("dossiers.import.no-code", ["code": .text(String(procedure.code.prefix(40)))]))
        } else if procedure.name.isEmpty {
            content = .refused(column: column("name"), Message("dossiers.import.no-name"))
        } else if procedure.name.count > 2_000 {
            content = .refused(column: column("name"), Message("dossiers.error.too-long"))
        } else if procedure.field.isEmpty {
            content = .refused(column: column("field"), Message("dossiers.import.no-field"))
        } else if procedure.field.count > 300 {
            content = .refused(column: column("field"), Message("dossiers.error.too-long"))
        }
        return Row(
            line: line, code: String(procedure.code.prefix(40)), name: String(procedure.name.prefix(300)),
            content: content)
    }

    /// A code that stands in the file twice leaves open which row holds: the second is refused.
    private mutating func refuseTwice() {
        var seen: [String: Int] = [:]
        for (place, row) in rows.enumerated() {
            guard case .record(let record) = row.content else { continue }
            if let first = seen.updateValue(row.line, forKey: record.procedure.code) {
                seen[record.procedure.code] = first
                rows[place] = Row(
                    line: row.line, code: row.code, name: row.name,
                    content: .refused(
                        column: row.code, Message("dossiers.import.twice", ["line": .text(String(first))])))
            }
        }
    }
}
