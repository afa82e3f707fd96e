// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Alarms")
struct AlarmTests {
    private let one = Instant(iso8601: "2026-01-15T01:00:00+07:00")!

    @Test(
        "an exceeded hour raises one alarm that names its averaging time and ends after quiet hours",
        arguments: Backend.available)
    func hysteresis(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try await city.live("KHI001", "NO2", hourly: [100, 210, 190, 210], from: one)

            let alarm = try #require(try await city.openAlarms.first)
            #expect(try await city.openAlarms.count == 1)
            #expect(alarm.kind == .limit && alarm.averaging == .hour && alarm.parameter == .nitrogenDioxide)
            #expect(alarm.limit == 200 && alarm.value == 210 && alarm.document == "QCVN 05:2023/BTNMT")
            #expect(alarm.severity == .warning && alarm.aboutAt == one + .hours(1))

            // 190 is below the limit but not quiet; 150 is, and two in a row end it.
            try await city.live("KHI001", "NO2", hourly: [150, 195, 150], from: one + .hours(4))
            #expect(try await city.openAlarms.count == 1)
            try await city.live("KHI001", "NO2", hourly: [150], from: one + .hours(7))
            #expect(try await city.openAlarms.isEmpty)

            let history = try await city.database.read { try AlarmStore.history(of: alarm.id, in: $0) }
            #expect(history.map(\.kind) == [.raised, .ended])
        }
    }

    @Test("a worse value is news once", arguments: Backend.available)
    func worsening(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try await city.live("KHI001", "NO2", hourly: [210, 220, 410, 415], from: one)

            let alarm = try #require(try await city.openAlarms.first { $0.kind == .limit })
            #expect(alarm.severity == .grave && alarm.value == 410)
            let history = try await city.database.read { try AlarmStore.history(of: alarm.id, in: $0) }
            #expect(history.map(\.kind) == [.raised, .worsened])
        }
    }

    @Test("an hourly mean of dust raises no alarm by a limit of 24 hours", arguments: Backend.available)
    func otherAveragingTime(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try await city.live("KHI001", hourly: [60, 62, 61], from: one)

            #expect(try await city.openAlarms.isEmpty)
        }
    }

    @Test("a day above the limit of 24 hours raises the alarm when the day has ended", arguments: Backend.available)
    func dayAlarm(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            let values = (0..<24).map { Double?(50 + Double($0 % 5)) }
            try await city.live("KHI001", hourly: Array(values.dropLast()), from: one)
            #expect(try await city.openAlarms.isEmpty)

            try await city.live("KHI001", hourly: [52], from: one + .hours(23))

            let alarm = try #require(try await city.openAlarms.first)
            #expect(alarm.averaging == .day && alarm.parameter == .pm25 && alarm.limit == 45)
        }
    }

    @Test("sixty days of backlog are caught up oldest first and raise no alarm", arguments: Backend.available)
    func backlog(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            let start = one - .days(60)
            try city.send("KHI001", "NO2", hourly: (0..<(60 * 24)).map { $0 % 2 == 0 ? 390 : 391 }, from: start)

            try await city.takeIn()
            try await city.derive()

            let files = try await city.database.read { tx in
                try tx.rows("SELECT name FROM environment_file ORDER BY id").map { try $0.get(0, as: String.self) }
            }
            #expect(files.count == 1_440 && files == files.sorted())
            #expect(try await city.allAlarms.isEmpty)
            #expect(try await city.files.allSatisfy(\.isBacklog))
            #expect(try await city.values("KHI001", "no2").count == 1_440)
        }
    }

    @Test("a silent station has one alarm, which ends with its next live file", arguments: Backend.available)
    func silence(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try await city.live("KHI001", hourly: [20], from: one)
            func look() async throws {
                try await city.attendAlways()
                try await city.sweep()
            }
            try await look()
            #expect(try await city.openAlarms.isEmpty)

            city.clock.set(one + .hours(4))
            try await look()
            try await look()
            let alarm = try #require(try await city.openAlarms.first)
            #expect(try await city.openAlarms.count == 1 && alarm.kind == .silent)

            // Old files are no sign of life.
            try city.send("KHI001", hourly: [20], from: one - .hours(20))
            try await city.takeIn()
            try await city.derive()
            try await look()
            #expect(try await city.openAlarms.count == 1)

            try await city.live("KHI001", hourly: [20], from: one + .hours(5))
            #expect(try await city.openAlarms.isEmpty)
        }
    }

    @Test("a clock that jumps back raises and ends nothing", arguments: Backend.available)
    func clockJump(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try await city.live("KHI001", hourly: [20, 21], from: one)
            city.clock.set(one - .days(3))

            try await city.attendAlways()
            try await city.sweep()
            try await city.live("KHI001", hourly: [22], from: one + .hours(2))

            #expect(try await city.allAlarms.isEmpty)
            #expect(try await city.values("KHI001", .pm25).count == 3)
        }
    }

    @Test("values that do not count for hours raise an alarm of quality", arguments: Backend.available)
    func quality(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            // Negative far below the noise: rejected.
            try await city.live("KHI001", hourly: [20, 21, -60, -61, -62, -63], from: one)

            let alarm = try #require(try await city.openAlarms.first { $0.kind == .quality })
            #expect(alarm.parameter == .pm25 && (alarm.value ?? 0) >= 0.5)
        }
    }

    @Test("the first to take notice counts, and an ended alarm cannot be answered", arguments: Backend.available)
    func acknowledgement(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try await city.live("KHI001", "NO2", hourly: [210], from: one)
            let desk = city.feature.alarmDesk
            let id = try #require(try await desk.openAlarms(limit: 5).first?.id)
            let now = city.clock.now

            let first = try await desk.acknowledge(
                alarm: id, by: .person(id: "1", name: "An"), note: "Đang kiểm tra", at: now)
            let second = try await desk.acknowledge(alarm: id, by: .person(id: "2", name: "Bình"), note: "", at: now)

            #expect(first.isNew && !second.isNew && second.by == "An")
            #expect(try await desk.alarm(id)?.acknowledgedBy == "An")
            try await city.live("KHI001", "NO2", hourly: [50, 50], from: one + .hours(1))
            await #expect(throws: AlarmError.ended) {
                _ = try await desk.acknowledge(alarm: id, by: .visitor, note: "", at: now)
            }
            await #expect(throws: AlarmError.unknown) {
                _ = try await desk.acknowledge(alarm: "nonsense", by: .visitor, note: "", at: now)
            }
        }
    }
}
