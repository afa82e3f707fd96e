// SPDX-License-Identifier: Apache-2.0

import Dispatch
import GRDB
package import SQLStore

/// A database in one file of SQLite.
///
/// Readers work on snapshots and never wait for the one writer, which commits
/// everything that waits at once (`WriteQueue`). A commit is on disk before
/// its callers hear of it: write-ahead log with `synchronous = FULL`.
package final class SQLiteDatabase: SQLStore.Database {
    package let dialect = Dialect.sqlite
    package let path: String

    private let pool: DatabasePool
    private let hub: AnnouncementHub
    private let writes: WriteQueue
    private let connections: Connections
    private let writer = DispatchQueue(label: "vamco.sqlite.writer")

    /// Opens the file at `path`, which is made when it is not there.
    ///
    /// - Throws: `StoreError`.
    package init(path: String, _ settings: SQLiteSettings = SQLiteSettings()) throws {
        self.path = path
        do {
            pool = try DatabasePool(path: path, configuration: settings.configuration)
            // GRDB sets NORMAL for every write-ahead log when it opens one.
            try pool.writeWithoutTransaction { try $0.execute(sql: settings.writerPragmas) }
        } catch let error as DatabaseError {
            throw StoreError(error)
        }
        hub = AnnouncementHub()
        connections = Connections(hub: hub)
        writes = WriteQueue(capacity: settings.waitingWrites)
    }

    package func read<Value: Sendable>(
        _ body: @Sendable @escaping (any Reading) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            pool.asyncRead { [connections] result in
                continuation.resume(
                    with: Result {
                        do {
                            return try connections.of(try result.get()).reading(body)
                        } catch let error as DatabaseError {
                            throw StoreError(error)
                        }
                    })
            }
        }
    }

    package func write<Value: Sendable>(
        _ body: @Sendable @escaping (any Transaction) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            guard writes.submit(PendingWrite(body, continuation)) else { return }
            writer.async { [self] in
                while case let batch = writes.next(), !batch.isEmpty { settle(batch) }
            }
        }
    }

    private func settle(_ batch: [PendingWrite]) {
        pool.writeWithoutTransaction { connections.of($0).settle(batch) }
    }

    package func announcements(on channel: String) -> AsyncStream<Announcement> {
        hub.stream(on: channel)
    }

    package func close() async {
        await writes.close()
        await withCheckedContinuation { continuation in
            DispatchQueue.global().async { [pool, connections] in
                // Waits for the readers; prepared statements would keep the file open.
                pool.barrier { connections.forget() }
                try? pool.close()
                continuation.resume()
            }
        }
        hub.finish()
    }
}

extension DatabasePool {
    /// Runs `body` while no reader and no writer works.
    fileprivate func barrier(_ body: () -> Void) {
        do {
            try barrierWriteWithoutTransaction { _ in body() }
        } catch {
            // Closed before: nothing is open any more.
            body()
        }
    }
}
