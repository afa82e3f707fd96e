// SPDX-License-Identifier: Apache-2.0

import SQLStore
import Testing

@Suite("SQL text")
struct SQLTextTests {
    @Test("values are never part of the text")
    func placeholders() {
        let evil = "x'; DROP TABLE note; --"
        let sql: SQL = "SELECT \(1) FROM note WHERE text = \(evil) AND id IN (\(SQL.list([1, 2])))"
        #expect(sql.rendered(for: .sqlite).text == "SELECT ? FROM note WHERE text = ? AND id IN (?, ?)")
        #expect(sql.rendered(for: .postgres).text == "SELECT $1 FROM note WHERE text = $2 AND id IN ($3, $4)")
        #expect(sql.rendered(for: .postgres).values == [.integer(1), .text(evil), .integer(1), .integer(2)])
    }

    @Test("two texts for two databases, inside another too")
    func twoTexts() {
        let inner = SQL(sqlite: "a \(1)", postgres: "b \(2) \(3)")
        let outer: SQL = "SELECT \(0), \(inner), \(9)"
        #expect(outer.rendered(for: .sqlite).text == "SELECT ?, a ?, ?")
        #expect(outer.rendered(for: .sqlite).values == [.integer(0), .integer(1), .integer(9)])
        #expect(outer.rendered(for: .postgres).text == "SELECT $1, b $2 $3, $4")
        #expect(outer.rendered(for: .postgres).values == [.integer(0), .integer(2), .integer(3), .integer(9)])
    }

    @Test("rows of values")
    func rows() {
        let rows: SQL = "VALUES \(SQL.rows([[.integer(1), .null], [.integer(2), .text("b")]]))"
        #expect(rows.rendered(for: .postgres).text == "VALUES ($1, $2), ($3, $4)")
        #expect(rows.rendered(for: .postgres).values == [.integer(1), .null, .integer(2), .text("b")])
    }

    @Test("a table of bound rows is one array a column on PostgreSQL, whatever the number of rows")
    func table() throws {
        let rows: [[SQLValue]] = [[.integer(1), .text("a\"b\\")], [.null, .text("NULL")]]
        let sqlite = try SQL.table(rows, [.integer, .text], for: .sqlite)
        #expect(sqlite.rendered(for: .sqlite).text == "VALUES (?, ?), (?, ?)")
        let sql = try SQL.table(rows, [.integer, .text], for: .postgres)
        #expect(sql.rendered(for: .postgres).text == "SELECT * FROM unnest($1::bigint[], $2::text[])")
        #expect(sql.rendered(for: .postgres).values == [.text("{1,NULL}"), .text(#"{"a\"b\\","NULL"}"#)])
    }
}
