// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Identity

@Suite("The city's working days")
struct CityCalendarTests {
    private static let officer = Actor.person(id: "p1", name: "Võ Quốc Bảo")
    private static let now = Instant(iso8601: "2026-11-30T09:00:00+07:00")!
    private static let shipped = WorkingCalendar([.init(CivilDay(2026, 1, 1)!, .rest, name: "Tết Dương lịch")])

    private func open(_ backend: Backend, _ body: (any Database, CityCalendar) async throws -> Void) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, IdentityFeature.migrations]) {
            database in
            // Each word is said a moment after the one before.
            let dial = DialClock(Self.now)
            let clock = Clock {
                dial.advance(by: .seconds(1))
                return dial.now
            }
            try await body(database, CityCalendar(database: database, clock: clock, shipped: Self.shipped))
        }
    }

    private static func entry(
        _ day: CivilDay, _ kind: WorkingCalendar.Entry.Kind = .rest, name: String = "Tết Dương lịch",
        source: String = "Bộ luật Lao động 2019, điều 112"
    ) -> WorkingCalendar.Entry {
        .init(day, kind, name: name, source: source)
    }

    @Test(
        "a holiday holds at once, on the node that wrote it and on the others, and leaves an entry",
        arguments: Backend.available)
    func announced(on backend: Backend) async throws {
        try await open(backend) { database, calendar in
            let other = CityCalendar(database: database, clock: .fixed(Self.now), shipped: Self.shipped)
            let renewal = KeptRenewal(
                database: database, listeners: [.init(CalendarStore.channel, other.kept)])
            let day = CivilDay(2026, 12, 24)!
            #expect(try await other.workingCalendar().isWorking(day))
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await renewal.run() }
                // Listens from the moment it has forgotten what it kept.
                try await Task.sleep(for: .milliseconds(50))
                try await calendar.announce(
                    [Self.entry(day, name: "Ngày nghỉ mới")], reason: "Luật mới", by: Self.officer)

                #expect(try await !calendar.workingCalendar().isWorking(day))
                var isSeen = false
                for _ in 0..<200 where !isSeen {
                    isSeen = try await !other.workingCalendar().isWorking(day)
                    if !isSeen { try await Task.sleep(for: .milliseconds(20)) }
                }
                #expect(isSeen)
                group.cancelAll()
            }
            let entries = try await database.read { tx in
                try tx.rows("SELECT act, object_id, fields, reason FROM ledger_inbox").map {
                    (
                        try $0.get(0, as: String.self), try $0.get(1, as: String.self), try $0.get(2, as: String.self),
                        try $0.get(3, as: String.self)
                    )
                }
            }
            #expect(entries.map(\.0) == ["identity.day-announced"] && entries[0].1 == "2026-12-24")
            #expect(entries[0].2.contains("Ngày nghỉ mới") && entries[0].3 == "Luật mới")
            let kept = try await calendar.announced(in: 2026)
            #expect(kept.map(\.byName) == ["Võ Quốc Bảo"] && kept[0].reason == "Luật mới")
        }
    }

    @Test("the last word about a day holds, and the earlier ones stay", arguments: Backend.available)
    func corrected(on backend: Backend) async throws {
        try await open(backend) { _, calendar in
            let day = CivilDay(2026, 12, 24)!
            try await calendar.announce([Self.entry(day)], reason: "Thông báo", by: Self.officer)
            await #expect(throws: CalendarError.knownAlready) {
                try await calendar.announce([Self.entry(day)], reason: "Thông báo", by: Self.officer)
            }
            try await calendar.announce([Self.entry(day, .ordinary)], reason: "Ghi nhầm", by: Self.officer)

            #expect(try await calendar.workingCalendar().isWorking(day))
            #expect(try await calendar.announced(in: 2026).map(\.entry.kind) == [.ordinary, .rest])
            #expect(try await calendar.announced(in: 2025).isEmpty)
        }
    }

    @Test(
        "a year counts once its days are said to be complete, which too few of them are not",
        arguments: Backend.available)
    func years(on backend: Backend) async throws {
        try await open(backend) { database, calendar in
            let days = (0..<7).map { Self.entry(CivilDay(2027, 2, 1)! + $0, name: "Tết Nguyên đán") }
            try await calendar.announce(Array(days.prefix(6)), reason: "Lịch nghỉ 2027", by: Self.officer)
            await #expect(throws: CalendarError.tooFewHolidays(count: 6, needed: 7)) {
                try await calendar.complete(2027, source: "Thông báo của Bộ Nội vụ", by: Self.officer)
            }
            #expect(try await !calendar.workingCalendar().knows(2027))
            try await calendar.announce([days[6]], reason: "Lịch nghỉ 2027", by: Self.officer)
            try await calendar.complete(2027, source: "Thông báo của Bộ Nội vụ", by: Self.officer)

            #expect(try await calendar.workingCalendar().knows(2027))
            await #expect(throws: CalendarError.yearKnown(2027)) {
                try await calendar.complete(2027, source: "Thông báo của Bộ Nội vụ", by: Self.officer)
            }
            await #expect(throws: CalendarError.yearOutOfRange) {
                try await calendar.complete(2040, source: "Thông báo của Bộ Nội vụ", by: Self.officer)
            }
            let again = CityCalendar(database: database, clock: .fixed(Self.now), shipped: Self.shipped)
            #expect(try await again.workingCalendar().knownYears == [2026, 2027])
        }
    }

    @Test(
        "what is said without name, decision or reason is refused",
        arguments: [
            ("", "Bộ luật Lao động", "Lý do", CalendarError.nameMissing), ("Tết", "x", "Lý do", .sourceMissing),
            ("Tết", "Bộ luật Lao động", " vì ", .reasonMissing),
        ])
    func missing(name: String, source: String, reason: String, error: CalendarError) async throws {
        try await open(.sqlite) { _, calendar in
            await #expect(throws: error) {
                try await calendar.announce(
                    [Self.entry(CivilDay(2026, 12, 24)!, name: name, source: source)], reason: reason, by: Self.officer)
            }
        }
    }

    @Test("a request about personal data has its term by the days announced", arguments: Backend.available)
    func requests(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let (data, calendar) = (office.identity.personal, office.identity.calendar)
            let holder = DataHolder(try await office.identity.people.add(name: "Nguyễn Thị Hoà", by: Self.officer))
            func dueOn() async throws -> CivilDay? {
                let id = try await data.file(.access, "Xin bản sao dữ liệu", for: holder, by: Self.officer)
                return try await data.requests(.open).items.first { $0.id == id }?.dueOn
            }
            let before = try #require(try await dueOn())
            try await calendar.announce([Self.entry(before)], reason: "Nghỉ đột xuất", by: Self.officer)
            let after = try #require(try await dueOn())

            #expect(after > before)
        }
    }
}
