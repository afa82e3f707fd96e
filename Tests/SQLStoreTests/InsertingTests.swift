// SPDX-License-Identifier: Apache-2.0

import SQLStore
import TestSupport
import Testing

@Suite("Rows added together")
struct InsertingTests {
    static let schema = FeatureMigrations(
        "row",
        [
            Migration(
                1, "rows",
                sqlite:
                    "CREATE TABLE row_kept (place INTEGER PRIMARY KEY, number BIGINT, part DOUBLE PRECISION, said TEXT, raw BLOB)",
                postgres: """
                    CREATE TABLE row_kept (place BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
                        number BIGINT, part DOUBLE PRECISION, said TEXT, raw BYTEA)
                    """)
        ])

    private static let texts = ["", "Hòa \"Thành\" \\ {,} NULL", "a\nb\t'", "🌧"]

    private static func row(_ number: Int) -> [SQLValue] {
        let whole: SQLValue = number % 7 == 3 ? .null : .integer(Int64(number))
        let bytes: SQLValue = number % 5 == 0 ? .null : .bytes([UInt8(number & 255), 0, 255])
        return [whole, .real(Double(number) / 3), .text(texts[number % texts.count]), bytes]
    }

    @Test(
        "are all there, in their order and as they were, however many", arguments: Backend.available,
        [0, 1, 2, 341, 5_000])
    func whole(on backend: Backend, count: Int) async throws {
        let rows = (0..<count).map(Self.row)
        try await backend.withDatabase(migrations: [Self.schema]) { database in
            try await database.write { tx in
                try tx.insert(rows, [.integer, .real, .text, .bytes], into: "row_kept (number, part, said, raw)")
            }
            let found = try await database.read { tx in
                try tx.rows("SELECT number, part, said, raw FROM row_kept ORDER BY place").map { row in
                    (0..<4).map { row[$0] }
                }
            }
            #expect(found == rows)
        }
    }
}
