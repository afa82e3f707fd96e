// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Identity
import Ledger
import SQLStore
import Web

extension City {
    /// What `/health/ready` asks. Without database or schema no page works, and
    /// requests belong to another node; without the rest some acts are refused
    /// on every node alike, and whoever keeps the city running should know.
    static func readiness(
        _ settings: Settings, database: any Database, keys: KeyRing, clock: Clock
    ) -> [HealthCheck] {
        [
            HealthCheck("database") {
                _ = try await database.read { tx in try tx.value("SELECT 1", as: Int.self) }
            },
            HealthCheck("schema") { try await migrator.check(database) },
            HealthCheck("key-file", isVital: false) {
                try keys.load()
                // Read once and kept: a file that went away meanwhile is missed at the next start.
                guard FileManager.default.isReadableFile(atPath: settings.keyFile) else {
                    throw KeyError.unreadable(settings.keyFile)
                }
            },
            HealthCheck("ledger", isVital: false) {
                let now = clock.now
                try await database.read { tx in try Sealing.requireRecent(at: now, in: tx) }
            },
        ]
    }
}
