// SPDX-License-Identifier: Apache-2.0

import Basics

extension SQL {
    /// The kinds of columns bound rows may have.
    package enum ColumnType: String, Sendable {
        case integer = "bigint"
        case real = "double precision"
        case text
        case bytes = "bytea"
    }

    /// Rows of bound values as a query, to stand after `INSERT INTO … (…)` or
    /// in `WITH t (…) AS (…)`.
    ///
    /// SQLite gets `VALUES (…), (…)`. PostgreSQL gets each column as one array:
    /// a statement of thousands of parameters costs it more than the work it
    /// asks for, and this text is the same for any number of rows, so that it
    /// is prepared once.
    ///
    /// - Parameters:
    ///   - rows: At least one; at most 32,000 values together on SQLite.
    ///   - types: The kind of each column.
    ///   - dialect: Whose text to make; the other's would cost as much again.
    /// - Throws: `StoreError.unstorable` for what no database keeps.
    package static func table(
        _ rows: [[SQLValue]], _ types: [ColumnType], for dialect: Dialect
    ) throws -> SQL {
        guard dialect == .postgres else { return "VALUES \(SQL.rows(rows))" }
        let columns = try types.indices.map { index -> SQL in
            let column = try arrayText(rows.lazy.map { $0[index] })
            return "\(column)::\(SQL(trusted: types[index].rawValue))[]"
        }
        return "SELECT * FROM unnest(\(SQL.joined(columns)))"
    }

    /// An array as PostgreSQL reads it (Array Input and Output Syntax).
    private static func arrayText(_ values: some Sequence<SQLValue>) throws -> String {
        var text = "{"
        for value in values {
            if text.utf8.count > 1 { text += "," }
            switch value {
            case .null: text += "NULL"
            case .integer(let value): text += String(value)
            case .real(let value):
                guard !value.isNaN else { throw StoreError.unstorable("NaN") }
                text += value.description
            case .text(let value): append(value, to: &text)
            case .bytes(let value): text += "\"\\\\x" + value.hex + "\""
            }
        }
        return text + "}"
    }

    private static func append(_ value: String, to text: inout String) {
        text += "\""
        if value.utf8.contains(where: { $0 == UInt8(ascii: "\"") || $0 == UInt8(ascii: "\\") }) {
            for scalar in value.unicodeScalars {
                if scalar == "\"" || scalar == "\\" { text += "\\" }
                text.unicodeScalars.append(scalar)
            }
        } else {
            text += value
        }
        text += "\""
    }
}
