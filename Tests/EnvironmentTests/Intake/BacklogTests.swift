// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Intake while a backlog waits")
struct BacklogTests {
    private let now = City.start.roundedDown(to: .minutes(5))

    private func send(_ city: City, _ code: String, at moments: [Instant]) throws {
        for moment in moments {
            let at = stamp(moment)
            try city.upload("\(code)/\(code)_\(at).txt", line("NO2", "390", "µg/m3", at: at))
        }
    }

    private func names(_ city: City) async throws -> [String] {
        try await city.database.read { tx in
            try tx.rows("SELECT name FROM environment_file ORDER BY id").map { try $0.get(0, as: String.self) }
        }
    }

    @Test(
        "a file that comes while old ones are taken in waits for one batch at most, and the old ones keep their order",
        arguments: Backend.available)
    func liveBetween(on backend: Backend) async throws {
        try await City.open(on: backend, settings: { $0.batchSize = 10 }) { city in
            try await city.register("KHI001")
            try await city.register("KHI002")
            let old = (1...60).map { now - .hours(3) - .minutes(5 * $0) }
            try send(city, "KHI001", at: old)
            let intake = city.feature.intake()
            #expect(try await intake.work(patience: .zero) == 10)

            try send(city, "KHI002", at: [now])
            #expect(try await intake.work(patience: .zero) == 1)

            #expect(try await names(city).last == "KHI002_\(stamp(now)).txt")
            #expect(try await city.files.last?.isBacklog == false)
            try await city.takeIn(intake)
            let backlog = try await names(city).filter { $0.hasPrefix("KHI001") }
            #expect(backlog.count == 60 && backlog == backlog.sorted())
        }
    }

    @Test("at a start the files of now are found first among all that lie there", arguments: Backend.available)
    func firstScan(on backend: Backend) async throws {
        try await City.open(on: backend, settings: { $0.batchSize = 10 }) { city in
            try await city.register("KHI001")
            try await city.register("KHI002", period: .hours(1))
            try send(city, "KHI001", at: (0..<40).map { now - .minutes(5 * $0) })
            try send(city, "KHI002", at: (0..<40).map { now - .minutes(5) - .hours($0) })

            try await city.feature.intake().work(patience: .zero)

            // Two reporting periods: of five minutes, and of an hour.
            let expected = [("KHI002", 65), ("KHI002", 5), ("KHI001", 5), ("KHI001", 0)].map { code, minutes in
                "\(code)_\(stamp(now - .minutes(minutes))).txt"
            }
            #expect(try await Set(names(city)) == Set(expected))
            #expect(try await city.files.allSatisfy { !$0.isBacklog })
        }
    }

    @Test("a value of now raises its alarm although many old files wait", arguments: Backend.available)
    func liveAlarm(on backend: Backend) async throws {
        try await City.open(
            on: backend,
            settings: { settings in
                settings.batchSize = 10
                settings.backlogFiles = 20
            }
        ) { city in
            try await city.register("KHI001", period: .hours(1))
            let hour = now.roundedDown(to: .hours(1))
            try send(city, "KHI001", at: (0..<100).map { hour - .hours($0) })
            let intake = city.feature.intake()
            try await intake.work(patience: .zero)
            try await intake.work(patience: .zero)
            #expect(city.feature.intakeGauge.current.phase == .catchingUp)
            try await city.derive()

            let alarms = try await city.openAlarms
            #expect(alarms.count == 1 && alarms.first?.kind == .limit && alarms.first?.aboutAt == hour - .hours(1))
            try await city.takeIn(intake)
            try await city.derive()
            #expect(try await city.allAlarms.count == 1)
        }
    }

    @Test("sixty days of backlog raise no alarm, neither of limits nor of silence", arguments: Backend.available)
    func sixtyDays(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            let hour = now.roundedDown(to: .hours(1))
            let start = hour - .days(60)
            try city.send("KHI001", "NO2", hourly: (0..<(60 * 24 - 3)).map { $0 % 2 == 0 ? 390 : 391 }, from: start)
            let intake = city.feature.intake()
            while try await intake.work(patience: .zero) > 0 {
                try await city.attend(intake)
                try await city.sweep()
            }
            try await city.attend(intake)
            try await city.derive()
            try await city.sweep()

            #expect(try await city.files.allSatisfy(\.isBacklog))
            #expect(try await names(city).count == 1_437)
            #expect(try await city.allAlarms.isEmpty)
        }
    }
}
