// SPDX-License-Identifier: Apache-2.0

import Dispatch
import SQLStore
import Synchronization
import TestSupport
import Testing

@Suite("Transactions")
struct TransactionTests {
    @Test("nothing remains of a body that throws", arguments: Backend.available)
    func rollback(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            await #expect(throws: Refused.self) {
                try await database.write { tx in
                    try tx.addNote(1, "a")
                    throw Refused()
                }
            }
            let ids = try await database.read { try $0.noteIDs() }
            #expect(ids.isEmpty)
        }
    }

    @Test("a savepoint that throws takes back its own part only", arguments: Backend.available)
    func savepoints(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            try await database.write { tx in
                try tx.addNote(1, "a")
                #expect(throws: Refused.self) {
                    try tx.savepoint {
                        try tx.addNote(2, "b")
                        try tx.savepoint { try tx.addNote(3, "c") }
                        throw Refused()
                    }
                }
                #expect(throws: StoreError.self) { try tx.savepoint { try tx.addNote(1, "again") } }
                try tx.savepoint { try tx.addNote(4, "d") }
                #expect(try tx.noteIDs() == [1, 4])
            }
            #expect(try await database.read { try $0.noteIDs() } == [1, 4])
        }
    }

    @Test("a failed statement spoils the transaction, caught or not", arguments: Backend.available)
    func spoilt(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            try await database.write { try $0.addNote(1, "a") }
            await #expect(throws: StoreError.self) {
                try await database.write { tx in
                    try tx.addNote(2, "b")
                    try? tx.addNote(1, "again")
                }
            }
            await #expect(throws: StoreError.self) {
                try await database.write { tx in
                    try? tx.addNote(1, "again")
                    try tx.addNote(3, "c")
                }
            }
            #expect(try await database.read { try $0.noteIDs() } == [1])
        }
    }

    @Test("a reader sees one commit while writers go on", arguments: Backend.available)
    func isolation(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            try await database.write { try $0.addNote(1, "a") }
            let hasRead = DispatchSemaphore(value: 0)
            let hasWritten = DispatchSemaphore(value: 0)
            async let seen = database.read { tx in
                let before = try tx.noteIDs()
                hasRead.signal()
                hasWritten.wait()
                return [before, try tx.noteIDs()]
            }
            try await waitUntil("the reader has begun") { hasRead.wait(timeout: .now()) == .success }
            try await database.write { try $0.addNote(2, "b") }
            hasWritten.signal()

            #expect(try await seen == [[1], [1]])
            #expect(try await database.read { try $0.noteIDs() } == [1, 2])
        }
    }

    @Test("readers cannot write", arguments: Backend.available)
    func readOnly(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            await #expect(throws: StoreError.readOnly) {
                try await database.read { try $0.rows("INSERT INTO note (id, text) VALUES (1, 'a') RETURNING id") }
            }
            let ids = try await database.read { try $0.noteIDs() }
            #expect(ids.isEmpty)
        }
    }

    @Test("of many writes at once the wrong ones fail alone", arguments: Backend.available)
    func group(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            let outcomes = await withTaskGroup(of: (Int, Bool).self) { group in
                for id in 0..<300 {
                    group.addTask {
                        let written: Void? = try? await database.write { tx in
                            // Every tenth breaks a rule, every tenth gives up by itself.
                            try tx.addNote(id, "note \(id)", stars: id % 10 == 3 ? 9 : 1)
                            if id % 10 == 7 { throw Refused() }
                        }
                        return (id, written != nil)
                    }
                }
                return await group.reduce(into: [Int: Bool]()) { $0[$1.0] = $1.1 }
            }
            let expected = (0..<300).filter { $0 % 10 != 3 && $0 % 10 != 7 }
            let ids = try await database.read { try $0.noteIDs() }
            #expect(outcomes.filter(\.value).keys.sorted() == expected)
            #expect(ids == expected)
        }
    }

    @Test("reading and then writing is never interleaved", arguments: Backend.available)
    func counters(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            try await database.write { try $0.execute("INSERT INTO written (number) VALUES (0)") }
            try await withThrowingTaskGroup { group in
                for _ in 0..<60 {
                    group.addTask {
                        try await database.write { tx in
                            let number: Int = try tx.value("SELECT number FROM written") ?? 0
                            try tx.execute("UPDATE written SET number = \(number + 1)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await database.read { try $0.value("SELECT number FROM written") } == 60)
        }
    }

    @Test("a cancelled caller still gets its answer", arguments: Backend.available)
    func cancellation(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            let tasks = (0..<50).map { id in
                Task { try await database.write { try $0.addNote(id, "note \(id)") } }
            }
            for task in tasks { task.cancel() }
            for task in tasks { try await task.value }
            #expect(try await database.read { try $0.noteIDs() } == Array(0..<50))
        }
    }

    @Test("rows are handed over one by one, with questions in between", arguments: Backend.available)
    func each(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            try await database.write { tx in
                for id in 0..<1_200 { try tx.addNote(id, "note \(id)") }
            }
            // The second and third time with statements that are prepared.
            for _ in 1...3 {
                let texts = try await database.read { tx in
                    var texts: [String] = []
                    try tx.each("SELECT id FROM note WHERE id >= \(100) ORDER BY id") { row in
                        let id: Int = try row.get(0)
                        texts.append(try tx.value("SELECT text FROM note WHERE id = \(id)") ?? "")
                        guard id == 100 else { return }
                        try tx.each("SELECT id FROM note WHERE id >= \(1_198) ORDER BY id") { inner in
                            texts.append("inner \(try inner.get(0, as: Int.self))")
                        }
                    }
                    return texts
                }
                #expect(texts.prefix(3) == ["note 100", "inner 1198", "inner 1199"])
                #expect(texts.count == 1_102)
            }
            await #expect(throws: Refused.self) {
                try await database.read { tx in
                    try tx.each("SELECT id FROM note") { _ in throw Refused() }
                }
            }
        }
    }

    @Test(
        "a question is asked again within its own rows, however many others came between", arguments: Backend.available)
    func again(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            let counts = try await database.write { tx in
                for id in 0..<4 { try tx.addNote(id, "note \(id)") }
                var outer: [Int] = []
                var inner: [Int] = []
                try tx.each("SELECT id FROM note ORDER BY id") { row in
                    outer.append(try row.get(0))
                    // More texts than a connection keeps statements of.
                    for number in 0..<250 {
                        _ = try tx.row("SELECT id AS \(SQL(trusted: "n\(number)")) FROM note LIMIT 1")
                    }
                    try tx.each("SELECT id FROM note ORDER BY id") { inner.append(try $0.get(0)) }
                }
                return (outer, inner)
            }
            #expect(counts.0 == [0, 1, 2, 3])
            #expect(counts.1 == Array(repeating: [0, 1, 2, 3], count: 4).flatMap(\.self))
        }
    }

    @Test("how many rows changed", arguments: Backend.available)
    func changes(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [Notes.migrations]) { database in
            try await database.write { tx in
                #expect(try tx.execute("INSERT INTO note (id, text) VALUES (1, 'a'), (2, 'b'), (3, 'c')") == 3)
                #expect(try tx.execute("UPDATE note SET stars = 1 WHERE id > \(1)") == 2)
                #expect(try tx.execute("UPDATE note SET stars = 1 WHERE id > \(5)") == 0)
                #expect(try tx.execute("SELECT id FROM note") == 0)
                #expect(try tx.execute("CREATE TABLE other (id BIGINT)") == 0)
                #expect(try tx.execute("INSERT INTO note (id, text) VALUES (1, 'x') ON CONFLICT DO NOTHING") == 0)
                #expect(try tx.execute("DELETE FROM note WHERE id < \(3)") == 2)
                let rows = try tx.rows("DELETE FROM note RETURNING id, text AS words")
                #expect(try rows.map { try $0.get("words", as: String.self) } == ["c"])
            }
        }
    }

    @Test("too many waiting writes are refused", arguments: Backend.available)
    func overload(on backend: Backend) async throws {
        try await backend.withSmallQueue(of: 4) { database in
            let gate = DispatchSemaphore(value: 0)
            let running = Mutex(0)
            // SQLite has one writer, PostgreSQL here too: the first holds it.
            let first = Task {
                try await database.write { _ in
                    running.withLock { $0 += 1 }
                    gate.wait()
                }
            }
            try await waitUntil("the first write runs") { running.withLock { $0 } == 1 }
            let others = (0..<20).map { _ in Task { try await database.write { _ in } } }
            var refused = 0
            // Refusals come at once, while the first still holds the writer.
            for await outcome in outcomes(of: others) {
                if case .failure(let error) = outcome {
                    #expect(error as? StoreError == .overloaded)
                    refused += 1
                }
                if refused == 16 { gate.signal() }
            }
            #expect(refused == 16)
            try await first.value
        }
    }

    @Test("a closed database says so", arguments: Backend.available)
    func closed(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            await database.close()
            await #expect(throws: StoreError.closed) { try await database.write { _ in } }
            await #expect(throws: StoreError.closed) { try await database.read { _ in } }
            var heard = 0
            for await _ in database.announcements(on: "any") { heard += 1 }
            #expect(heard == 0)
        }
    }

    private func outcomes(of tasks: [Task<Void, any Error>]) -> AsyncStream<Result<Void, any Error>> {
        AsyncStream { continuation in
            let left = Counter(tasks.count)
            for task in tasks {
                Task {
                    continuation.yield(await task.result)
                    if left.decrement() == 0 { continuation.finish() }
                }
            }
        }
    }
}

private final class Counter: Sendable {
    private let count: Mutex<Int>
    init(_ count: Int) { self.count = Mutex(count) }
    func decrement() -> Int {
        count.withLock {
            $0 -= 1
            return $0
        }
    }
}
