// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ledger
import Observations
import SQLStore
import SQLiteStore
import ServiceLifecycle
import TestSupport
import Testing

@testable import Environment

@Suite("Intake while SQLite itself is in trouble")
struct SQLiteTroubleTests {
    private func file(_ city: City, _ minute: Int) throws {
        let at = stamp(City.start.roundedDown(to: .minutes(1)) - .minutes(minute))
        try city.upload("KHI001_\(at).txt", line("PM10", "40", "µg/m3", at: at))
    }

    private func open(_ path: String) async throws -> SQLiteDatabase {
        var settings = SQLiteSettings()
        settings.busyTimeout = .milliseconds(50)
        let database = try SQLiteDatabase(path: path, settings)
        try await Migrator([LedgerResources.migrations, ObservationStore.migrations, EnvironmentFeature.migrations])
            .migrate(database, at: .machine)
        return database
    }

    /// Runs the intake as the product does.
    private func running(_ city: City, _ body: () async throws -> Void) async throws {
        let service = try #require(city.feature.services.first)
        let group = ServiceGroup(services: [service], logger: city.feature.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            tasks.addTask { await city.turnMachineClock() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.next()
            tasks.cancelAll()
            try await tasks.waitForAll()
        }
    }

    private func isWaiting(_ city: City, for reason: String) -> Bool {
        guard case .waitingForDatabase(_, let because) = city.feature.intakeGauge.current.phase else { return false }
        return because.key == "environment.intake.trouble.\(reason)"
    }

    @Test("a full disk keeps files in the folder; once there is room they are taken in")
    func diskFull() async throws {
        try await withTemporaryFolder { folder in
            let database = try await open(folder + "/a.sqlite")
            try await City.open(over: database) { city in
                try await city.register("KHI001")
                let pages: Int = try await database.write { try $0.value("PRAGMA page_count") ?? 0 }
                _ = try await database.write { try $0.rows(SQL(trusted: "PRAGMA max_page_count = \(pages + 2)")) }
                for minute in 0..<400 { try file(city, minute) }
                try await running(city) {
                    try await waitUntil("waiting") { isWaiting(city, for: "disk-full") }
                    let taken = try await city.database.read {
                        try $0.value("SELECT count(*) FROM environment_file") ?? 0
                    }
                    // Whatever is not on disk still lies in the folder.
                    #expect(city.left.count + taken >= 400)

                    _ = try await database.write { try $0.rows("PRAGMA max_page_count = 1000000") }
                    try await waitUntil("taken in") { city.left.isEmpty }
                }
                #expect(try await city.values("KHI001", .pm10).count == 400)
            }
            await database.close()
        }
    }

    @Test("a database that another program has locked is waited for")
    func locked() async throws {
        try await withTemporaryFolder { folder in
            let database = try await open(folder + "/a.sqlite")
            let other = try await open(folder + "/a.sqlite")
            try await City.open(over: database) { city in
                try await city.register("KHI001")
                try await running(city) {
                    try await waitUntil("watching") { city.feature.intakeGauge.current.phase == .watching }
                    let isLocked = DispatchSemaphore(value: 0)
                    let mayGo = DispatchSemaphore(value: 0)
                    async let lock: Void = other.write { tx in
                        try tx.execute("DELETE FROM environment_event")
                        isLocked.signal()
                        mayGo.wait()
                    }
                    await withCheckedContinuation { done in
                        DispatchQueue.global().async {
                            isLocked.wait()
                            done.resume()
                        }
                    }
                    for minute in 0..<20 { try file(city, minute) }
                    try await waitUntil("waiting") { isWaiting(city, for: "busy") }
                    #expect(city.left.count == 20)

                    mayGo.signal()
                    try await lock
                    try await waitUntil("taken in") { city.left.isEmpty }
                }
                #expect(try await city.values("KHI001", .pm10).count == 20)
                #expect(city.feature.intakeGauge.current.repeated == 0)
            }
            await other.close()
            await database.close()
        }
    }
}
