// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import SQLiteStore
import TestSupport
import Testing

@Suite("A file of SQLite")
struct SQLiteFileTests {
    @Test("commits are forced to the disk and keys are checked")
    func pragmas() async throws {
        try await withTemporaryFolder { folder in
            let database = try SQLiteDatabase(path: folder + "/a.sqlite")
            let writer = try await database.write { tx in
                [
                    "journal_mode": try tx.value("PRAGMA journal_mode", as: String.self),
                    "synchronous": try tx.value("PRAGMA synchronous", as: Int.self).map { "\($0)" },
                    "foreign_keys": try tx.value("PRAGMA foreign_keys", as: Int.self).map { "\($0)" },
                    "busy_timeout": try tx.value("PRAGMA busy_timeout", as: Int.self).map { "\($0)" },
                ]
            }
            #expect(
                writer == ["journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "busy_timeout": "10000"])
            await database.close()
        }
    }

    @Test("another process that holds the file makes writers wait, then give up; readers go on")
    func locked() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a.sqlite"
            var settings = SQLiteSettings()
            settings.busyTimeout = .milliseconds(100)
            let database = try SQLiteDatabase(path: path, settings)
            try await Migrator([Notes.migrations]).migrate(database, at: .machine)
            let holder = try StoreWriterProcess("hold", path, in: folder)
            try await holder.waitForLines(1)

            await #expect(throws: StoreError.busy) { try await database.write { try $0.addNote(1, "a") } }
            let ids = try await database.read { try $0.noteIDs() }
            #expect(ids.isEmpty)

            holder.endInput()
            try await waitUntil("the file is free") {
                do {
                    try await database.write { try $0.addNote(1, "a") }
                    return true
                } catch StoreError.busy {
                    return false
                }
            }
            holder.kill()
            await database.close()
        }
    }

    @Test("a full disk refuses the write, loses nothing and recovers")
    func full() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a.sqlite"
            var settings = SQLiteSettings()
            settings.largestPageCount = 60
            let database = try SQLiteDatabase(path: path, settings)
            try await Migrator([Notes.migrations]).migrate(database, at: .machine)
            try await database.write { try $0.addNote(1, "small") }
            let big = String(repeating: "x", count: 400_000)

            await #expect(throws: StoreError.diskFull) { try await database.write { try $0.addNote(2, big) } }
            // One of a group that does not fit fails alone.
            let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
                for id in 10..<30 {
                    group.addTask {
                        let text = id == 20 ? big : "note \(id)"
                        let written: Void? = try? await database.write { try $0.addNote(id, text) }
                        return (id, written != nil)
                    }
                }
                return await group.reduce(into: [Int]()) { if $1.1 { $0.append($1.0) } }
            }
            #expect(outcomes.sorted() == (10..<30).filter { $0 != 20 })
            #expect(try await database.read { try $0.noteIDs() } == [1] + outcomes.sorted())
            await database.close()
        }
    }

    @Test("what is no database is named damaged")
    func noDatabase() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a.sqlite"
            try Data(repeating: 0x41, count: 8_192).write(to: URL(fileURLWithPath: path))
            #expect {
                _ = try SQLiteDatabase(path: path)
            } throws: { error in
                if case .damaged = error as? StoreError { true } else { false }
            }
            #expect {
                _ = try SQLiteDatabase(path: folder + "/nowhere/a.sqlite")
            } throws: { error in
                if case .connectionLost = error as? StoreError { true } else { false }
            }
        }
    }

    @Test("what was written is there after closing and opening")
    func reopened() async throws {
        try await withTemporaryFolder { folder in
            let path = folder + "/a.sqlite"
            let database = try SQLiteDatabase(path: path)
            try await Migrator([Notes.migrations]).migrate(database, at: .machine)
            try await database.write { try $0.addNote(1, "a") }
            await database.close()
            #expect(!FileManager.default.fileExists(atPath: path + "-wal"))

            let again = try SQLiteDatabase(path: path)
            #expect(try await again.read { try $0.noteIDs() } == [1])
            await again.close()
        }
    }
}
