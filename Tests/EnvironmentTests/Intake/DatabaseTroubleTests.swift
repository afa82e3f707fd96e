// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Logging
import SQLStore
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Environment

@Suite("Intake while the database is in trouble")
struct DatabaseTroubleTests {
    private let good = line("PM2,5", "31,4", "µg/Nm3", at: "20260115080500")

    /// A database whose writes fail as told.
    final class Troubled: Database {
        let real: any Database
        let trouble: Mutex<StoreError?>

        init(_ real: any Database, _ trouble: StoreError?) {
            self.real = real
            self.trouble = Mutex(trouble)
        }

        var dialect: Dialect { real.dialect }

        func read<Value: Sendable>(
            _ body: @Sendable @escaping (any Reading) throws -> Value
        ) async throws -> Value { try await real.read(body) }

        func write<Value: Sendable>(
            _ body: @Sendable @escaping (any Transaction) throws -> Value
        ) async throws -> Value {
            if let error = trouble.withLock({ $0 }) { throw error }
            return try await real.write(body)
        }

        func announcements(on channel: String) -> AsyncStream<Announcement> { real.announcements(on: channel) }
        func close() async {}
    }

    private func feature(_ city: City, on database: any Database) -> EnvironmentFeature {
        EnvironmentFeature(
            database: database, observations: city.feature.observations, settings: city.feature.settings,
            reference: city.feature.reference, clock: city.clock.clock, logger: city.feature.logger)
    }

    @Test(
        "no file is lost, and taking in resumes by itself",
        arguments: [StoreError.busy, .diskFull, .connectionLost("gone"), .readOnly, .overloaded])
    func resumes(after error: StoreError) async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", good)
            let troubled = Troubled(city.database, error)
            let feature = feature(city, on: troubled)
            let service = try #require(feature.services.first)
            let group = ServiceGroup(services: [service], logger: city.feature.logger)

            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                tasks.addTask { await city.turnMachineClock() }
                try await waitUntil("waiting for the database") {
                    if case .waitingForDatabase = feature.intakeGauge.current.phase { true } else { false }
                }
                #expect(city.left.count == 1)
                #expect(!feature.intakeGauge.current.isWell)

                troubled.trouble.withLock { $0 = nil }
                try await waitUntil("file taken in") { try await city.files.count == 1 && city.left.isEmpty }
                #expect(feature.intakeGauge.current.isWell)
                await group.triggerGracefulShutdown()
                try await tasks.next()
                tasks.cancelAll()
                try await tasks.waitForAll()
            }
            #expect(feature.intakeGauge.current.phase == .stopped)
        }
    }

    @Test("one file the database refuses is put aside, the others go on")
    func isolated() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try await city.database.write { tx in
                try tx.executeScript(
                    """
                    CREATE TRIGGER poison BEFORE INSERT ON observation_value WHEN NEW.value = 13
                    BEGIN SELECT RAISE(ABORT, 'CHECK constraint failed: poison'); END
                    """)
            }
            for minute in 0..<8 {
                let at = "202601150\(8)0\(minute)00"
                try city.upload("KHI001_\(at).txt", line("PM10", minute == 5 ? "13" : "20", "µg/m3", at: at))
            }

            try await city.takeIn()

            #expect(city.left.isEmpty)
            #expect(try await city.values("KHI001", "pm10").count == 7)
            let entry = try #require(try await city.waiting.first)
            #expect(entry.reason.key == "environment.refusal.not-written" && entry.name.contains("0805"))
        }
    }

    @Test("two nodes: one takes in, and the other takes over when its lease has run out", arguments: Backend.available)
    func twoNodes(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            func lease(_ holder: String) -> Lease {
                Lease(
                    in: "environment_lease", name: "intake", holder: holder, length: .seconds(20),
                    clock: city.machineClock.clock)
            }
            let (first, second) = (lease("one"), lease("two"))
            func hold(_ lease: Lease) async throws -> Bool { try await city.database.write { try lease.hold(in: $0) } }

            #expect(try await hold(first))
            #expect(try await !hold(second))
            city.machineClock.advance(by: .seconds(15))
            #expect(try await hold(first))
            city.machineClock.advance(by: .seconds(15))
            #expect(try await !hold(second))
            city.machineClock.advance(by: .seconds(6))
            #expect(try await hold(second))
            #expect(try await !hold(first))
            try await city.database.write { try second.release(in: $0) }
            #expect(try await hold(first))
        }
    }
}
