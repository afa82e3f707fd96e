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

    @Test("bytes stand in an array as PostgreSQL reads them")
    func bytes() throws {
        let sql = try SQL.table([[.bytes([0, 15, 255])], [.bytes([])], [.null]], [.bytes], for: .postgres)
        #expect(sql.rendered(for: .postgres).text == "SELECT * FROM unnest($1::bytea[])")
        #expect(sql.rendered(for: .postgres).values == [.text(#"{"\\x000fff","\\x",NULL}"#)])
    }

    @Test("keeps both texts apart from the first difference on, whatever stands before and after it")
    func apart() {
        let inner = SQL(sqlite: "x \(1)", postgres: "y \(2) \(3)")
        let plain: SQL = "p \(4)"
        let whole: SQL = "a \(0) \(plain) \(inner) b \(5) \(plain) \(inner) c"
        let (sqlite, postgres) = (whole.rendered(for: .sqlite), whole.rendered(for: .postgres))
        #expect(sqlite.text == "a ? p ? x ? b ? p ? x ? c")
        #expect(sqlite.values == [0, 4, 1, 5, 4, 1].map { Int($0).sqlValue })
        #expect(postgres.text == "a $1 p $2 y $3 $4 b $5 p $6 y $7 $8 c")
        #expect(postgres.values == [0, 4, 2, 3, 5, 4, 2, 3].map { Int($0).sqlValue })
    }
}
