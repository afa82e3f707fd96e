// SPDX-License-Identifier: Apache-2.0

import Logging
import SQLStore
import ServiceLifecycle
import Synchronization

/// A value built from the database and kept in memory until an announcement
/// says that it changed.
///
/// A change made through this process is seen by the next reader, without
/// waiting for the announcement: whoever writes calls `forget`.
final class Kept<Value: Sendable>: Sendable {
    private struct State {
        var value: Value?
        /// Counts changes: a value that was read before one does not stay.
        var changes = 0
    }

    private let state = Mutex(State())
    private let database: any Database
    private let build: @Sendable (any Reading) throws -> Value

    init(_ database: any Database, _ build: @escaping @Sendable (any Reading) throws -> Value) {
        self.database = database
        self.build = build
    }

    func value() async throws -> Value {
        let (held, changes) = state.withLock { ($0.value, $0.changes) }
        if let held { return held }
        let build = build
        let built = try await database.read { tx in try build(tx) }
        state.withLock { state in
            if state.changes == changes { state.value = built }
        }
        return built
    }

    func forget() {
        state.withLock { state in
            state.value = nil
            state.changes += 1
        }
    }
}

/// Forgets what is kept when another node announces a change.
struct KeptRenewal: Service {
    let database: any Database
    let channels: [(channel: String, forget: @Sendable () -> Void)]

    func run() async throws {
        await withGracefulShutdownHandler {
            await withTaskGroup(of: Void.self) { group in
                for (channel, forget) in channels {
                    let news = database.announcements(on: channel)
                    // What changed before anybody listened is not announced again.
                    forget()
                    group.addTask { for await _ in news { forget() } }
                }
                try? await gracefulShutdown()
                group.cancelAll()
            }
        } onGracefulShutdown: {
        }
    }
}
