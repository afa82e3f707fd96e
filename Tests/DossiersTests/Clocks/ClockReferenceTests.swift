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

    @Test("the narrower row wins, and rows end")
    func narrower() async throws {
        try await withTemporaryFolder { path in
            let folder = try Self.copied(to: path)
            try """
            subject,value,calendar,policy,valid_from,valid_to,source
            everyone,,standard,by-days,,,s
            unit,25459,standard,by-hours,2026-01-01,2026-06-30,s
            procedure,1.001193,residence,by-hours,,,s
            """.write(to: folder.appendingPathComponent("uses.csv"), atomically: true, encoding: .utf8)
            let reference = try ClockReference(folder: folder, days: SampleOffice.days)

            #expect(try reference.clock(unit: "25459", on: CivilDay(2026, 6, 30)!).policy.code == "by-hours")
            #expect(try reference.clock(unit: "25459", on: CivilDay(2026, 7, 1)!).policy.code == "by-days")
            #expect(try reference.clock(unit: "25459", procedure: "1.001193", on: Self.today).hours.code == "residence")
        }
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
            ("uses.csv", "unit,,standard,by-days,,,s"), ("uses.csv", "unit,1,unheard,by-days,,,s"),
            ("uses.csv", "unit,1,standard,by-days,2026-02-30,,s"), ("limits.csv", "new,0,working_day,s"),
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
