// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Derivation")
struct DerivationTests {
    /// The official example A of QĐ 1459: the last value is of 20:00.
    private let official: [Double] = [26.9, 24.7, 20.5, 23.5, 19.5, 16.5, 19.0, 16.5, 20.3, 22.4, 19.6, 20.6]
    private let nine = Instant(iso8601: "2026-01-14T09:00:00+07:00")!

    @Test("the official hours give the official index", arguments: Backend.available)
    func officialExample(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try city.send("KHI001", hourly: official, from: nine)

            try await city.takeIn()
            try await city.derive()

            let index = try #require(try await city.index("KHI001", at: nine + .hours(11)))
            // NowCast 20.27 lies at 40.5 of the table of breakpoints.
            #expect(index.value == 41 && index.category == "good" && index.dominant == .pm25)
            #expect(index.subIndices.first?.basis == "nowcast")
            #expect(index.have == 1 && index.expected == 1 && index.isFinal && index.reason == nil)
        }
    }

    @Test("a late hour changes the eleven hours it enters, and no other", arguments: Backend.available)
    func lateHour(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            var values: [Double?] = Array(repeating: 20, count: 20)
            values[3] = nil
            let start = nine - .hours(10)
            try city.send("KHI001", hourly: values, from: start)
            try await city.takeIn()
            try await city.derive()
            let before = try await city.indices("KHI001").filter { $0.at != start + .hours(3) }
            city.clock.advance(by: .minutes(1))

            try city.send("KHI001", hourly: [200], from: start + .hours(3))
            try await city.takeIn()
            try await city.derive()

            let after = try await city.indices("KHI001")
            let changed = zip(before, after.filter { $0.at != start + .hours(3) }).filter {
                $0.subIndices != $1.subIndices
            }
            #expect(Set(changed.map(\.0.at)) == Set((4..<15).map { start + .hours($0) }))
        }
    }

    @Test("a station that measures only gases has no index, and the reason says so", arguments: Backend.available)
    func gasesOnly(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try city.send("KHI001", "NO2", hourly: [80], from: nine)

            try await city.takeIn()
            try await city.derive()

            let index = try #require(try await city.index("KHI001", at: nine))
            #expect(index.value == nil)
            #expect(index.reason?.key == "environment.aqi.none.particulates-not-measured")
        }
    }

    @Test("values of a calibrating device stay out of means and count as missing", arguments: Backend.available)
    func calibration(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try city.send("KHI001", hourly: [20, 20, 20], from: nine)
            try city.send("KHI001", hourly: [900], from: nine + .hours(3), status: "01")

            try await city.takeIn()
            try await city.derive()

            let index = try #require(try await city.index("KHI001", at: nine + .hours(3)))
            #expect(index.value == 40 && index.have == 0 && index.expected == 1)
        }
    }

    @Test("a day is judged by the limit of its own day", arguments: Backend.available)
    func dayLimit(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            let station = try await city.register("KHI001", period: .hours(1))
            // 47 µg/m³ on 31 December 2025 and on 1 January 2026: within 50, above 45.
            let start = Instant(iso8601: "2025-12-31T01:00:00+07:00")!
            try city.send("KHI001", hourly: (0..<48).map { 46.5 + Double($0 % 3) / 2 }, from: start)

            try await city.takeIn()
            try await city.derive()

            let days = try await city.database.read { tx in
                try AssessmentStore.assessments(
                    of: station, over: .day, from: start, to: start + .days(3), limit: 10, in: tx
                ).items
            }.filter { $0.parameter == .pm25 }
            #expect(days.map(\.isExceeded) == [false, true])
            #expect(days.map(\.limit) == [50, 45])
            #expect(days.first?.at == Instant(iso8601: "2026-01-01T00:00:00+07:00"))
            #expect(days.first?.document == "QCVN 05:2023/BTNMT")
        }
    }

    @Test(
        "an officer's flag takes values out of the index, and its withdrawal brings them back",
        arguments: Backend.available)
    func officersFlag(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try city.send("KHI001", hourly: [20, 20, 20, 90], from: nine)
            try await city.takeIn()
            try await city.derive()
            let at = nine + .hours(3)
            let before = try #require(try await city.index("KHI001", at: at)?.value)
            let officer = Actor.person(id: "7", name: "Trần Thị Bình")
            let now = city.clock.now

            let flag = try await city.database.write { tx in
                let station = try #require(try StationStore.station(code: "KHI001", at: now, in: tx))
                return try FlagStore.set(
                    .invalid, on: station, parameter: .pm25, from: at, to: at, reason: "Đốt rác ngay cạnh trạm",
                    by: officer, at: now, in: tx)
            }
            try await city.derive()

            let value = try #require(try await city.values("KHI001", .pm25).last)
            #expect(value.flag == "officer-invalid" && !value.counts && value.value == 90)
            #expect(try #require(try await city.index("KHI001", at: at)?.value) < before)

            try await city.database.write { tx in
                let station = try #require(try StationStore.station(code: "KHI001", at: now, in: tx))
                try FlagStore.withdraw(flag, station: station, reason: "Nhầm trạm", by: officer, at: now, in: tx)
            }
            try await city.derive()

            #expect(try await city.index("KHI001", at: at)?.value == before)
            let flags = try await city.database.read { tx in
                try FlagStore.flags(of: Station.ID(1), from: at, to: at, in: tx)
            }
            #expect(flags.first?.withdrawnReason == "Nhầm trạm" && flags.first?.setByName == "Trần Thị Bình")
            let history = try await city.database.read { tx in
                try city.feature.observations.history(of: value.key, in: tx)
            }
            #expect(history.flaggings.first?.actorName == "Trần Thị Bình")
        }
    }

    @Test("a flat line of a day is rejected, also its beginning", arguments: Backend.available)
    func flatLine(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            let start = nine - .hours(30)
            try city.send("KHI001", hourly: [18, 21, 17, 19] + Array(repeating: 33, count: 26), from: start)

            try await city.takeIn()
            try await city.derive()

            let values = try await city.values("KHI001", .pm25)
            #expect(values.filter { $0.flag == "stuck" && !$0.counts }.count == 26)
            #expect(values.prefix(4).allSatisfy { $0.flag == Observation.valid && $0.counts })
        }
    }

    @Test("a water station has a water quality index", arguments: Backend.available)
    func water(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("NMT001", medium: .water, period: .hours(1))
            let at = stamp(nine)
            try city.upload(
                "NMT001_\(at).txt",
                [
                    line("Temp", "28", "°C", at: at), line("DO", "5.5", "mg/L", at: at),
                    line("BOD5", "5", "mg/L", at: at), line("COD", "12", "mg/L", at: at),
                    line("NH4", "0.45", "mg/L", at: at), line("pH", "7.2", "-", at: at),
                    line("Coliform", "4000", "MPN/100mL", at: at),
                ].joined())

            try await city.takeIn()
            try await city.derive()

            #expect(try await city.waiting.map(\.excerpt) == [])
            let index = try #require(try await city.index("NMT001", at: nine))
            #expect(index.value != nil && index.category != nil && index.dominant != nil)
        }
    }

    @Test(
        "suspended solids of 10 mg/L keep class A of a river, not of a lake; what has no source is not judged",
        arguments: Backend.available)
    func lake(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            let midnight = nine - .hours(9)
            let river = try await city.register("SON001", medium: .water, period: .hours(1), waterClass: "A")
            let lake = try await city.register(
                "HO001", medium: .water, period: .hours(1), waterClass: "A", waterBody: .standing)
            let poor = try await city.register(
                "HO002", medium: .water, period: .hours(1), waterClass: "C", waterBody: .standing)
            for code in ["SON001", "HO001", "HO002"] {
                try city.send(
                    code, "TSS", unit: "mg/L", hourly: (0..<24).map { 9.5 + Double($0 % 3) / 2 },
                    from: midnight + .hours(1))
            }
            city.clock.advance(by: .days(1))

            try await city.takeIn()
            try await city.derive()

            func days(_ station: Station.ID) async throws -> [AssessmentRecord] {
                try await city.database.read { reader in
                    try AssessmentStore.assessments(
                        of: station, over: .day, from: midnight, to: midnight + .days(3), limit: 10, in: reader
                    ).items
                }
            }
            #expect(try await days(river).map(\.isExceeded) == [false])
            #expect(try await days(lake).map(\.isExceeded) == [true])
            #expect(try await days(lake).map(\.limit) == [5])
            #expect(try await days(poor).isEmpty)
        }
    }

    @Test(
        "a crash before the commit leaves the marks; nothing is derived twice into another figure",
        arguments: Backend.available)
    func marksOutliveACrash(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try city.send("KHI001", hourly: [20, 20, 20], from: nine)
            try await city.takeIn()
            #expect(try await city.dueHours == 3)

            try await city.derive()

            #expect(try await city.dueHours == 0)
            #expect(try await city.indices("KHI001").count == 3)
        }
    }

    @Test("a mark renewed while it is worked off stays", arguments: Backend.available)
    func renewedMark(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            try city.send("KHI001", hourly: [20], from: nine)
            try await city.takeIn()
            let read = try await city.database.read { try DueStore.backlog(hours: 10, in: $0) }
            try city.send("KHI001", "PM10", hourly: [40], from: nine)
            try await city.takeIn()

            try await city.database.write { try DueStore.clear(read, in: $0) }

            #expect(try await city.dueHours == 1)
        }
    }
}
