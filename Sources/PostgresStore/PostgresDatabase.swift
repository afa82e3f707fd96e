// SPDX-License-Identifier: Apache-2.0

import NIOPosix
package import SQLStore
import Synchronization

/// A database on a PostgreSQL server.
///
/// libpq's calls block, so each transaction has a thread of its own for its
/// time. A connection that breaks is made anew at its next use.
package final class PostgresDatabase: Database {
    package let dialect = Dialect.postgres

    private let address: PostgresAddress
    private let settings: PostgresSettings
    private let readers: NIOThreadPool
    private let writers: NIOThreadPool
    private let idle = Mutex<[PostgresConnection]>([])
    private let isClosed = Mutex(false)
    private let writes: WriteQueue
    private let hub = AnnouncementHub()
    private let listener: PostgresListener

    /// Reaches the database at `url`, for example
    /// `postgres://vamco@db.local/vamco?schema=public`.
    ///
    /// - Throws: `StoreError.connectionLost` when it cannot be reached now.
    package init(url: String, _ settings: PostgresSettings = PostgresSettings()) async throws {
        address = try PostgresAddress(url)
        self.settings = settings
        readers = NIOThreadPool(numberOfThreads: settings.readers)
        writers = NIOThreadPool(numberOfThreads: settings.writers)
        writes = WriteQueue(capacity: settings.waitingWrites, lanes: settings.writers)
        listener = PostgresListener(PostgresConnection(address, settings), hub)
        try await listener.start()
        readers.start()
        writers.start()
    }

    package func read<Value: Sendable>(
        _ body: @Sendable @escaping (any Reading) throws -> Value
    ) async throws -> Value {
        if isClosed.withLock(\.self) { throw StoreError.closed }
        return try await withCheckedThrowingContinuation { continuation in
            readers.submit { [self] state in
                guard state == .active else { return continuation.resume(throwing: StoreError.closed) }
                continuation.resume(with: Result { try withConnection { try $0.reading(body) } })
            }
        }
    }

    package func write<Value: Sendable>(
        _ body: @Sendable @escaping (any Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            guard writes.submit(PendingWrite(body, continuation)) else { return }
            // The pool is shut down only after the queue has closed, so it is active.
            writers.submit { [self] _ in
                withConnection { connection in
                    while case let batch = writes.next(), !batch.isEmpty { connection.settle(batch) }
                }
            }
        }
    }

    package func announcements(on channel: String) -> AsyncStream<Announcement> {
        hub.stream(on: channel)
    }

    package func close() async {
        let first = isClosed.withLock { isClosed in
            defer { isClosed = true }
            return !isClosed
        }
        guard first else { return }
        await writes.close()
        await listener.stop()
        try? await readers.shutdownGracefully()
        try? await writers.shutdownGracefully()
        for connection in idle.withLock({ $0 }) { connection.disconnect() }
        hub.finish()
    }

    /// Lends a connection; there are never more than threads.
    private func withConnection<Value>(_ body: (PostgresConnection) throws -> Value) rethrows -> Value {
        let connection = idle.withLock { $0.popLast() } ?? PostgresConnection(address, settings)
        defer { idle.withLock { $0.append(connection) } }
        return try body(connection)
    }
}
