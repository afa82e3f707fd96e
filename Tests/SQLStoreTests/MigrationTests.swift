// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@Suite("Migrations")
struct MigrationTests {
    private static let first = Migration(1, "one", "CREATE TABLE one (id BIGINT)")
    private static let second = Migration(2, "two", "CREATE TABLE two (id BIGINT)")
    private let clock = Clock.fixed(Instant(seconds: 1_000))

    @Test("are applied once, in order, feature by feature", arguments: Backend.available)
    func inOrder(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            let early = Migrator([FeatureMigrations("a", [Self.first])])
            await #expect(throws: StoreError.schema(.pending(feature: "a", number: 1))) {
                try await early.check(database)
            }
            #expect(try await early.migrate(database, at: clock) == ["a/1 one"])
            #expect(try await early.migrate(database, at: clock) == [])
            try await early.check(database)

            let later = Migrator([
                FeatureMigrations("a", [Self.first, Self.second]),
                FeatureMigrations("b", [Migration(1, "three", "CREATE TABLE three (id BIGINT)")]),
            ])
            await #expect(throws: StoreError.schema(.pending(feature: "a", number: 2))) {
                try await later.check(database)
            }
            #expect(try await later.migrate(database, at: clock) == ["a/2 two", "b/1 three"])
            try await later.check(database)
            let appliedAt: Instant? = try await database.read {
                try $0.value("SELECT max(applied_at) FROM schema_migration")
            }
            #expect(appliedAt == Instant(seconds: 1_000))
        }
    }

    @Test("a changed text is refused before anything is touched", arguments: Backend.available)
    func changed(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [FeatureMigrations("a", [Self.first])]) { database in
            let edited = Migrator([
                FeatureMigrations("a", [Migration(1, "one", "CREATE TABLE one (id BIGINT, x TEXT)"), Self.second])
            ])
            await #expect(throws: StoreError.schema(.changed(feature: "a", number: 1))) {
                try await edited.migrate(database, at: clock)
            }
            await #expect(throws: StoreError.schema(.changed(feature: "a", number: 1))) {
                try await edited.check(database)
            }
            await #expect(throws: StoreError.self) { try await database.read { try $0.rows("SELECT * FROM two") } }
        }
    }

    @Test("a newer database is refused", arguments: Backend.available)
    func newer(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [FeatureMigrations("a", [Self.first, Self.second])]) { database in
            for older in [FeatureMigrations("a", [Self.first]), FeatureMigrations("b", [])] {
                await #expect(throws: StoreError.schema(.newer(feature: "a", number: 2))) {
                    try await Migrator([older]).migrate(database, at: clock)
                }
                await #expect(throws: StoreError.schema(.newer(feature: "a", number: 2))) {
                    try await Migrator([older]).check(database)
                }
            }
        }
    }

    @Test("a step that fails leaves nothing behind and can be tried again", arguments: Backend.available)
    func failing(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            let bad = Migration(2, "two", "CREATE TABLE two (id BIGINT); INSERT INTO nowhere VALUES (1)")
            await #expect(throws: StoreError.self) {
                try await Migrator([FeatureMigrations("a", [Self.first, bad])]).migrate(database, at: clock)
            }
            let good = Migrator([FeatureMigrations("a", [Self.first, Self.second])])
            let applied = try await good.migrate(database, at: clock)
            #expect(applied == ["a/2 two"])
        }
    }

    @Test("two programs at once share the work", arguments: Backend.available)
    func twoAtOnce(on backend: Backend) async throws {
        try await backend.withTwins { one, other in
            let migrator = Migrator([FeatureMigrations("a", [Self.first, Self.second])])
            async let mine = migrator.migrate(one, at: clock)
            async let theirs = migrator.migrate(other, at: clock)
            let applied = try await (mine + theirs).sorted()
            #expect(applied == ["a/1 one", "a/2 two"])
        }
    }
}
