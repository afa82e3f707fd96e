// SPDX-License-Identifier: Apache-2.0

import Basics
package import Logging
import SQLStore
package import ServiceLifecycle

/// Seals the log all the time: numbers new entries each second, signs a
/// checkpoint each minute in which there were any, at once after a thousand,
/// and each hour in any case, so that a quiet log is seen to be alive.
package struct CheckpointService: Service {
    let sealer: Sealer
    let logger: Logger
    /// How often it looks for new entries.
    var every: Duration = .seconds(1)

    static let mostUnsigned = 1_000
    static let interval: Duration = .minutes(1)
    static let heartbeat: Duration = .hours(1)

    package init(sealer: Sealer, logger: Logger) {
        self.sealer = sealer
        self.logger = logger
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            var failure = ""
            while !Task.isCancelled {
                do {
                    if try await sealer.holdLease() { try await round() }
                    failure = ""
                } catch {
                    // Said once for each kind of trouble, not once a second.
                    if failure != "\(error)" {
                        logger.critical("the ledger is not sealed", metadata: ["error": "\(error)"])
                    }
                    failure = "\(error)"
                }
                try? await Task.sleep(for: every)
            }
        }
        // Whoever starts next need not wait until it runs out.
        try? await sealer.releaseLease()
    }

    /// One round: numbers, and signs when it is time.
    package func round() async throws {
        try await sealer.number()
        if try await isDue() { _ = try await sealer.sign() }
    }

    private func isDue() async throws -> Bool {
        let now = sealer.clock.now
        return try await sealer.database.read { tx in
            guard let last = try CheckpointStore.latest(in: tx) else { return true }
            let news = try EntryStore.count(in: tx) - last.size
            if news == 0 { return now - last.signedAt >= Self.heartbeat }
            return news < 0 || news >= Self.mostUnsigned || now - last.signedAt >= Self.interval
        }
    }
}
