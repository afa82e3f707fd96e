// SPDX-License-Identifier: Apache-2.0

import PostgresStore
import SQLStore
import SQLiteStore
import TestSupport

extension Backend {
    /// Lends a database with one writer and room for few waiting writes.
    nonisolated(nonsending) func withSmallQueue(
        of capacity: Int, _ body: (any Database) async throws -> Void
    ) async throws {
        switch self {
        case .sqlite:
            try await withTemporaryFolder { folder in
                var settings = SQLiteSettings()
                settings.waitingWrites = capacity
                let database = try SQLiteDatabase(path: folder + "/small.sqlite", settings)
                try await body(database)
                await database.close()
            }
        case .postgres:
            var settings = PostgresSettings()
            settings.writers = 1
            settings.waitingWrites = capacity
            let database = try await PostgresDatabase(url: try PostgresServer.shared().freshSchema(), settings)
            try await body(database)
            await database.close()
        }
    }

    /// Lends two databases that are one: two processes would see the same.
    nonisolated(nonsending) func withTwins(
        _ body: (any Database, any Database) async throws -> Void
    ) async throws {
        switch self {
        case .sqlite:
            try await withTemporaryFolder { folder in
                let (one, other) = (
                    try SQLiteDatabase(path: folder + "/twin.sqlite"),
                    try SQLiteDatabase(path: folder + "/twin.sqlite")
                )
                try await body(one, other)
                await one.close()
                await other.close()
            }
        case .postgres:
            let url = try PostgresServer.shared().freshSchema()
            let (one, other) = (try await PostgresDatabase(url: url), try await PostgresDatabase(url: url))
            try await body(one, other)
            await one.close()
            await other.close()
        }
    }
}
