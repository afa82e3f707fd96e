// SPDX-License-Identifier: Apache-2.0

import Foundation
import PostgresStore
import SQLStore
import SQLiteStore
import TestSupport
import Testing

@Suite("What goes wrong in a database")
struct FailureTests {
    @Test("broken rules of the schema have their names", arguments: Backend.available)
    func constraints(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            try await database.write { try $0.addNote(1, "a") }
            let isSQLite = backend == .sqlite
            let cases: [(SQL, StoreError)] = [
                (
                    "INSERT INTO note (id, text) VALUES (2, 'a')",
                    .notUnique(constraint: isSQLite ? "note.text" : "note_text_key")
                ),
                (
                    "INSERT INTO note (id, text) VALUES (1, 'b')",
                    .notUnique(constraint: isSQLite ? "note.id" : "note_pkey")
                ),
                ("INSERT INTO note (id, text, stars) VALUES (2, 'b', 6)", .checkFailed(constraint: "note_stars_check")),
                ("INSERT INTO note (id, text) VALUES (2, NULL)", .checkFailed(constraint: "note.text")),
                (
                    "INSERT INTO remark (note, text) VALUES (9, 'x')",
                    .foreignKey(constraint: isSQLite ? "" : "remark_note_fkey")
                ),
            ]
            for (statement, error) in cases {
                await #expect(throws: error) { try await database.write { try $0.execute(statement) } }
            }
            #expect(try await database.read { try $0.noteIDs() } == [1])
        }
    }

    @Test(
        "wrong statements are told from everything else", arguments: Backend.available,
        [
            "SELEC 1", "SELECT * FROM nowhere", "SELECT nothing FROM note", "",
            "INSERT INTO note (id, text) VALUES (5, 'x'); DELETE FROM note",
        ])
    func statements(on backend: Backend, text: String) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            try await database.write { try $0.addNote(1, "a") }
            for _ in 1...3 {
                await #expect {
                    try await database.write { try $0.execute(SQL(trusted: text)) }
                } throws: { error in
                    if case .statement = error as? StoreError { true } else { false }
                }
            }
            #expect(try await database.read { try $0.noteIDs() } == [1])
        }
    }

    @Test("a body must not end its transaction", arguments: Backend.available)
    func stolenCommit(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            await #expect(throws: StoreError.statement("a body must not end its transaction")) {
                try await database.write { try $0.executeScript("COMMIT") }
            }
            try await database.write { try $0.addNote(1, "a") }
            #expect(try await database.read { try $0.noteIDs() } == [1])
        }
    }

    @Test("an announcement is short", arguments: Backend.available)
    func longAnnouncement(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            try await database.write { try $0.announce("c", String(repeating: "x", count: 4_000)) }
            await #expect(throws: StoreError.self) {
                try await database.write { try $0.announce("c", String(repeating: "x", count: 4_001)) }
            }
        }
    }
}
