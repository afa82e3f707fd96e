// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Observations
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Intake of station files")
struct IntakeTests {
    private let good =
        line("PM2,5", "31,4", "µg/Nm3", at: "20260115080500")
        + line("CO", "0.64", "mg/Nm3", at: "20260115080500", "01")

    @Test("a file becomes a record, values and marks, and leaves the folder", arguments: Backend.available)
    func takesIn(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            try city.upload("KHI001/2026/01/15/TNI_KCNPT_KHI001_20260115080500.txt", good)

            try await city.takeIn()

            let file = try #require(try await city.files.first)
            #expect(file.path == "KHI001/2026/01/15/TNI_KCNPT_KHI001_20260115080500.txt")
            #expect(file.accepted == 2 && file.refused == 0 && file.lines == 2 && !file.isBacklog)
            #expect(file.state == .taken && file.version == 1)
            let pm = try await city.values("KHI001", "pm25")
            #expect(pm.map(\.value) == [31.4])
            #expect(pm.first?.origin?.record == file.id.rawValue && pm.first?.origin?.line == 1)
            let co = try await city.values("KHI001", "co")
            #expect(co.map(\.value) == [640] && co.first?.status == "01" && co.first?.counts == false)
            #expect(city.left.isEmpty)
            let content = try await city.database.read { try FileStore.content(of: file.id, in: $0) }
            #expect(content == Array(good.utf8))
            let station = try await city.database.read {
                try StationStore.station(code: "khi001", at: City.start, in: $0)
            }
            #expect(station?.lastFile == file.id)
            #expect(station?.lastValueAt == Instant(iso8601: "2026-01-15T08:05:00+07:00"))
        }
    }

    @Test("the same file a thousand times is one record and one value", arguments: Backend.available)
    func sameFileAgain(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            for copy in 0..<1_000 { try city.upload("c\(copy % 10)/\(copy)/KHI001_20260115080500.txt", good) }

            try await city.takeIn()

            let files = try await city.files
            #expect(files.count == 1 && files.first?.repeated == 999)
            #expect(try await city.values("KHI001", "pm25").count == 1)
            #expect(city.left.isEmpty)
        }
    }

    @Test("a name sent again with other content is a new version whose values hold", arguments: Backend.available)
    func newVersion(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            let intake = city.feature.intake()
            try city.upload("KHI001_20260115080500.txt", line("PM2,5", "31", "µg/Nm3", at: "20260115080500"))
            try await city.takeIn(intake)
            try city.upload("KHI001_20260115080500.txt", line("PM2,5", "35", "µg/Nm3", at: "20260115080500"))
            try await city.takeIn(intake)

            #expect(try await city.files.map(\.version) == [1, 2])
            #expect(try await city.values("KHI001", "pm25").map(\.value) == [35])
        }
    }

    @Test("a program killed between commit and removal doubles nothing", arguments: Backend.available)
    func killedAfterCommit(on backend: Backend) async throws {
        struct Killed: Error {}
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", good)
            var faults = IntakeFaults()
            faults.afterCommit = { throw Killed() }
            await #expect(throws: Killed.self) {
                try await city.takeIn(city.feature.intake(faults: faults))
            }
            #expect(city.left == ["KHI001_20260115080500.txt"])

            try await city.takeIn()

            let files = try await city.files
            #expect(files.count == 1 && files.first?.repeated == 1)
            #expect(try await city.values("KHI001", "pm25").count == 1)
            #expect(city.left.isEmpty)
        }
    }

    @Test("a program killed before the commit loses nothing", arguments: Backend.available)
    func killedBeforeCommit(on backend: Backend) async throws {
        struct Killed: Error {}
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", good)
            var faults = IntakeFaults()
            faults.beforeCommit = { throw Killed() }
            await #expect(throws: Killed.self) {
                try await city.takeIn(city.feature.intake(faults: faults))
            }
            #expect(try await city.files.isEmpty)

            try await city.takeIn()

            #expect(try await city.files.count == 1)
        }
    }

    struct Refused: CustomTestStringConvertible, Sendable {
        let name: String
        let content: [UInt8]
        let reason: String
        init(_ name: String, _ content: String, _ reason: String) {
            self.init(name, bytes: Array(content.utf8), reason)
        }
        init(_ name: String, bytes: [UInt8], _ reason: String) {
            (self.name, content, self.reason) = (name, bytes, reason)
        }
        var testDescription: String { reason }
    }

    @Test(
        "is kept in quarantine with its reason",
        arguments: [
            Refused("KHI001_20260115080500.txt", "", "no-lines"),
            Refused("KHI001_20260115080501.txt", "\r\n\r\n  \n", "no-lines"),
            Refused("KHI001_20260115080502.txt", bytes: [0x89, 0x50, 0x4E, 0x47, 0, 0, 1], "binary"),
            Refused("XXX999_20260115080500.txt", line("PM10", "1", "µg/m3", at: "20260115080500"), "unknown-station"),
            Refused("KHI001_20261315080500.txt", "x", "name-bad-time"),
            Refused("KHI001.txt", "x", "name-bad-time"),
            Refused("KHI001_20260115080500.csv", "x", "name-wrong-extension"),
            Refused("Tràm-một_20260115080500.txt", "x", "name-other-script"),
            Refused("станция_20260115080500.txt", "x", "name-other-script"),
            Refused("a..b_20260115080500.txt", "x", "name-unsafe"),
            Refused("KHI001_20260115080503.txt", "PM2,5\t31", "line-truncated"),
            Refused("KHI001_20260115080504.txt", line("PM2,5", "NaN", "µg/m3", at: "20260115080500"), "not-finite"),
            Refused("KHI001_20260115080505.txt", line("PM2,5", "1e999", "µg/m3", at: "20260115080500"), "number"),
            Refused("KHI001_20260115080506.txt", line("PM2,5", "3", "", at: "20260115080500"), "missing-unit"),
            Refused("KHI001_20260115080507.txt", line("PM2,5", "3", "hPa", at: "20260115080500"), "unit-not-conv"),
            Refused("KHI001_20260115080508.txt", line("XYZ", "3", "µg/m3", at: "20260115080500"), "unknown-parameter"),
            Refused("KHI001_20260115080509.txt", line("PM10", "3", "µg/m3", at: "20270115080500"), "in-future"),
            Refused("KHI001_20260115080510.txt", line("PM10", "3", "µg/m3", at: "19700101000000"), "before-earliest"),
        ])
    func refuses(_ file: Refused) async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload("in/" + file.name, file.content)

            try await city.takeIn()

            let entry = try #require(try await city.waiting.first)
            #expect(entry.reason.key.contains(file.reason))
            #expect(entry.name == file.name && entry.file != nil)
            let kept = try await city.database.read { try FileStore.content(of: entry.file!, in: $0) }
            #expect(kept == file.content)
            #expect(city.left.isEmpty)
            #expect(try await city.files.first?.state == .refused)
        }
    }

    @Test("an unknown status is kept as it is, a bad line beside good ones is kept apart", arguments: Backend.available)
    func partly(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            try city.upload(
                "KHI001_20260115080500.txt",
                line("PM2,5", "31,4", "µg/Nm3", at: "20260115080500", "03") + "rubbish here\n"
                    + line("PM10", "40", "µg/Nm3", at: "20260115080500"))

            try await city.takeIn()

            #expect(try await city.values("KHI001", "pm25").first?.status == "03")
            #expect(try await city.values("KHI001", "pm10").count == 1)
            let entry = try #require(try await city.waiting.first)
            #expect(entry.line == 2 && entry.excerpt == "rubbish here" && entry.stationCode == "KHI001")
            #expect(try await city.files.first?.refused == 1)
        }
    }

    @Test("two stations may have one name", arguments: Backend.available)
    func twoOfOneName(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", name: "Trạm trung tâm")
            try await city.register("KHI002", name: "Trạm trung tâm")
            try city.upload("KHI001_20260115080500.txt", good)
            try city.upload("KHI002_20260115080500.txt", line("PM2,5", "12", "ug/m3", at: "20260115080500"))

            try await city.takeIn()

            #expect(try await city.values("KHI001", "pm25").map(\.value) == [31.4])
            #expect(try await city.values("KHI002", "pm25").map(\.value) == [12])
        }
    }

    @Test(
        "a station registered after its file was refused takes it in when it comes again", arguments: Backend.available)
    func registeredLater(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            let intake = city.feature.intake()
            try city.upload("KHI001_20260115080500.txt", good)
            try await city.takeIn(intake)
            #expect(try await city.waiting.count == 1)
            city.clock.advance(by: .seconds(60))
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", good)

            try await city.takeIn(intake)

            #expect(try await city.files.count == 1)
            #expect(try await city.files.first?.state == .taken)
            #expect(try await city.waiting.isEmpty)
            #expect(try await city.values("KHI001", "pm25").count == 1)
        }
    }
}
