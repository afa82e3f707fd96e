// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
import ServiceLifecycle

/// Removes drafts nobody touched for long, once an hour, on one of the nodes.
struct DraftSweep: Service {
    let drafts: Drafts
    let lease: Lease
    let logger: Logger
    var every: Duration = .hours(1)

    func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    try await sweep()
                } catch {
                    logger.warning("drafts were not swept", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: every)
            }
        }
    }

    /// One round.
    ///
    /// - Returns: How many were removed; `nil` where another node looks after it.
    @discardableResult
    func sweep() async throws -> Int? {
        var count = 0
        while true {
            let removed = try await drafts.database.write { tx -> Int? in
                guard try lease.hold(in: tx) else { return nil }
                return try DraftStore.sweep(at: drafts.clock.now, in: tx)
            }
            guard let removed else { return nil }
            count += removed
            guard removed == DraftStore.batch else { return count }
        }
    }
}
