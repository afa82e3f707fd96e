// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Glibc
import Observations
import SQLStore
import TestSupport
import Testing

@testable import Environment

/// What stations, uploaders and people with an FTP account put into the folder.
/// Each is survived, kept with its reason, and holds up nothing else.
@Suite("Bad input to the intake")
struct BadInputTests {
    private let good = line("PM10", "40", "µg/m3", at: "20260115080000")

    /// Uploads one bad file beside a good one of the same station.
    private func quarantined(
        _ bytes: [UInt8], named name: String = "KHI001_20260115080500.txt",
        then check: (QuarantineEntry, City) async throws -> Void
    ) async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload("in/" + name, bytes)
            try city.upload("KHI001_20260115080000.txt", good)

            try await city.takeIn()

            #expect(city.left.isEmpty)
            #expect(try await city.values("KHI001", .pm10).map(\.value).contains(40))
            let entries = try await city.waiting
            #expect(entries.count == 1)
            let entry = try #require(entries.first)
            #expect(entry.name == name)
            let id = try #require(entry.file)
            let kept = try await city.database.read { try FileStore.content(of: id, in: $0) }
            #expect(kept == bytes)
            try await check(entry, city)
        }
    }

    @Test(
        "an empty file and one of zero lines are kept with their reason",
        arguments: ["", "\n", "\r\n\r\n\t \r\n", "\u{FEFF}", String(repeating: "\n", count: 5_000)])
    func empty(text: String) async throws {
        try await quarantined(Array(text.utf8)) { entry, _ in
            #expect(entry.reason.key == "environment.refusal.no-lines" && entry.line == nil)
        }
    }

    @Test("a truncated file gives its whole lines; the cut one waits", arguments: [1, 5, 12, 20, 35, 37])
    func truncated(cut: Int) async throws {
        let whole = line("PM10", "41", "µg/m3", at: "20260115080500")
        let text = whole + line("PM2,5", "12,5", "µg/Nm3", at: "20260115080500")
        let bytes = Array(Array(text.utf8).dropLast(cut))
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", bytes)
            try await city.takeIn()

            #expect(try await city.values("KHI001", .pm10).map(\.value) == [41])
            let pm25 = try await city.values("KHI001", .pm25).map(\.value)
            let waiting = try await city.waiting
            // Without its line end alone the line is whole.
            if cut == 1 {
                #expect(pm25 == [12.5] && waiting.isEmpty)
            } else {
                #expect(pm25.isEmpty && waiting.count == 1 && waiting.first?.line == 2)
            }
        }
    }

    @Test("a binary file is kept byte for byte", arguments: [1, 1_000, 900_000])
    func binary(size: Int) async throws {
        var numbers = SeededNumbers(seed: UInt64(size))
        var bytes = [UInt8](repeating: 0, count: size)
        for index in bytes.indices { bytes[index] = UInt8.random(in: 0...255, using: &numbers) }
        bytes[size / 2] = 0
        try await quarantined(bytes) { entry, _ in
            #expect(entry.reason.key == "environment.refusal.binary")
        }
    }

    @Test("a file that grows while it is read is taken whole or not at all", arguments: Backend.available)
    func grows(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            let path = city.intakeFolder + "/KHI001_20260115080500.txt"
            let writer = try #require(fopen(path, "we"))
            let intake = city.feature.intake()
            for number in 1...30 {
                fputs(line("PM10", "\(number)", "µg/m3", at: "202601150805\(number + 10)"), writer)
                fflush(writer)
                city.machineClock.advance(by: .seconds(20))
                try await city.takeIn(intake)
                #expect(try await city.files.isEmpty)
            }

            fclose(writer)
            try await city.takeIn(intake)

            #expect(try await city.files.map(\.accepted) == [30])
            #expect(city.left.isEmpty)
        }
    }

    @Test("a file that grows between its reading and its removal is read again", arguments: Backend.available)
    func growsAfterReading(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", good)
            let folder = city.intakeFolder
            var faults = IntakeFaults()
            faults.afterCommit = {
                guard let file = fopen(folder + "/KHI001_20260115080500.txt", "ae") else { return }
                fputs(line("PM2,5", "12", "µg/m3", at: "20260115080500"), file)
                fclose(file)
            }
            _ = try await city.feature.intake(faults: faults).work(patience: .zero)
            #expect(city.left.count == 1)

            try await city.takeIn()

            #expect(try await city.files.map(\.version) == [1, 2])
            #expect(try await city.values("KHI001", .pm25).map(\.value) == [12])
            #expect(try await city.values("KHI001", .pm10).count == 1)
            #expect(city.left.isEmpty)
        }
    }

    @Test(
        "a name with .., of another script or with a wrong date is kept with its reason",
        arguments: [
            ("..KHI001_20260115080500.txt", nil), ("KHI001..\\..\\etc_20260115080500.txt", "name-unsafe"),
            ("KHI001_..20260115080500.txt", "name-unsafe"), ("Trạm-một_20260115080500.txt", "name-other-script"),
            ("Тест_20260115080500.txt", "name-other-script"), ("站_20260115080500.txt", "name-other-script"),
            ("محطة_20260115080500.txt", "name-other-script"), ("KHI001🌧_20260115080500.txt", "name-other-script"),
            ("KHI001\u{1B}[31m_20260115080500.txt", "name-other-script"),
            ("KHI001_20260230080500.txt", "name-bad-time"), ("KHI001_20261315080500.txt", "name-bad-time"),
            ("KHI001_20260115250000.txt", "name-bad-time"), ("KHI001_00000000000000.txt", "name-bad-time"),
            ("KHI001_2026-01-15.txt", "name-bad-time"), ("KHI001_15012026080500.txt", "name-bad-time"),
        ] as [(String, String?)])
    func names(name: String, reason: String?) async throws {
        guard let reason else {
            // A leading point is an upload under way: left alone.
            try await City.open(on: .sqlite) { city in
                try city.upload(name, "x")
                try await city.takeIn()
                #expect(city.left == [name])
            }
            return
        }
        try await quarantined(Array("x".utf8), named: name) { entry, _ in
            #expect(entry.reason.key == "environment.refusal.\(reason)")
        }
    }

    @Test(
        "a line that says NaN, 1e999, a time of 1970 or to come, no unit, a unit or parameter nobody knows is kept apart",
        arguments: [
            (line("PM2,5", "NaN", "µg/m3", at: "20260115080500"), "not-finite"),
            (line("PM2,5", "-inf", "µg/m3", at: "20260115080500"), "not-finite"),
            (line("PM2,5", "1e999", "µg/m3", at: "20260115080500"), "number"),
            (line("PM2,5", "", "µg/m3", at: "20260115080500"), "number"),
            (line("PM2,5", "1,2,3", "µg/m3", at: "20260115080500"), "number"),
            (line("PM2,5", "12", "µg/m3", at: "19700101000000"), "before-earliest"),
            (line("PM2,5", "12", "µg/m3", at: "20991231235900"), "in-future"),
            (line("PM2,5", "12", "µg/m3", at: "20260230080500"), "time"),
            (line("PM2,5", "12", "", at: "20260115080500"), "missing-unit"),
            (line("PM2,5", "12", "furlong", at: "20260115080500"), "unknown-unit"),
            (line("PM2,5", "12", "hPa", at: "20260115080500"), "unit-not-conv"),
            (line("Phlogiston", "12", "µg/m3", at: "20260115080500"), "unknown-parameter"),
        ])
    func lines(text: String, reason: String) async throws {
        let beside = line("NO2", "7", "µg/m3", at: "20260115080500")
        try await quarantined(Array((beside + text).utf8)) { entry, city in
            #expect(entry.reason.key.contains(reason), "\(entry.reason.key)")
            #expect(entry.line == 2)
            let beside = try await city.values("KHI001", "no2")
            #expect(beside.map(\.value) == [7])
        }
    }

    @Test("a decimal comma is read as what it is", arguments: [("12,5", 12.5), ("0,004", 0.004), ("-1,5", -1.5)])
    func decimalComma(text: String, value: Double) async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", line("PM2,5", text, "µg/m3", at: "20260115080500"))
            try await city.takeIn()
            #expect(try await city.values("KHI001", .pm25).map(\.value) == [value])
        }
    }

    @Test("a status nobody knows is kept as it came and does not count", arguments: ["03", "99", "OK", "hỏng", "-1"])
    func unknownStatus(status: String) async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload(
                "KHI001_20260115080500.txt", line("PM2,5", "12", "µg/m3", at: "20260115080500", status))
            try await city.takeIn()
            let value = try #require(try await city.values("KHI001", .pm25).first)
            #expect(value.status == status && !value.counts)
        }
    }

    @Test("files of a station nobody knows wait until it is registered, as many as come", arguments: Backend.available)
    func unknownStation(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            let start = City.start.roundedDown(to: .minutes(5)) - .hours(20)
            for step in 0..<200 {
                let at = stamp(start + .minutes(5 * step))
                try city.upload("LA\(step % 3)_\(at).txt", line("PM10", "40", "µg/m3", at: at))
            }
            try await city.takeIn()
            #expect(try await city.waiting.count == 200 && city.left.isEmpty)

            try await city.register("LA1")
            _ = try await city.feature.quarantineDesk.retryAll(
                because: "environment.refusal.unknown-station", by: .system("test"))
            while try await city.feature.retrialRun.work() {}

            #expect(try await city.values("LA1", .pm10).count == 67)
            #expect(try await city.waiting.count == 133)
        }
    }

    @Test("a clock a day behind refuses files as to come; set right, they are taken in", arguments: Backend.available)
    func clockBehind(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            let intake = city.feature.intake()
            try await city.takeIn(intake)
            city.clock.advance(by: .days(-1))
            try city.upload("KHI001_20260115080500.txt", line("PM10", "40", "µg/m3", at: "20260115080500"))
            try await city.takeIn(intake)
            #expect(try await city.waiting.map(\.reason.key) == ["environment.refusal.in-future"])

            city.clock.advance(by: .days(1))
            _ = try await city.feature.quarantineDesk.retryAll(
                because: "environment.refusal.in-future", by: .system("test"))
            while try await city.feature.retrialRun.work() {}

            #expect(try await city.values("KHI001", .pm10).count == 1)
            #expect(try await city.waiting.isEmpty)
        }
    }

    @Test(
        "the machine's clock jumps and no file waits for ever",
        arguments: [Duration.days(-400), .hours(-1), .days(400)])
    func machineClock(jump: Duration) async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            let intake = city.feature.intake()
            try await city.takeIn(intake)
            city.machineClock.advance(by: jump)
            // Unseen by the kernel's news: only looking through the folder finds it.
            await intake.forgetNews()
            try city.upload("KHI001_20260115080500.txt", line("PM10", "40", "µg/m3", at: "20260115080500"))
            await intake.forgetNews()
            for _ in 0..<4 {
                city.machineClock.advance(by: .seconds(31))
                try await city.takeIn(intake)
            }

            #expect(try await city.files.count == 1 && city.left.isEmpty)
        }
    }
}

extension Intake {
    /// Drops what the kernel has told so far.
    func forgetNews() { _ = watch?.news(within: .zero) }
}
