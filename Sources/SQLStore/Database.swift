// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A database: one file of SQLite or a PostgreSQL server behind the same calls.
///
/// Bodies are synchronous: nothing inside a transaction can wait for a
/// network. Connections, statements and threads are the driver's business.
package protocol Database: Sendable {
    var dialect: Dialect { get }

    /// Runs `body` on one consistent state of the database.
    ///
    /// Everything `body` reads is as of one commit; later commits are not seen.
    /// Writers never wait for it and it never waits for writers. `body` may run
    /// more than once.
    ///
    /// - Parameter body: Do not store or return the reader.
    /// - Throws: What `body` throws, or `StoreError`.
    func read<Value: Sendable>(
        _ body: @Sendable @escaping (any Reading) throws -> Value
    ) async throws -> Value

    /// Runs `body` as one transaction and returns after its commit is durable
    /// on disk. When `body` throws, nothing of it remains.
    ///
    /// Bodies behave as if they ran one after the other, each alone
    /// (serializable on both databases).
    ///
    /// `body` may run more than once (a group of writes that is replayed, a
    /// serialization failure that is retried), so it must do database work and
    /// nothing else. Announcements reach their listeners after the commit.
    ///
    /// A statement that fails spoils the transaction, on both databases, even
    /// when `body` catches its error: put it in a `savepoint` to go on after it.
    ///
    /// Cancelling the calling task neither stops nor undoes the write.
    ///
    /// - Throws: What `body` throws, or `StoreError`; `.overloaded` when too
    ///   many writes wait.
    func write<Value: Sendable>(
        _ body: @Sendable @escaping (any Transaction) throws -> Value
    ) async throws -> Value

    /// Announcements of committed transactions on `channel`, of this process
    /// and, on PostgreSQL, of every other. At least once, in order for each
    /// writer; a listener that falls more than 1,024 behind loses the oldest
    /// and is sent one `Announcement.missed` instead.
    func announcements(on channel: String) -> AsyncStream<Announcement>

    /// Refuses new work, ends what runs, and closes the database.
    func close() async
}

/// What may be asked inside a transaction.
package protocol Reading {
    var dialect: Dialect { get }

    /// All rows of the answer, in memory: for answers with a known limit.
    func rows(_ sql: SQL) throws -> [Row]

    /// Hands over row after row without keeping them: for exports and scans.
    /// `body` may ask further questions meanwhile. Only for queries, not for
    /// statements with `RETURNING`.
    func each(_ sql: SQL, _ body: (Row) throws -> Void) throws
}

/// What may be asked and changed inside a writing transaction.
package protocol Transaction: Reading {
    /// Runs a statement.
    ///
    /// - Returns: How many rows it changed.
    @discardableResult
    func execute(_ sql: SQL) throws -> Int

    /// Runs several statements separated by `;`, without values: migrations.
    func executeScript(_ text: String) throws

    /// Runs `body` so that its changes, and only its, vanish when it throws.
    func savepoint<Value>(_ body: () throws -> Value) throws -> Value

    /// Tells `channel` of something once this transaction has committed.
    /// `payload` is at most 4,000 bytes: send identities, not records.
    func announce(_ channel: String, _ payload: String) throws
}

extension Reading {
    /// The first row, or `nil`.
    package func row(_ sql: SQL) throws -> Row? { try rows(sql).first }

    /// The first column of the first row, or `nil` when there is no row or it is NULL.
    package func value<Value: SQLReadable>(
        _ sql: SQL, as type: Value.Type = Value.self
    ) throws -> Value? {
        try rows(sql).first?.optional(0)
    }
}

/// News of a committed transaction.
package enum Announcement: Hashable, Sendable {
    case payload(String)
    /// Some announcements did not reach this listener: look at everything again.
    case missed
}
