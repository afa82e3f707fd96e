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

    /// What was asked since the recording began, in order; changes too.
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
        try await inner.write { try body(RecordingTransaction(inner: $0, note: self.note)) }
    }

    package func announcements(on channel: String) -> AsyncStream<Announcement> { inner.announcements(on: channel) }

    package func close() async { await inner.close() }

    private func note(_ sql: SQL) { statements.withLock { $0.append(sql) } }

    /// The tables that a recorded statement would walk from end to end, as the
    /// database plans it. Nothing is run and nothing is recorded.
    package func scannedTables(of sql: SQL) async throws -> [String] {
        try await inner.write { tx in
            switch tx.dialect {
            case .sqlite: try SQLitePlan(of: sql, in: tx).scannedTables
            case .postgres: try PostgresPlan(of: sql, in: tx).scannedTables
            }
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

private struct RecordingTransaction: Transaction {
    let inner: any Transaction
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

    func execute(_ sql: SQL) throws -> Int {
        note(sql)
        return try inner.execute(sql)
    }

    func executeScript(_ text: String) throws { try inner.executeScript(text) }
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value { try inner.savepoint(body) }
    func announce(_ channel: String, _ payload: String) throws { try inner.announce(channel, payload) }
}
