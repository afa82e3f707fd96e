// SPDX-License-Identifier: Apache-2.0

import PostgresStore
import SQLStore
import TestSupport
import Testing

@Suite("Announcements")
struct AnnouncementTests {
    @Test("tell of committed transactions only, in their order", arguments: Backend.available)
    func committedOnly(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            var heard = database.announcements(on: "notes").makeAsyncIterator()
            try await database.write { tx in
                try tx.announce("notes", "a")
                try tx.announce("notes", "a")
                try tx.announce("others", "no")
                try? tx.savepoint {
                    try tx.announce("notes", "no")
                    throw Refused()
                }
                try tx.announce("notes", "b|\u{1F}đ")
            }
            try? await database.write { tx in
                try tx.announce("notes", "no")
                throw Refused()
            }
            try await database.write { try $0.announce("notes", "c") }

            for payload in ["a", "a", "b|\u{1F}đ", "c"] {
                #expect(await heard.next() == .payload(payload))
            }
        }
    }

    @Test("every listener hears them, also those of the writer's twin")
    func everyListener() async throws {
        guard Backend.available.contains(.postgres) else { return }
        try await Backend.postgres.withTwins { one, other in
            var here = one.announcements(on: "notes").makeAsyncIterator()
            var alsoHere = one.announcements(on: "notes").makeAsyncIterator()
            var there = other.announcements(on: "notes").makeAsyncIterator()
            try await one.write { tx in for number in 1...120 { try tx.announce("notes", "\(number)") } }
            for number in 1...120 {
                #expect(await here.next() == .payload("\(number)"))
                #expect(await alsoHere.next() == .payload("\(number)"))
                #expect(await there.next() == .payload("\(number)"))
            }
        }
    }

    @Test("stay within their schema")
    func schemas() async throws {
        guard Backend.available.contains(.postgres) else { return }
        try await Backend.postgres.withDatabase { one in
            try await Backend.postgres.withDatabase { other in
                var heard = one.announcements(on: "notes").makeAsyncIterator()
                try await other.write { try $0.announce("notes", "other") }
                try await one.write { try $0.announce("notes", "own") }
                #expect(await heard.next() == .payload("own"))
            }
        }
    }

    @Test("a listener that falls behind is told so and has the newest", arguments: Backend.available)
    func overflow(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            let slow = database.announcements(on: "notes")
            var quick = database.announcements(on: "notes").makeAsyncIterator()
            for hundred in 0..<20 {
                try await database.write { tx in
                    for number in 0..<100 { try tx.announce("notes", "\(hundred * 100 + number)") }
                }
                for number in 0..<100 { #expect(await quick.next() == .payload("\(hundred * 100 + number)")) }
            }
            var late = slow.makeAsyncIterator()
            #expect(await late.next() == .missed)
            for number in (2_000 - 1_024)..<2_000 { #expect(await late.next() == .payload("\(number)")) }
            try await database.write { try $0.announce("notes", "after") }
            #expect(await late.next() == .payload("after"))
        }
    }

    @Test("end when the listener is cancelled or the database closes", arguments: Backend.available)
    func ends(on backend: Backend) async throws {
        try await backend.withDatabase { database in
            let cancelled = Task { for await _ in database.announcements(on: "notes") {} }
            cancelled.cancel()
            await cancelled.value
            let closed = Task { for await _ in database.announcements(on: "notes") {} }
            await database.close()
            await closed.value
        }
    }
}
