// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import TestSupport
import Testing

@testable import Dossiers

@Suite("Reference data of the clocks")
struct ClockReferenceTests {
    private static let folder = DossiersResources.reference.appendingPathComponent("clocks")
    private static let today = CivilDay(2026, 8, 3)!

    @Test("the shipped tables are read, and a residence dossier runs by the police's hours")
    func shipped() throws {
        let reference = try ClockReference(folder: Self.folder, days: SampleOffice.days)

        let ordinary = try reference.clock(unit: "25459", field: "Hộ tịch", procedure: "1.001193", on: Self.today)
        let residence = try reference.clock(field: "ĐĂNG KÝ, quản lý cư trú", on: Self.today)

        #expect(ordinary.hours.code == "standard" && ordinary.policy.code == "by-days")
        #expect(residence.hours.code == "residence")
        #expect(try residence.hours.isOpen(at: SampleOffice.at("2026-08-08 09:00")))
        #expect(try !ordinary.hours.isOpen(at: SampleOffice.at("2026-08-08 09:00")))
    }

    @Test("whoever submits online hears within eight working hours")
    func acknowledgement() throws {
        let reference = try ClockReference(folder: Self.folder, days: SampleOffice.days)
        let clock = try reference.clock(on: Self.today)
        let due = try clock.dueAt(reference.acknowledgement, from: SampleOffice.at("2026-08-07 16:30"))
        #expect(SampleOffice.text(due) == "2026-08-10 16:30")
    }

    @Test("hours and policy are found each on its own: the narrower row wins, and rows end")
    func narrower() async throws {
        try await withTemporaryFolder { path in
            let folder = try Self.copied(to: path)
            try Self.add(
                ["25459,,early,2026-01-01,2026-06-30,s", "25459,\"Đăng ký, quản lý cư trú\",residence,2026-01-01,,s"],
                to: "calendar-uses.csv", in: folder)
            try Self.add(["early,14:00,8,s"], to: "calendars.csv", in: folder)
            try Self.add(["early,1-5,06:00,14:00,work,,,s"], to: "office-hours.csv", in: folder)
            try Self.add(
                [",,25459,by-hours,2026-01-01,2026-06-30,s", "1.001193,,,by-hours,,,s"], to: "policy-uses.csv",
                in: folder)
            let reference = try ClockReference(folder: folder, days: SampleOffice.days)
            let (june, july) = (CivilDay(2026, 6, 30)!, CivilDay(2026, 7, 1)!)
            let residence = "Đăng ký, quản lý cư trú"

            #expect(try reference.clock(unit: "25459", on: june).policy.code == "by-hours")
            #expect(try reference.clock(unit: "25459", on: june).hours.code == "early")
            #expect(try reference.clock(unit: "25459", on: july).policy.code == "by-days")
            #expect(try reference.clock(unit: "25459", on: july).hours.code == "standard")
            // A procedure's policy leaves the ward its hours; the ward's hours leave the police theirs.
            let birth = try reference.clock(unit: "25459", field: "Hộ tịch", procedure: "1.001193", on: june)
            #expect(birth.hours.code == "early" && birth.policy.code == "by-hours")
            #expect(try reference.clock(unit: "25459", field: residence, on: june).hours.code == "residence")
            #expect(try reference.clock(unit: "25480", field: residence, on: june).hours.code == "residence")
            #expect(try reference.clock(unit: "25480", field: "Hộ tịch", on: june).hours.code == "standard")
        }
    }

    private static func add(_ lines: [String], to file: String, in folder: URL) throws {
        let url = folder.appendingPathComponent(file)
        let text = try String(contentsOf: url, encoding: .utf8)
        try (text + lines.joined(separator: "\n") + "\n").write(to: url, atomically: true, encoding: .utf8)
    }

    @Test(
        "a table with a mistake stops the start and says where",
        arguments: [
            ("office-hours.csv", "standard,1-5,07:00,06:00,work,,,s"),
            ("office-hours.csv", "standard,8,07:00,08:00,work,,,s"),
            ("office-hours.csv", "standard,1,08:00,09:00,work,,,s"),
            ("office-hours.csv", "standard,1,7:00,9:00,work,,,s"),
            ("calendars.csv", "third,15:00,8,s"), ("calendars.csv", "standard,15:00,8,s"),
            ("policies.csv", "new,hours,stop,on_time,on_time,s"), ("policies.csv", "new,hours,pause,on_time,on_time,"),
            ("office-hours.csv", "standard,1-,18:00,19:00,work,,,s"),
            ("office-hours.csv", "standard,-5,18:00,19:00,work,,,s"),
            ("office-hours.csv", "standard,1-5,+7:00,07:30,work,,,s"),
            ("office-hours.csv", "standard,6,07:00,11:00,work,2026-01-01,,s"),
            ("office-hours.csv", "third,6,07:00,11:00,work,2026-02-01,2026-01-31,s"),
            ("calendars.csv", "residence,24:30,8,s"),
            ("calendar-uses.csv", "1,,unheard,,,s"), ("calendar-uses.csv", "1,,standard,2026-02-30,,s"),
            ("calendar-uses.csv", ",,residence,2026-01-01,,s"),
            ("calendar-uses.csv", "1,,standard,2026-02-01,2026-01-31,s"),
            ("policy-uses.csv", "1.001193,,25459,by-days,,,s"), ("policy-uses.csv", ",,,by-hours,,,s"),
            ("limits.csv", "new,0,working_day,s"),
        ])
    func mistakes(file: String, line: String) async throws {
        try await withTemporaryFolder { path in
            let folder = try Self.copied(to: path)
            let url = folder.appendingPathComponent(file)
            let text = try String(contentsOf: url, encoding: .utf8)
            try (text + line + "\n").write(to: url, atomically: true, encoding: .utf8)
            let number = text.split(separator: "\n").count + 1

            let failure = #expect(throws: ClockReference.Failure.self) {
                try ClockReference(folder: folder, days: SampleOffice.days)
            }

            #expect(failure == .malformed(file: file, line: number))
        }
    }

    private static func copied(to path: String) throws -> URL {
        let target = URL(fileURLWithPath: path)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            try FileManager.default.copyItem(
                at: folder.appendingPathComponent(name), to: target.appendingPathComponent(name))
        }
        return target
    }
}
