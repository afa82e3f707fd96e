// SPDX-License-Identifier: Apache-2.0

package import SQLStore
import Synchronization

/// A database that keeps the statements it was asked, so that a test can count
/// them and ask the database how it would run them.
package final class RecordingDatabase: Database {
    private let inner: any Database
    private let statements = Mutex<[SQL]>([])

    package init(_ inner: any Database) { self.inner = inner }

    package var dialect: Dialect { inner.dialect }

    /// What was asked since the recording began, in order.
    package var recorded: [SQL] { statements.withLock { $0 } }

    package func forget() { statements.withLock { $0 = [] } }

    package func read<Value: Sendable>(
        _ body: @Sendable @escaping (any Reading) throws -> Value
    ) async throws -> Value {
        try await inner.read { try body(RecordingReading(inner: $0, note: self.note)) }
    }

    package func write<Value: Sendable>(
        _ body: @Sendable @escaping (any Transaction) throws -> Value
    ) async throws -> Value {
        try await inner.write(body)
    }

    package func announcements(on channel: String) -> AsyncStream<Announcement> { inner.announcements(on: channel) }

    package func close() async { await inner.close() }

    private func note(_ sql: SQL) { statements.withLock { $0.append(sql) } }

    /// The tables that a recorded statement would read from end to end, as the
    /// database plans it: `SCAN name` of SQLite, `Seq Scan on name` of PostgreSQL.
    package func scannedTables(of sql: SQL) async throws -> [String] {
        try await inner.read { reader in
            switch reader.dialect {
            case .sqlite:
                try reader.rows("EXPLAIN QUERY PLAN \(sql)").compactMap { row in
                    let words = try row.get(3, as: String.self).split(separator: " ")
                    return words.first == "SCAN" && !words.contains("INDEX")
                        ? words.dropFirst().first.map(String.init) : nil
                }
            case .postgres:
                // Small tables of a test would be scanned whatever indexes there are.
                try Self.plan(of: sql, in: reader)
            }
        }
    }

    private static func plan(of sql: SQL, in reader: any Reading) throws -> [String] {
        _ = try reader.rows("SELECT set_config('enable_seqscan', 'off', true)")
        return try reader.rows("EXPLAIN \(sql)").compactMap { row in
            try row.get(0, as: String.self).firstMatch(of: /Seq Scan on (\w+)/).map { String($0.1) }
        }
    }
}

private struct RecordingReading: Reading {
    let inner: any Reading
    let note: (SQL) -> Void

    var dialect: Dialect { inner.dialect }

    func rows(_ sql: SQL) throws -> [Row] {
        note(sql)
        return try inner.rows(sql)
    }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        note(sql)
        try inner.each(sql, body)
    }
}
