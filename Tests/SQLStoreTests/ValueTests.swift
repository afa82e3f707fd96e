// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@Suite("Values in a database")
struct ValueTests {
    static let table = FeatureMigrations(
        "sample",
        [
            Migration(
                1, "one-column-of-each-kind",
                sqlite: "CREATE TABLE sample (id BIGINT PRIMARY KEY, n BIGINT, r DOUBLE PRECISION, t TEXT, b BLOB)",
                postgres: "CREATE TABLE sample (id BIGINT PRIMARY KEY, n BIGINT, r DOUBLE PRECISION, t TEXT, b BYTEA)")
        ])

    @Test("whole numbers come back as they were", arguments: Backend.available)
    func integers(on backend: Backend) async throws {
        let numbers: [Int64] = [0, 1, -1, .max, .min, 1 << 53 + 1, 4_294_967_296, -2_147_483_649]
        try await backend.withDatabase(migrations: [Self.table]) { database in
            try await database.write { tx in
                for (id, number) in numbers.enumerated() {
                    try tx.execute("INSERT INTO sample (id, n) VALUES (\(id), \(number))")
                }
            }
            let read = try await database.read { tx in
                try tx.rows("SELECT n FROM sample ORDER BY id").map { try $0.get(0, as: Int64.self) }
            }
            #expect(read == numbers)
        }
    }

    @Test("reals come back to the last bit", arguments: Backend.available)
    func reals(on backend: Backend) async throws {
        let numbers: [Double] = [
            0, 0.1, -0.1, 1 / 3, .pi, 5e-324, .leastNormalMagnitude, .greatestFiniteMagnitude,
            -.greatestFiniteMagnitude, 1e22, 9_007_199_254_740_993, 12.5, .infinity, -.infinity, 100, 1e15,
        ]
        try await backend.withDatabase(migrations: [Self.table]) { database in
            try await database.write { tx in
                for (id, number) in numbers.enumerated() {
                    try tx.execute("INSERT INTO sample (id, r) VALUES (\(id), \(number))")
                }
            }
            let rows = try await database.read { try $0.rows("SELECT r FROM sample ORDER BY id") }
            #expect(try rows.map { try $0.get(0, as: Double.self).bitPattern } == numbers.map(\.bitPattern))
            #expect(rows.allSatisfy { if case .real = $0[0] { true } else { false } })
        }
    }

    @Test("text comes back scalar by scalar", arguments: Backend.available)
    func texts(on backend: Backend) async throws {
        let texts = [
            "", " ", "Hòa Thành", "Ho\u{300}a Tha\u{300}nh", "đường Nguyễn Tất Thành", "👩‍👩‍👧‍👦🇻🇳", "'; DROP TABLE sample; --",
            "$1 ? :a @b %s \\ \"", "\u{1}\u{7F}\u{10FFFF}", "a\nb\r\n\tc", String(repeating: "ệ", count: 100_000),
        ]
        try await backend.withDatabase(migrations: [Self.table]) { database in
            try await database.write { tx in
                for (id, text) in texts.enumerated() {
                    try tx.execute("INSERT INTO sample (id, t) VALUES (\(id), \(text))")
                }
            }
            let read = try await database.read { tx in
                try tx.rows("SELECT t FROM sample ORDER BY id").map { try $0.get(0, as: String.self) }
            }
            #expect(read.map { Array($0.unicodeScalars) } == texts.map { Array($0.unicodeScalars) })
            // Equal to Swift, two texts to a database: it is asked for one form and finds one.
            let found = try await database.read { tx in
                try tx.rows("SELECT id FROM sample WHERE t = \("Hòa Thành")").map { try $0.get(0, as: Int.self) }
            }
            #expect(found == [2])
        }
    }

    @Test("bytes come back as they were", arguments: Backend.available)
    func bytes(on backend: Backend) async throws {
        let blobs: [[UInt8]] = [
            [], [0], [0, 0, 0], Array(0...255), Array("\\x00".utf8), [UInt8](repeating: 0xFF, count: 1_000_000),
        ]
        try await backend.withDatabase(migrations: [Self.table]) { database in
            try await database.write { tx in
                for (id, blob) in blobs.enumerated() {
                    try tx.execute("INSERT INTO sample (id, b) VALUES (\(id), \(blob))")
                }
            }
            let read = try await database.read { tx in
                try tx.rows("SELECT b FROM sample ORDER BY id").map { try $0.get(0, as: [UInt8].self) }
            }
            #expect(read == blobs)
        }
    }

