// SPDX-License-Identifier: Apache-2.0

/// A statement in SQL whose interpolated values are always bound, never
/// spliced into the text.
///
/// ```swift
/// try tx.rows("SELECT code, name FROM station WHERE ward = \(ward) ORDER BY code LIMIT \(50)")
/// ```
///
/// Write in the subset that SQLite and PostgreSQL share. Where the two must
/// differ, say `SQL(sqlite: …, postgres: …)`: both texts side by side.
/// Other `SQL` may be interpolated; it stays text with bound values.
/// Identifiers that vary come from a `SQL.Identifier`, made of a literal.
package struct SQL: ExpressibleByStringInterpolation, Sendable {
    package enum Piece: Sendable {
        case text(String)
        case value(SQLValue)
    }

    package let pieces: [Piece]
    /// The text for PostgreSQL, where it is another than for SQLite.
    let postgresPieces: [Piece]?

    package init(stringLiteral text: String) {
        pieces = [.text(text)]
        postgresPieces = nil
    }

    package init(stringInterpolation: StringInterpolation) {
        pieces = stringInterpolation.pieces
        postgresPieces = stringInterpolation.postgresPieces
    }

    /// A statement that must differ between the two databases.
    package init(sqlite: SQL, postgres: SQL) {
        pieces = sqlite.pieces
        postgresPieces = postgres.postgresPieces ?? postgres.pieces
    }

    /// Text that is known when the program is compiled, such as a migration's.
    /// Never hand it anything a person typed.
    package init(trusted text: String) {
        pieces = [.text(text)]
        postgresPieces = nil
    }

    /// Statements or fragments joined, as in the rows of an `INSERT`.
    package static func joined(_ parts: [SQL], separator: String = ", ") -> SQL {
        var whole = StringInterpolation(literalCapacity: 0, interpolationCount: parts.count)
        for (index, part) in parts.enumerated() {
            if index > 0 { whole.appendLiteral(separator) }
            whole.appendInterpolation(part)
        }
        return SQL(stringInterpolation: whole)
    }

    /// A comma-separated list of bound values, for `IN (…)`.
    package static func list(_ values: [any SQLBindable]) -> SQL {
        joined(values.map { "\(value: $0.sqlValue)" })
    }

    /// Rows of bound values, `(…), (…)`, to stand after `VALUES`. Bind at most
    /// 32,000 values in one statement.
    package static func rows(_ rows: [[SQLValue]]) -> SQL {
        var whole = StringInterpolation(literalCapacity: 0, interpolationCount: rows.joined().count)
        for (number, row) in rows.enumerated() {
            whole.appendLiteral(number == 0 ? "(" : "), (")
            for (index, value) in row.enumerated() {
                if index > 0 { whole.appendLiteral(", ") }
                whole.appendInterpolation(value: value)
            }
        }
        whole.appendLiteral(")")
        return SQL(stringInterpolation: whole)
    }

    /// The text with the dialect's placeholders, and the values in their order.
    package func rendered(for dialect: Dialect) -> (text: String, values: [SQLValue]) {
        let pieces = dialect == .postgres ? postgresPieces ?? pieces : pieces
        var text = ""
        var values: [SQLValue] = []
        text.reserveCapacity(
            pieces.reduce(0) { if case .text(let part) = $1 { $0 + part.utf8.count } else { $0 + 4 } })
        values.reserveCapacity(pieces.count / 2 + 1)
        for piece in pieces {
            switch piece {
            case .text(let part): text += part
            case .value(let value):
                values.append(value)
                text += dialect == .sqlite ? "?" : "$\(values.count)"
            }
        }
        return (text, values)
    }

    package struct StringInterpolation: StringInterpolationProtocol {
        var pieces: [Piece] = []
        /// Kept apart from the first piece on in which the two databases differ.
        var postgresPieces: [Piece]?

        package init(literalCapacity: Int, interpolationCount: Int) {
            pieces.reserveCapacity(interpolationCount * 2 + 1)
        }

        package mutating func appendLiteral(_ literal: String) {
            guard !literal.isEmpty else { return }
            pieces.append(.text(literal))
            postgresPieces?.append(.text(literal))
        }

        package mutating func appendInterpolation(_ value: some SQLBindable) {
            appendInterpolation(value: value.sqlValue)
        }

        package mutating func appendInterpolation<Wrapped: SQLBindable>(_ value: Wrapped?) {
            appendInterpolation(value: value.sqlValue)
        }

        package mutating func appendInterpolation(value: SQLValue) {
            pieces.append(.value(value))
            postgresPieces?.append(.value(value))
        }

        package mutating func appendInterpolation(_ sql: SQL) {
            if let others = sql.postgresPieces {
                postgresPieces = (postgresPieces ?? pieces) + others
            } else {
                postgresPieces?.append(contentsOf: sql.pieces)
            }
            pieces += sql.pieces
        }

        package mutating func appendInterpolation(_ identifier: SQL.Identifier) {
            appendLiteral(identifier.text)
        }
    }

    /// A table's or column's name that varies: always written in the program,
    /// never made of input.
    package struct Identifier: Sendable, ExpressibleByStringLiteral {
        let text: String
        package init(stringLiteral text: StaticString) { self.text = "\(text)" }
        package init(_ text: StaticString) { self.text = "\(text)" }
    }
}

/// The two databases.
package enum Dialect: String, Sendable, CaseIterable {
    case sqlite
    case postgres
}
