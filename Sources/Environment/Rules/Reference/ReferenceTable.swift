// SPDX-License-Identifier: Apache-2.0

import Basics

/// A table of reference data: CSV in UTF-8, comma, one heading row, lines
/// beginning with `#` are remarks.
package struct ReferenceTable: Sendable {
    package let file: String
    package let rows: [Row]

    package init(file: String, csv: String) throws {
        var reader = CSVReader(csv)
        var heading: [String: Int]?
        var rows: [Row] = []
        do {
            while let row = try reader.next() {
                if row.isBlank || row.fields[0].hasPrefix("#") { continue }
                guard let columns = heading else {
                    heading = Dictionary(
                        zip(row.fields, row.fields.indices), uniquingKeysWith: { first, _ in first })
                    continue
                }
                guard row.fields.count == columns.count else {
                    throw ReferenceError.raggedRow(file: file, line: row.line)
                }
                rows.append(Row(file: file, line: row.line, columns: columns, fields: row.fields))
            }
        } catch let error as CSVError {
            throw ReferenceError.unreadable(file: file, error)
        }
        self.file = file
        self.rows = rows
    }

    /// A record; every accessor throws a `ReferenceError` naming file, line and column.
    package struct Row: Sendable {
        package let file: String
        package let line: Int
        let columns: [String: Int]
        let fields: [String]

        /// The field, `nil` when empty.
        package func optionalText(_ column: String) throws -> String? {
            guard let index = columns[column] else {
                throw ReferenceError.missingColumn(file: file, column: column)
            }
            return fields[index].isEmpty ? nil : fields[index]
        }

        package func text(_ column: String) throws -> String {
            guard let text = try optionalText(column) else { throw bad(column, "") }
            return text
        }

        package func optionalNumber(_ column: String) throws -> Double? {
            guard let text = try optionalText(column) else { return nil }
            guard let number = try? NumberFormat.point.number(in: text) else { throw bad(column, text) }
            return number
        }

        package func number(_ column: String) throws -> Double {
            guard let number = try optionalNumber(column) else { throw bad(column, "") }
            return number
        }

        package func optionalCount(_ column: String) throws -> Int? {
            guard let text = try optionalText(column) else { return nil }
            guard let count = Int(text), count >= 0 else { throw bad(column, text) }
            return count
        }

        package func count(_ column: String) throws -> Int {
            guard let count = try optionalCount(column) else { throw bad(column, "") }
            return count
        }

        /// `yes` or `no`.
        package func truth(_ column: String) throws -> Bool {
            let text = try text(column)
            guard text == "yes" || text == "no" else { throw bad(column, text) }
            return text == "yes"
        }

        /// One of an enumeration's words.
        package func word<Word: RawRepresentable>(_ column: String, as _: Word.Type = Word.self) throws -> Word
        where Word.RawValue == String {
            let text = try text(column)
            guard let word = Word(rawValue: text) else { throw bad(column, text) }
            return word
        }

        /// From the columns `valid_from` and `valid_to`.
        package func validity() throws -> Validity {
            Validity(from: try day("valid_from"), to: try day("valid_to"))
        }

        package func bad(_ column: String, _ value: String) -> ReferenceError {
            .badValue(file: file, line: line, column: column, value: value)
        }

        private func day(_ column: String) throws -> CivilDay? {
            guard let text = try optionalText(column) else { return nil }
            guard let day = CivilDay(iso8601: text) else { throw bad(column, text) }
            return day
        }
    }
}
