// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Logging
import SQLStore
import ServiceLifecycle
import TestSupport
import Testing

@testable import Ledger

@Suite("Several nodes over one log")
struct NodeTests {
    private func other(_ desk: LogDesk) -> Sealer {
        Sealer(database: desk.database, clock: desk.dial.clock, folder: desk.folder, host: "tayninh.example")
    }

    @Test(
        "only one seals; another takes over when it is silent, or at once when it leaves", arguments: Backend.available)
    func lease(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            let (one, two) = (desk.sealer, other(desk))
            #expect(try await one.holdLease())
            #expect(try await !two.holdLease())
            desk.dial.advance(by: .seconds(16))
            #expect(try await one.holdLease())
            desk.dial.advance(by: .seconds(29))
            #expect(try await !two.holdLease())
            desk.dial.advance(by: .seconds(1))
            #expect(try await two.holdLease())
            #expect(try await !one.holdLease())
            try await one.releaseLease()
            #expect(try await !one.holdLease())
            try await two.releaseLease()
            #expect(try await one.holdLease())
        }
    }

    @Test("a node at rest writes its lease anew only when half of it is over")
    func renewal() async throws {
        try await LogDesk.on(.sqlite) { desk in
            func until() async throws -> Instant? {
                try await desk.database.read { try $0.value("SELECT until FROM ledger_lease") }
            }
            _ = try await desk.sealer.holdLease()
            let first = try await until()
            desk.dial.advance(by: .seconds(14))
            _ = try await desk.sealer.holdLease()
            #expect(try await until() == first)
            desk.dial.advance(by: .seconds(1))
            _ = try await desk.sealer.holdLease()
            #expect(try await until() == desk.dial.now + .seconds(30))
        }
    }

    @Test("a service that ends leaves the lease to others, and everything numbered and signed")
    func ending() async throws {
        try await LogDesk.on(.sqlite) { desk in
            try await desk.append(1...3)
            var service = CheckpointService(sealer: desk.sealer, logger: Logger(label: "test"))
            service.every = .milliseconds(1)
            let group = ServiceGroup(services: [service], logger: Logger(label: "test"))
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                try await waitUntil("a checkpoint is signed") {
                    try await desk.database.read { try CheckpointStore.latest(in: $0) } != nil
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
            let leases = try await desk.database.read {
                try $0.value("SELECT count(*) FROM ledger_lease", as: Int.self)
            }
            #expect(leases == 0)
            #expect(try await desk.report().entries == 3)
        }
    }

    @Test("that begin at once with one folder agree on one key", arguments: Backend.available)
    func firstKey(backend: Backend) async throws {
        try await LogDesk.on(backend) { desk in
            let keys = try await withThrowingTaskGroup(of: VerifierKey.self) { group in
                for _ in 0..<8 { group.addTask { try await self.other(desk).key().key.verifier } }
                return try await group.reduce(into: Set<VerifierKey>()) { $0.insert($1) }
            }
            #expect(keys.count == 1)
            #expect(try await desk.database.read { try CheckpointStore.keys(in: $0) } == Array(keys))
            let files = try FileManager.default.contentsOfDirectory(atPath: desk.folder.path)
            #expect(files.filter { $0.contains("ledger.key") } == ["ledger.key"])
        }
    }

    @Test("a new log does not take another log's key for its own")
    func strangeKey() async throws {
        try await LogDesk.on(.sqlite) { desk in
            _ = try desk.folder.keepFirst(LogKey(name: "elsewhere.example/ledger/0"))
            await #expect(throws: LedgerError.keyOfAnotherLog(path: desk.folder.keyPath)) {
                try await desk.sealer.sign()
            }
        }
    }
}
