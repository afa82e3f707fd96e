// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Identity
import Ledger
import SQLStore
import TestSupport
import Testing
import Web

@testable import Server

@Suite("Whether a node is ready")
struct ReadinessTests {
    /// Names of the checks that fail, with whether each is vital.
    private static func failing(
        on backend: Backend, migrate: Bool = true, at clock: Clock = .machine,
        _ spoil: (any Database, _ folder: String) async throws -> Void = { _, _ in }
    ) async throws -> [String: Bool] {
        try await withTemporaryFolder { folder in
            try await backend.withDatabase { database in
                if migrate { try await City.migrator.migrate(database, at: .machine) }
                let settings = try Settings(options: [.data: folder], environment: [:], file: nil)
                let keys = KeyRing(file: settings.keyFile)
                try keys.load()
                try await spoil(database, folder)
                var failing: [String: Bool] = [:]
                for check in City.readiness(settings, database: database, keys: keys, clock: clock) {
                    do { try await check.check() } catch { failing[check.name] = check.isVital }
                }
                return failing
            }
        }
    }

    @Test("says nothing of a city that is well", arguments: Backend.available)
    func well(on backend: Backend) async throws {
        #expect(try await Self.failing(on: backend).isEmpty)
    }

    @Test("a database without the schema of this program is for another node", arguments: Backend.available)
    func schema(on backend: Backend) async throws {
        #expect(try await Self.failing(on: backend, migrate: false)["schema"] == true)
        let newer = try await Self.failing(on: backend) { database, _ in
            try await database.write { tx in
                _ = try tx.execute(
                    """
                    INSERT INTO schema_migration (feature, number, name, checksum, applied_at)
                    VALUES ('identity', 999, 'of tomorrow', 'x', 0)
                    """)
            }
        }
        #expect(newer == ["schema": true])
    }

    @Test("a database that is closed is for another node", arguments: Backend.available)
    func database(on backend: Backend) async throws {
        let found = try await Self.failing(on: backend) { database, _ in await database.close() }
        #expect(found["database"] == true)
    }

    @Test("keys that went away are told, and pages go on", arguments: Backend.available)
    func keys(on backend: Backend) async throws {
        let found = try await Self.failing(on: backend) { _, folder in
            try FileManager.default.removeItem(atPath: folder + "/keys")
        }
        #expect(found == ["key-file": false])
    }

    @Test("a ledger that was not sealed for four hours is told, and pages go on", arguments: Backend.available)
    func ledger(on backend: Backend) async throws {
        let dial = DialClock(Instant(seconds: 1_795_458_600))
        let found = try await Self.failing(on: backend, at: dial.clock) { database, folder in
            let sealer = Sealer(database: database, clock: dial.clock, folder: KeyFolder(folder), host: "localhost")
            _ = try await sealer.sign()
            dial.advance(by: Sealing.patience)
        }
        #expect(found == ["ledger": false])
    }
}
