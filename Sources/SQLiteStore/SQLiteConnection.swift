// SPDX-License-Identifier: Apache-2.0

import GRDB
import GRDBSQLite
import SQLStore

/// One connection, as transactions see it.
///
/// Unchecked: it is used on its GRDB connection's serial queue only.
final class SQLiteConnection: @unchecked Sendable {
    let database: GRDB.Database
    private(set) var failure: StoreError?
    private var statements: StatementCache
    private var announcements: [(channel: String, payload: String)] = []
    private let hub: AnnouncementHub

    init(_ database: GRDB.Database, hub: AnnouncementHub) {
        self.database = database
        self.hub = hub
        statements = StatementCache(database)
    }

    var dialect: Dialect { .sqlite }

    /// Runs a reader's body inside the transaction GRDB has begun.
    func reading<Value>(_ body: (any Reading) throws -> Value) throws -> Value {
        failure = nil
        let value = try body(self)
        if let failure { throw failure }
        return value
    }

    /// Runs `work` on a prepared statement whose values are bound.
    private func run<Value>(_ sql: SQLStore.SQL, _ work: (PreparedStatement) throws -> Value) throws -> Value {
        if let failure { throw failure }
        do {
            let (text, values) = sql.rendered(for: .sqlite)
            let statement = try statements.take(text)
            defer { statements.putBack(statement) }
            try statement.bind(values)
            return try work(statement)
        } catch let error as SQLiteFailure {
            failure = error.mapped
            throw error.mapped
        } catch let error as DatabaseError {
            let mapped = StoreError(error)
            failure = mapped
            throw mapped
        }
    }
}

extension SQLiteConnection: Transaction {
    func rows(_ sql: SQLStore.SQL) throws -> [SQLStore.Row] {
        try run(sql) { statement in
            var rows: [SQLStore.Row] = []
            while try statement.step() { rows.append(statement.row) }
            return rows
        }
    }

    func each(_ sql: SQLStore.SQL, _ body: (SQLStore.Row) throws -> Void) throws {
        try run(sql) { statement in
            while try statement.step() { try body(statement.row) }
        }
    }

    func execute(_ sql: SQLStore.SQL) throws -> Int {
        let before = sqlite3_total_changes64(database.sqliteConnection)
        return try run(sql) { statement in
            while try statement.step() {}
            let connection = database.sqliteConnection
            // The count of changes stays from an earlier statement when this one made none.
            return sqlite3_total_changes64(connection) == before ? 0 : Int(sqlite3_changes64(connection))
        }
    }

    func executeScript(_ text: String) throws {
        if let failure { throw failure }
        guard sqlite3_exec(database.sqliteConnection, text, nil, nil, nil) == SQLITE_OK else {
            let error = SQLiteFailure(of: database.sqliteConnection).mapped
            failure = error
            throw error
        }
    }

    func savepoint<Value>(_ body: () throws -> Value) throws -> Value {
        try executeScript("SAVEPOINT inner_part")
        let kept = announcements.count
        do {
            let value = try body()
            try executeScript("RELEASE inner_part")
            return value
        } catch {
            if isInTransaction {
                failure = nil
                try executeScript("ROLLBACK TO inner_part; RELEASE inner_part")
                announcements.removeSubrange(kept...)
            }
            throw error
        }
    }

    func announce(_ channel: String, _ payload: String) throws {
        guard payload.utf8.count <= 4_000 else {
            throw StoreError.statement("an announcement of \(payload.utf8.count) bytes; 4,000 is the most")
        }
        announcements.append((channel, payload))
    }
}

extension SQLiteConnection: GroupConnection {
    var isInTransaction: Bool { sqlite3_get_autocommit(database.sqliteConnection) == 0 }

    func begin() throws {
        failure = nil
        announcements = []
        try executeScript("BEGIN IMMEDIATE")
    }

    func commit() throws {
        try executeScript("COMMIT")
        for (channel, payload) in announcements { hub.publish(payload, on: channel) }
        announcements = []
    }

    func rollback() {
        failure = nil
        announcements = []
        if isInTransaction { try? executeScript("ROLLBACK") }
        failure = nil
    }
}
