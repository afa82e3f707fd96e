// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import PostgresStore
package import SQLStore
import SQLiteStore

/// A kind of database a test runs on: `@Test(arguments: Backend.available)`.
package enum Backend: String, CaseIterable, Sendable, CustomStringConvertible {
    case sqlite
    case postgres

    /// Both, unless `VAMCO_TEST_BACKENDS` names some, as in `sqlite`. A machine
    /// without PostgreSQL fails the tests: what is not tried is not passed.
    package static let available: [Backend] = {
        guard let names = ProcessInfo.processInfo.environment["VAMCO_TEST_BACKENDS"] else { return allCases }
        return names.split(separator: ",").map { name in
            guard let backend = Backend(rawValue: String(name)) else {
                fatalError("VAMCO_TEST_BACKENDS: no backend called \(name)")
            }
            return backend
        }
    }()

    package var description: String { self == .sqlite ? "SQLite" : "PostgreSQL" }

    /// Lends a fresh database whose schema is `migrations`'; it is closed and
    /// gone afterwards.
    package nonisolated(nonsending) func withDatabase<Value>(
        migrations: [FeatureMigrations] = [],
        _ body: (any Database) async throws -> Value
    ) async throws -> Value {
        switch self {
        case .sqlite:
            return try await withTemporaryFolder { folder in
                try await lend(try SQLiteDatabase(path: folder + "/database.sqlite"), migrations, body)
            }
        case .postgres:
            await Self.turns.take()
            do {
                let value = try await lend(
                    try await PostgresDatabase(url: try PostgresServer.shared().freshSchema()), migrations, body)
                await Self.turns.giveBack()
                return value
            } catch {
                await Self.turns.giveBack()
                throw error
            }
        }
    }

    /// Every database has up to nine connections to the server that all tests
    /// share, which takes 400: suites run side by side. A test may borrow a
    /// second while it holds one; only as many such tests as there are turns
    /// could wait for each other.
    private static let turns = Turns(40)

    private nonisolated(nonsending) func lend<Value>(
        _ database: any Database, _ migrations: [FeatureMigrations],
        _ body: (any Database) async throws -> Value
    ) async throws -> Value {
        do {
            if !migrations.isEmpty {
                try await Migrator(migrations).migrate(database, at: .machine)
            }
            let value = try await body(database)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }
}
