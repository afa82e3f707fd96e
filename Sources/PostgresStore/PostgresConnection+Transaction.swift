// SPDX-License-Identifier: Apache-2.0

import CLibPQ
import SQLStore

extension PostgresConnection: Transaction {
    var dialect: Dialect { .postgres }

    func rows(_ sql: SQL) throws -> [Row] { try run(sql).rows }

    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws {
        // A cursor leaves the connection free for the questions of `body`.
        openCursors += 1
        defer { openCursors -= 1 }
        let name = SQL(trusted: "rows_\(openCursors)")
        try execute("DECLARE \(name) NO SCROLL CURSOR FOR \(sql)")
        defer { if failure == nil { _ = try? execute("CLOSE \(name)") } }
        while case let rows = try rows("FETCH 500 FROM \(name)"), !rows.isEmpty {
            for row in rows { try body(row) }
        }
    }

    @discardableResult
    func execute(_ sql: SQL) throws -> Int { try run(sql).changes }

    func executeScript(_ text: String) throws {
        if let failure { throw failure }
        try perform(text)
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

extension PostgresConnection: GroupConnection {
    var isInTransaction: Bool {
        guard let handle else { return false }
        let status = PQtransactionStatus(handle)
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR
    }

    func begin() throws { try begin("BEGIN ISOLATION LEVEL SERIALIZABLE") }

    /// Begins, on a new connection when the old one turns out to be broken.
    func begin(_ text: String) throws {
        failure = nil
        announcements = []
        do {
            if handle == nil { try connect() }
            try deallocate()
            try perform(text)
        } catch StoreError.connectionLost {
            failure = nil
            try connect()
            try perform(text)
        }
    }

    func commit() throws {
        try sendAnnouncements()
        try perform("COMMIT")
    }

    func rollback() {
        // A server that may only be read has perhaps been replaced: look for its successor.
        let isElsewhere = failure == .readOnly
        failure = nil
        announcements = []
        if let handle, PQstatus(handle) == CONNECTION_OK, !isElsewhere {
            if isInTransaction { try? perform("ROLLBACK") }
        } else {
            disconnect()
        }
        failure = nil
    }

    /// Runs a reader's body on one snapshot.
    func reading<Value>(_ body: (any Reading) throws -> Value) throws -> Value {
        for attempt in 1... {
            do {
                try begin("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                let value = try body(self)
                if let failure { throw failure }
                try perform("COMMIT")
                return value
            } catch {
                rollback()
                // A prepared statement met a table that has changed since.
                guard error as? StoreError == .serialization, attempt < 3 else { throw error }
            }
        }
        throw StoreError.serialization
    }

    /// The server hands them out after the commit, to this process too.
    private func sendAnnouncements() throws {
        var number = 0
        while number < announcements.count {
            let part = announcements[number..<min(number + 50, announcements.count)]
            let calls = part.enumerated().map { offset, announcement -> SQL in
                // The number keeps the server from folding two equal ones into one.
                let text = Envelope(
                    schema: address.schema, number: number + offset, channel: announcement.channel,
                    payload: announcement.payload
                ).text
                return "pg_notify('vamco', \(text))"
            }
            _ = try rows("SELECT \(SQL.joined(calls))")
            number += part.count
        }
    }
}
