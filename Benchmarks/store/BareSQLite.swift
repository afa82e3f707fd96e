// SPDX-License-Identifier: Apache-2.0

import GRDBSQLite

/// What SQLite gives a plain loop on its C interface: one row of 1 KB in each
/// transaction, write-ahead log, every commit on the disk.
struct BareSQLite {
    struct Failure: Error {
        let text: String
    }

    private let connection: OpaquePointer?

    init(path: String) throws {
        var connection: OpaquePointer?
        let code = sqlite3_open(path, &connection)
        self.connection = connection
        guard code == SQLITE_OK else { throw Failure(text: "cannot open \(path)") }
        try run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 4000")
        try run("CREATE TABLE bare (id INTEGER PRIMARY KEY, body TEXT NOT NULL)")
    }

    func writesPerSecond(for length: Duration) throws -> Double {
        defer { sqlite3_close(connection) }
        var statement: OpaquePointer?
        sqlite3_prepare_v2(connection, "INSERT INTO bare (body) VALUES (?)", -1, &statement, nil)
        defer { sqlite3_finalize(statement) }
        let body = String(repeating: "x", count: 1_024)
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        while clock.now - start < length {
            // Outside BEGIN each statement is a transaction.
            try body.withCString { text in
                sqlite3_bind_text(statement, 1, text, 1_024, nil)
                guard sqlite3_step(statement) == SQLITE_DONE else { throw Failure(text: "cannot insert") }
            }
            sqlite3_reset(statement)
            count += 1
        }
        return Double(count) / ((clock.now - start) / .seconds(1))
    }

    private func run(_ text: String) throws {
        guard sqlite3_exec(connection, text, nil, nil, nil) == SQLITE_OK else { throw Failure(text: text) }
    }
}
