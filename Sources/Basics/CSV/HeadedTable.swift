// SPDX-License-Identifier: Apache-2.0

/// A table as somebody sends it: CSV with a row of headings, its columns in
/// any order, those nobody asks for left aside, blank lines too.
///
/// What was read before something went wrong is kept beside the failure.
package struct HeadedTable: Sendable {
    /// Why a table could not be read to its end.
    package enum Failure: Hashable, Sendable {
        case empty
        case columnsMissing([String])
        case tooManyRows(limit: Int)
        case unreadable(CSVError)
    }

    package struct Row: Sendable {
        /// The line on which it begins, counted from 1 as editors do.
        package let line: Int
        fileprivate let fields: [String]
        fileprivate let places: [String: Int]

        /// What stands in a column, without blanks around it; nothing where
        /// the row is too short or the table has no such column.
        package subscript(_ column: String) -> String {
            places[column].flatMap { $0 < fields.count ? fields[$0].tidied() : nil } ?? ""
        }
    }

    package private(set) var rows: [Row] = []
    package private(set) var failure: Failure?

    /// - Parameters:
    ///   - needed: Columns that must be there, in small letters.
    ///   - limit: The most rows taken.
    package init(_ text: String, needing needed: [String], limit: Int) {
        var reader = CSVReader(text, separator: CSVSeparator.detected(in: String(text.prefix(8_192))) ?? .comma)
        do {
            guard let head = try reader.next(), !head.isBlank else {
                failure = .empty
                return
            }
            let places = Dictionary(
                head.fields.enumerated().map { ($1.tidied().lowercased().filter { $0 != "\u{FEFF}" }, $0) },
                uniquingKeysWith: { first, _ in first })
            let missing = needed.filter { places[$0] == nil }
            guard missing.isEmpty else {
                failure = .columnsMissing(missing)
                return
            }
            while let row = try reader.next() {
                if row.isBlank { continue }
                guard rows.count < limit else {
                    failure = .tooManyRows(limit: limit)
                    return
                }
                rows.append(Row(line: row.line, fields: row.fields, places: places))
            }
        } catch {
            failure = .unreadable(error)
        }
    }
}
