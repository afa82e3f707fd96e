// SPDX-License-Identifier: Apache-2.0

import Foundation
import SQLStore
import Synchronization
import TestSupport
import Testing

@testable import Identity

@Suite("What is kept in memory")
struct KeptTests {
    /// Builds that are counted, and may be held up.
    final class Builds: Sendable {
        private let state = Mutex((count: 0, isHeld: false))
        var count: Int { state.withLock { $0.count } }
        func hold() { state.withLock { $0.isHeld = true } }
        func release() { state.withLock { $0.isHeld = false } }

        /// Counts, and waits on its thread while held: builds run on the readers' own.
        func build() -> Int {
            let number = state.withLock { state in
                state.count += 1
                return state.count
            }
            while state.withLock({ $0.isHeld }) { usleep(1_000) }
            return number
        }
    }

    struct Broken: Error {}

    private func opened(
        on backend: Backend = .sqlite, _ body: (any Database, Kept<Int>, Builds) async throws -> Void
    ) async throws {
        try await backend.withDatabase { database in
            let builds = Builds()
            try await body(database, Kept(database) { _ in builds.build() }, builds)
        }
    }

    @Test("is built once after a change, however many ask", arguments: Backend.available)
    func once(on backend: Backend) async throws {
        try await opened(on: backend) { _, kept, builds in
            for round in 1...3 {
                builds.hold()
                try await withThrowingTaskGroup(of: Int.self) { group in
                    for _ in 0..<200 { group.addTask { try await kept.value() } }
                    try await waitUntil("somebody builds") { builds.count == round }
                    builds.release()
                    for try await value in group { #expect(value == round) }
                }
                #expect(builds.count == round)
                kept.forget()
            }
        }
    }

    @Test("is never older than the change before it was asked for")
    func overtaken() async throws {
        try await opened { _, kept, builds in
            builds.hold()
            async let early = kept.value()
            try await waitUntil("the first builds") { builds.count == 1 }
            kept.forget()
            async let late = kept.value()
            try await waitUntil("the second builds") { builds.count == 2 }
            builds.release()
            #expect(try await early == 1)
            #expect(try await late == 2)
            #expect(try await kept.value() == 2)
            #expect(builds.count == 2)
        }
    }

    @Test("whoever waits for a build that a change overtakes gets the next one")
    func waiting() async throws {
        try await opened { _, kept, builds in
            builds.hold()
            try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<50 { group.addTask { try await kept.value() } }
                try await waitUntil("somebody builds") { builds.count == 1 }
                kept.forget()
                group.addTask { try await kept.value() }
                try await waitUntil("somebody builds anew") { builds.count == 2 }
                builds.release()
                let values = try await group.reduce(into: []) { $0.append($1) }
                #expect(values.count == 51 && values.count { $0 == 1 } <= 1)
            }
            #expect(builds.count == 2)
        }
    }

    @Test("a build that fails fails for all who wait, and the next is tried anew; one who goes away harms nobody")
    func failing() async throws {
        try await Backend.sqlite.withDatabase { database in
            let builds = Builds()
            let kept = Kept<Int>(database) { _ in
                let number = builds.build()
                if number == 1 { throw Broken() }
                if number == 2 { throw CancellationError() }
                return number
            }
            await #expect(throws: Broken.self) { try await kept.value() }
            builds.hold()
            await withTaskGroup(of: Int?.self) { group in
                for _ in 0..<20 { group.addTask { try? await kept.value() } }
                try? await waitUntil("somebody builds") { builds.count == 2 }
                builds.release()
                let values = await group.reduce(into: []) { $0.append($1) }
                #expect(values.count { $0 == nil } == 1 && values.compactMap(\.self).allSatisfy { $0 == 3 })
            }
            #expect(builds.count == 3)
        }
    }

    @Test("a change of this process is announced to others and is no news here", arguments: Backend.available)
    func ownAnnouncement(on backend: Backend) async throws {
        try await opened(on: backend) { database, kept, builds in
            let other = Kept<Int>(database) { _ in 0 }
            let heard = Mutex(0)
            let news = database.announcements(on: "kept")
            let listening = Task {
                for await announcement in news {
                    kept.hear(announcement)
                    other.hear(announcement)
                    heard.withLock { $0 += 1 }
                }
            }
            defer { listening.cancel() }
            #expect(try await kept.value() == 1)
            for change in 1...3 {
                try await kept.changing { mark in
                    try await database.write { tx in try tx.announce("kept", mark) }
                }
                #expect(try await kept.value() == change + 1)
                try await waitUntil("it is announced") { heard.withLock { $0 } == change }
                #expect(try await kept.value() == change + 1)
            }
            #expect(builds.count == 4)
            try await database.write { tx in try tx.announce("kept", "somebody else's") }
            try await waitUntil("it is announced") { heard.withLock { $0 } == 4 }
            #expect(try await kept.value() == 5)
        }
    }
}
