// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Logging
import Ports
import SQLStore
import ServiceLifecycle
import TestSupport
import Testing

@testable import Environment

@Suite("Silent stations")
struct SilenceTests {
    private let one = Instant(iso8601: "2026-01-15T01:00:00+07:00")!

    private func file(_ city: City, at moment: Instant) throws {
        try city.upload(
            "KHI001/KHI001_\(stamp(moment)).txt", line("PM2,5", "20", "µg/m3", at: stamp(moment)))
    }

    /// Attended from `one` on, with a file at `one`.
    private func begin(_ city: City) async throws -> Intake {
        try await city.register("KHI001")
        city.clock.set(one)
        try file(city, at: one)
        let intake = city.feature.intake()
        try await city.takeIn(intake)
        try await city.attend(intake)
        return intake
    }

    private func pass(_ time: Duration, _ city: City, _ intake: Intake) async throws {
        for _ in 0..<Int(time.inSeconds / 60) {
            city.clock.advance(by: .minutes(1))
            city.machineClock.advance(by: .minutes(1))
            try await city.takeIn(intake)
            try await city.attend(intake)
            try await city.sweep()
        }
    }

    private func isSilent(_ city: City) async throws -> Bool {
        try await city.feature.stationBoard.stations(at: city.clock.now).first?.silentSince != nil
    }

    @Test("a station is silent when nothing came for its periods while somebody looked", arguments: Backend.available)
    func silent(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            let intake = try await begin(city)
            try await pass(.minutes(14), city, intake)
            #expect(try await city.allAlarms.isEmpty)

            try await pass(.minutes(2), city, intake)

            #expect(try await city.openAlarms.map(\.kind) == [.silent])
            let overview = try await city.feature.stationBoard.stations(at: city.clock.now).first
            #expect(overview?.silentSince == one)
        }
    }

    @Test(
        "a restart after hours off-line calls no station silent while its files lie in the folder",
        arguments: Backend.available)
    func restart(on backend: Backend) async throws {
        try await City.open(on: backend, settings: { $0.batchSize = 5 }) { city in
            _ = try await begin(city)
            city.clock.advance(by: .hours(6))
            city.machineClock.advance(by: .hours(6))
            for step in 1...72 { try file(city, at: one + .minutes(5 * step)) }
            // Nobody has looked yet.
            try await city.sweep()
            #expect(try await !isSilent(city))

            let intake = city.feature.intake()
            while try await intake.work(patience: .zero) > 0 {
                try await city.attend(intake)
                try await city.sweep()
                #expect(try await !isSilent(city))
            }
            try await city.attend(intake)
            try await city.derive()
            try await city.sweep()

            #expect(try await city.files.count == 73)
            #expect(try await city.allAlarms.isEmpty)
        }
    }

    @Test("after hours off-line a station has its periods again, then it is silent", arguments: Backend.available)
    func periodsAgain(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            _ = try await begin(city)
            city.clock.advance(by: .hours(6))
            city.machineClock.advance(by: .hours(6))

            let intake = city.feature.intake()
            try await pass(.minutes(14), city, intake)
            #expect(try await city.allAlarms.isEmpty)
            try await pass(.minutes(3), city, intake)

            #expect(try await city.openAlarms.count == 1)
        }
    }

    @Test("a short restart neither ends a silence nor begins it anew", arguments: Backend.available)
    func shortRestart(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            let intake = try await begin(city)
            try await pass(.minutes(13), city, intake)
            city.clock.advance(by: .minutes(3))
            city.machineClock.advance(by: .minutes(3))
            let next = city.feature.intake()
            try await city.takeIn(next)
            let look = try #require(await next.lastLook)
            try await city.database.write { try AttendanceStore.extend(to: look, isOwn: false, in: $0) }

            try await city.sweep()

            #expect(try await city.openAlarms.count == 1)
        }
    }

    @Test("while the folder is gone nobody is called silent, and a silence that was known stays")
    func folderGone() async throws {
        try await City.open(on: .sqlite) { city in
            let intake = try await begin(city)
            try await city.register("KHI002")
            try city.upload(
                "KHI002_\(stamp(city.clock.now)).txt", line("PM10", "20", "µg/m3", at: stamp(city.clock.now)))
            try await pass(.minutes(5), city, intake)
            try file(city, at: city.clock.now)
            try await pass(.minutes(12), city, intake)
            #expect(try await city.openAlarms.map(\.stationCode) == ["KHI002"])

            try FileManager.default.removeItem(atPath: city.intakeFolder)
            try await pass(.hours(2), city, intake)
            #expect(try await city.openAlarms.map(\.stationCode) == ["KHI002"])

            try file(city, at: city.clock.now)
            try await pass(.minutes(1), city, intake)
            #expect(try await city.openAlarms.map(\.stationCode) == ["KHI002"])
        }
    }

    @Test(
        "a clock that jumps, forwards or backwards, calls nobody silent",
        arguments: [Duration.hours(5), .hours(-5), .days(400), .days(-400)])
    func clockJump(by jump: Duration) async throws {
        try await City.open(on: .sqlite) { city in
            let intake = try await begin(city)
            try await pass(.minutes(5), city, intake)

            city.clock.advance(by: jump)
            city.machineClock.advance(by: jump)
            try await city.sweep()
            try await pass(.minutes(10), city, intake)

            #expect(try await city.allAlarms.isEmpty)
        }
    }

    @Test("the clock of a demonstration runs fast and is no jump")
    func replayed() throws {
        let begun = Attendance(beginningAt: .init(at: one, machineAt: one))
        let next = begun.extended(to: .init(at: one + .minutes(30), machineAt: one + .seconds(5)), isOwn: true)
        #expect(next.since == one && next.until == one + .minutes(30))
        // Another program with another clock is a jump.
        let other = next.extended(to: .init(at: one + .hours(9), machineAt: one + .seconds(10)), isOwn: false)
        #expect(other.since == one + .hours(9))
    }

    @Test("another node judges by what the node that takes files in knows", arguments: Backend.available)
    func otherNode(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            let intake = try await begin(city)
            let other = EnvironmentFeature(
                database: city.database, observations: city.feature.observations, settings: city.feature.settings,
                reference: city.feature.reference, clock: city.clock.clock, logger: city.feature.logger)
            try await pass(.minutes(10), city, intake)

            city.clock.advance(by: .hours(3))
            #expect(try await other.stationBoard.stations(at: city.clock.now).first?.silentSince == nil)
            city.clock.advance(by: .hours(-3))
            try await pass(.minutes(10), city, intake)

            #expect(try await other.stationBoard.stations(at: city.clock.now).first?.silentSince == one)
        }
    }

    @Test("the running service says up to when everything is known", arguments: Backend.available)
    func service(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            try file(city, at: City.start.roundedDown(to: .minutes(5)))
            let feature = city.feature
            let group = ServiceGroup(services: Array(feature.services.prefix(1)), logger: feature.logger)
            try await withThrowingTaskGroup(of: Void.self) { tasks in
                tasks.addTask { try await group.run() }
                try await waitUntil("attended") {
                    city.machineClock.advance(by: .seconds(6))
                    return try await city.database.read { try AttendanceStore.current(in: $0) } != nil
                }
                #expect(city.left.isEmpty && feature.intakeGauge.current.taken == 1)
                try await waitUntil("taken in") {
                    city.machineClock.advance(by: .seconds(6))
                    return city.left.isEmpty
                }
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
            }
        }
    }
}
