// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Logging
import SQLStore
import ServiceLifecycle

/// Removes files that nothing took up, and what was refused long ago, once an
/// hour and on one node at a time.
package struct FileSweep: Service {
    let files: FileStore
    let logger: Logger
    var every: Duration = .hours(1)
    private let lease: Lease

    /// Files of one transaction: they are large, and writers wait for it.
    private static let batch = 50

    init(files: FileStore, logger: Logger) {
        self.files = files
        self.logger = logger
        lease = Lease(
            in: "dossier_lease", name: "files", holder: UUID().uuidString, length: .hours(2), clock: files.clock)
    }

    package func run() async throws {
        await cancelWhenGracefulShutdown {
            while !Task.isCancelled {
                do {
                    let count = try await sweep()
                    if count > 0 {
                        logger.info("files that nothing took up were removed", metadata: ["files": "\(count)"])
                    }
                } catch {
                    logger.warning("files were not swept", metadata: ["error": "\(error)"])
                }
                try? await Task.sleep(for: every)
            }
        }
    }

    /// One round.
    ///
    /// - Returns: How many files were removed.
    func sweep() async throws -> Int {
        let now = files.clock.now
        var count = 0
        while true {
            let removed = try await files.database.write { tx -> Int in
                guard try lease.hold(in: tx) else { return 0 }
                let old = try FileTable.loose(keptBefore: now - FileStore.patience, limit: Self.batch, in: tx)
                try FileTable.remove(old, in: tx)
                try FileRefusalTable.erase(before: now - FileRefusal.record, in: tx)
                return old.count
            }
            count += removed
            guard removed == Self.batch else { return count }
        }
    }
}
