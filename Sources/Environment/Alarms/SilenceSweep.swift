// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
import ServiceLifecycle

/// Looks now and then whether stations have fallen silent. No file tells of
/// that: only the clock does.
struct SilenceSweep: Service {
    let silence: Silence
    let database: any Database
    let lease: Lease
    let clock: Clock
    let logger: Logger
    let every: Duration = .seconds(10)

    func run() async throws {
        while !Task.isShuttingDownGracefully, !Task.isCancelled {
            do {
                try await database.write { tx in
                    // Whoever derives also sweeps: one node alone raises alarms.
                    if try lease.isHeld(in: tx) { try silence.sweep(at: clock.now, in: tx) }
                }
            } catch {
                logger.error("silent stations not looked for", metadata: ["error": "\(error)"])
            }
            try? await cancelWhenGracefulShutdown { try await Task.sleep(for: every) }
        }
    }
}