    @Test("values are themselves without a table too", arguments: Backend.available)
    func bareValues(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            let row = try await database.read { tx in
                try tx.row("SELECT \(Int64.max), \(0.1), \("x"), \([UInt8(7)]), \(true), \(nil as Int?)")
            }
            let values = try #require(row)
            #expect(
                (0..<6).map { values[$0] } == [
                    .integer(.max), .real(0.1), .text("x"), .bytes([7]), .integer(1), .null,
                ])
        }
    }

    @Test("sums, counts and means are numbers", arguments: Backend.available)
    func aggregates(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Self.table]) { database in
            try await database.write { tx in
                try tx.execute("INSERT INTO sample (id, n, r) VALUES (1, \(Int64.max - 1), 0.5), (2, 1, 1.5)")
            }
            let row = try await database.read { tx in
                try tx.row("SELECT count(*), sum(n), sum(r), avg(r), min(n), sum(id * r), max(t) FROM sample")
            }
            let values = try #require(row)
            #expect(try values.get(0, as: Int.self) == 2)
            #expect(try values.get(1, as: Int64.self) == .max)
            #expect(try values.get(2, as: Double.self) == 2)
            #expect(try values.get(3, as: Double.self) == 1)
            #expect(try values.get(4, as: Int.self) == 1)
            #expect(try values.get(5, as: Double.self) == 3.5)
            #expect(try values.optional(6, as: String.self) == nil)
        }
    }

    @Test("the same statement takes NULL and values in any order", arguments: Backend.available)
    func changingNulls(on backend: Backend) async throws {
        let values: [(Int64?, Double?, String?)] = [
            (nil, nil, nil), (1, nil, "a"), (nil, 0.5, nil), (2, 1.5, "b"), (nil, nil, nil), (3, 2.5, "c"),
            (4, nil, nil),
        ]
        try await backend.withDatabase(migrations: [Self.table]) { database in
            for (id, value) in values.enumerated() {
                try await database.write { tx in
                    try tx.execute(
                        "INSERT INTO sample (id, n, r, t) VALUES (\(id), \(value.0), \(value.1), \(value.2))")
                }
            }
            let rows = try await database.read { try $0.rows("SELECT n, r, t FROM sample ORDER BY id") }
            #expect(try rows.map { try $0.optional(0, as: Int64.self) } == values.map(\.0))
            #expect(try rows.map { try $0.optional(1, as: Double.self) } == values.map(\.1))
            #expect(try rows.map { try $0.optional(2, as: String.self) } == values.map(\.2))
        }
    }

    @Test("what no database keeps is refused, and the transaction goes on", arguments: Backend.available)
    func unstorable(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Self.table]) { database in
            try await database.write { tx in
                #expect(throws: StoreError.unstorable("text with U+0000")) {
                    try tx.execute("INSERT INTO sample (id, t) VALUES (1, \("a\0b"))")
                }
                #expect(throws: StoreError.unstorable("NaN")) {
                    try tx.execute("INSERT INTO sample (id, r) VALUES (2, \(Double.nan))")
                }
                try tx.execute("INSERT INTO sample (id) VALUES (3)")
            }
            #expect(try await database.read { try $0.value("SELECT count(*) FROM sample") } == 1)
        }
    }

    @Test("a value of another kind names its column", arguments: Backend.available)
    func unreadable(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            await #expect(throws: StoreError.unreadable(column: "answer", value: .text("x"))) {
                try await database.read { tx in
                    try tx.rows("SELECT \("x") AS answer").map { try $0.get("answer", as: Int.self) }
                }
            }
            await #expect(throws: StoreError.unreadable(column: "answer", value: .null)) {
                try await database.read { tx in
                    try tx.rows("SELECT \(nil as Int?) AS answer").map { try $0.get("answer", as: Int.self) }
                }
            }
        }
    }

    @Test("a table of bound rows brings every value as it was", arguments: Backend.available)
    func table(on backend: Backend) async throws {
        let texts = [
            "", "NULL", "null", "a,b", "{x}", "\"", "\\", "\\\"", " spaced ", "'; DROP", "dòng\nhai",
            "Đường Tr\u{1EA7}n", "🏙",
        ]
        let reals = [0, 1.5, .pi, 1e300, -1e-300, .infinity, -.infinity, .leastNonzeroMagnitude]
        let rows: [[SQLValue]] = texts.indices.map { index in
            [
                .integer([Int64.min, 0, .max][index % 3]),
                index < reals.count ? .real(reals[index]) : .null, .text(texts[index]), .integer(Int64(index)),
            ]
        }
        try await backend.withDatabase { database in
            let read = try await database.write { tx in
                try tx.rows(
                    """
                    WITH t (whole, number, words, place) AS (
                        \(SQL.table(rows, [.integer, .real, .text, .integer], for: tx.dialect))
                    )
                    SELECT whole, number, words, place FROM t ORDER BY place
                    """
                ).map { row in (0..<4).map { row[$0] } }
            }
            #expect(read == rows)
        }
    }

    @Test("what no database keeps is refused in a table too")
    func unstorableTable() {
        #expect(throws: StoreError.unstorable("NaN")) { try SQL.table([[.real(.nan)]], [.real], for: .postgres) }
    }
}
