// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Logging
package import SQLStore
package import ServiceLifecycle

/// Ends letters whose time is over, and forgets what was ended long ago: also
/// where no letter is ever sent, so that nobody's address stays behind. Several
/// nodes may do it at once.
package struct LetterUpkeep: Service {
    let database: any Database
    let clock: Clock
    let logger: Logger

    package init(database: any Database, clock: Clock, logger: Logger) {
        self.database = database
        self.clock = clock
        self.logger = logger
    }

    /// How long it stays on record that a letter was sent or given up.
    static let record = Duration.days(90)
    private static let every = Duration.minutes(10)

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                await round()
                try? await Task.sleep(for: Self.every)
            }
        }
    }

    func round() async {
        let now = clock.now
        do {
            try await database.write { tx in
                // One that is being handed over just now ends with that.
                try LetterStore.giveUp(
                    goodUntil: now - LetterDelivery.hold, LetterDelivery.late, at: now, in: tx)
                _ = try LetterStore.erase(queuedBefore: now - Self.record, in: tx)
            }
        } catch {
            logger.warning("letters were not looked after", metadata: ["error": "\(error)"])
        }
    }
}
