// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Units' own office hours")
struct UnitHoursTests {
    private static let day = CivilDay(2026, 8, 3)!
    private static let early = "1-5,06:30,11:30,work\n1-5,12:30,15:30,work"

    private func open(_ backend: Backend, _ body: (any Database, DossiersFeature) async throws -> Void) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            // Each word is said a moment after the one before.
            let dial = DialClock(SampleOffice.at("2026-08-03 09:00"))
            let clock = Clock {
                dial.advance(by: .seconds(1))
                return dial.now
            }
            try await body(
                database,
                try DossiersFeature(
                    database: database, clock: clock, days: SampleOffice.days))
        }
    }

    private func set(
        _ sessions: String = early, unit: String = "25459", field: String = "", from day: CivilDay = day,
        to last: CivilDay? = nil, cutOff: String = "15:00", source: String = "Quyết định 7",
        in feature: DossiersFeature
    ) async throws {
        try await feature.setHours(
            of: unit, field: field, from: day, to: last, cutOff: cutOff, sessions: sessions, source: source,
            by: CatalogueTests.officer)
    }

    @Test(
        "hold from their day for the unit alone, leave an entry, and the last word holds", arguments: Backend.available)
    func holding(on backend: Backend) async throws {
        try await open(backend) { database, feature in
            try await set(in: feature)
            let own = try await feature.clocks(of: "25459")
            let due = { (clocks: ClockReference) in
                let clock = try clocks.clock(unit: "25459", field: "Hộ tịch", on: Self.day)
                return SampleOffice.text(
                    try clock.dueAt(try TimeLimit(1, .workingDay), from: SampleOffice.at("2026-08-03 09:00")))
            }
            #expect(try due(own) == "2026-08-04 15:30")
            #expect(try own.clock(unit: "25459", on: Self.day - 1).hours.code == "standard")
            #expect(try due(try await feature.clocks(of: "25480")) == "2026-08-04 17:00")
            // Residence keeps the police's Saturday unless the unit says otherwise of the field itself.
            let residence = "Đăng ký, quản lý cư trú"
            try await set("1-6,07:00,11:00,work", field: residence, in: feature)
            try await set("1-5,07:00,10:00,work", in: feature)
            let later = try await feature.clocks(of: "25459")
            #expect(try due(later) == "2026-08-04 10:00")
            #expect(
                try later.clock(unit: "25459", field: residence, on: Self.day).hours.isOpen(
                    at: SampleOffice.at("2026-08-08 10:30")))
            let acts = try await database.read { tx in
                try tx.rows("SELECT act, object_id FROM ledger_inbox").map {
                    try $0.get(0, as: String.self) + " " + $0.get(1, as: String.self)
                }
            }
            #expect(acts == Array(repeating: "dossiers.hours-set 25459", count: 3))
        }
    }

    @Test(
        "what is no week is refused",
        arguments: [
            "", "1-5,07:00,11:30,reception", "1-5,07:00,11:30", "1-5,11:30,07:00,work", "8,07:00,11:30,work",
            "1-5,07:00,11:30,work\n3,11:00,12:00,work", "1-5;07:00;11:30;work",
        ])
    func mistakes(sessions: String) async throws {
        try await open(.sqlite) { _, feature in
            await #expect(throws: HoursError.noSessions) { try await set(sessions, in: feature) }
        }
    }

    @Test("unit, days, cut-off and decision are asked for")
    func missing() async throws {
        try await open(.sqlite) { _, feature in
            await #expect(throws: HoursError.noUnit) { try await set(unit: "", in: feature) }
            await #expect(throws: HoursError.noTime) { try await set(cutOff: "3 giờ", in: feature) }
            await #expect(throws: HoursError.noSource) { try await set(source: "x", in: feature) }
            await #expect(throws: HoursError.daysOutOfOrder) { try await set(to: Self.day - 1, in: feature) }
        }
    }
}
