// SPDX-License-Identifier: Apache-2.0

import Basics
import PostgresStore
import SQLStore
import TestSupport
import Testing

@Suite("Connections to PostgreSQL", .enabled(if: Backend.available.contains(.postgres)))
struct PostgresConnectionTests {
    @Test("a connection cut in the middle fails its transaction, the next one works")
    func terminated() async throws {
        try await Backend.postgres.withDatabase(migrations: [Notes.migrations]) { database in
            await #expect(
                performing: {
                    try await database.write { tx in
                        try tx.addNote(1, "a")
                        try tx.execute("SELECT pg_terminate_backend(pg_backend_pid())")
                    }
                }, throws: isConnectionLost)
            try await database.write { try $0.addNote(2, "b") }
            #expect(try await database.read { try $0.noteIDs() } == [2])
        }
    }

    @Test("idle connections that were cut are made anew and listeners told what they may have missed")
    func idleTerminated() async throws {
        let server = try PostgresServer(durable: false)
        let one = try await PostgresDatabase(url: server.url)
        let other = try await PostgresDatabase(url: server.url)
        try await Migrator([Notes.migrations]).migrate(one, at: .machine)
        var heard = one.announcements(on: "notes").makeAsyncIterator()
        try await other.write { tx in
            try tx.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()
                """)
        }

        try await one.write { try $0.addNote(1, "a") }
        #expect(try await one.read { try $0.noteIDs() } == [1])
        #expect(await heard.next() == .missed)
        try await one.write { try $0.announce("notes", "again") }
        #expect(await heard.next() == .payload("again"))
        await one.close()
        await other.close()
    }

    @Test("a server that stops is missed, one that comes back is used again")
    func restarted() async throws {
        let server = try PostgresServer(durable: false)
        let database = try await PostgresDatabase(url: server.url)
        try await Migrator([Notes.migrations]).migrate(database, at: .machine)
        var heard = database.announcements(on: "notes").makeAsyncIterator()
        try await database.write { try $0.addNote(1, "a") }

        try server.stop()
        await #expect(performing: { try await database.write { try $0.addNote(2, "b") } }, throws: isConnectionLost)
        await #expect(performing: { try await database.read { try $0.noteIDs() } }, throws: isConnectionLost)
        await #expect(
            performing: { _ = try await PostgresDatabase(url: server.url) }, throws: isConnectionLost)

        try server.start()
        try await database.write { try $0.addNote(3, "c") }
        #expect(try await database.read { try $0.noteIDs() } == [1, 3])
        #expect(await heard.next() == .missed)
        await database.close()
    }

    @Test("commits wait for the disk whatever the server's default is")
    func synchronousCommit() async throws {
        try await Backend.postgres.withDatabase { database in
            let value: String? = try await database.write { try $0.value("SHOW synchronous_commit") }
            #expect(value == "on")
        }
    }

    @Test(
        "an address that is none is refused",
        arguments: [
            "", "http://x", "postgres://%%%", "postgres:///vamco?schema=a-b",
            "postgres://127.0.0.1:1/x?connect_timeout=2",
        ])
    func addresses(url: String) async throws {
        await #expect(performing: { _ = try await PostgresDatabase(url: url) }, throws: isConnectionLost)
    }

    @Test("a table that changes under a prepared statement does no harm")
    func changedTable() async throws {
        try await Backend.postgres.withTwins { one, other in
            try await one.write { try $0.executeScript("CREATE TABLE wide (a BIGINT); INSERT INTO wide VALUES (1)") }
            for _ in 0..<3 { #expect(try await one.read { try $0.rows("SELECT * FROM wide") }.map(\.count) == [1]) }
            try await other.write { try $0.executeScript("ALTER TABLE wide ADD COLUMN b BIGINT") }
            #expect(try await one.read { try $0.rows("SELECT * FROM wide") }.map(\.count) == [2])
            #expect(try await one.write { try $0.rows("SELECT * FROM wide") }.map(\.count) == [2])
        }
    }

    private func isConnectionLost(_ error: any Error) -> Bool {
        if case .connectionLost = error as? StoreError { true } else { false }
    }
}
