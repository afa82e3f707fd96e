// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Basics

@Suite("Working days")
struct WorkingCalendarTests {
    private static let table = """
        date,kind,name
        2026-02-16,rest,Tết
        2026-02-17,rest,Tết
        2026-02-18,rest,Tết
        2026-02-19,rest,Tết
        2026-02-20,rest,Tết
        2026-09-01,rest,Quốc khánh
        2026-09-02,rest,Quốc khánh
        2026-08-31,rest,Hoán đổi
        2026-08-22,work,Làm bù
        """

    @Test(
        "a term counts working days from the day after",
        arguments: [
            ("2026-11-23", 2, "2026-11-25"), ("2026-11-26", 2, "2026-11-30"), ("2026-11-28", 1, "2026-11-30"),
            // Across Tết: nine days without an office.
            ("2026-02-12", 2, "2026-02-23"), ("2026-02-13", 1, "2026-02-23"),
            // Across a Saturday that is worked, and the Monday it was exchanged for.
            ("2026-08-21", 1, "2026-08-22"), ("2026-08-21", 2, "2026-08-24"), ("2026-08-28", 1, "2026-09-03"),
            ("2026-12-31", 1, "2027-01-01"),
        ])
    func terms(from: String, count: Int, last: String) throws {
        let calendar = try WorkingCalendar(table: Self.table)
        #expect(calendar.lastDay(ofTerm: count, from: try #require(CivilDay(iso8601: from))).iso8601 == last)
    }

    @Test("a year whose holidays nobody entered is known as such")
    func unknownYears() throws {
        let calendar = try WorkingCalendar(table: Self.table)
        #expect(calendar.knows(2026) && !calendar.knows(2027))
    }

    @Test(
        "a table that is wrong says on which line",
        arguments: [
            ("date,kind\n2026-02-30,rest\n", 2), ("date,kind\n2026-02-16,rest\n\n2026-02-17,x\n", 4),
            ("date,kind,standing\n2026-02-16,rest,maybe\n", 2),
        ])
    func malformed(table: String, line: Int) {
        #expect(throws: WorkingCalendar.Failure.malformed(line: line)) { try WorkingCalendar(table: table) }
        #expect(throws: WorkingCalendar.Failure.unreadable(.empty)) { try WorkingCalendar(table: "") }
    }

    @Test("what is not certain is named, and counts as the table says until it is")
    func provisional() throws {
        let calendar = try WorkingCalendar(
            table: """
                date,kind,name,source,standing
                2026-01-01,rest,Tết Dương lịch,điều 112,
                2026-01-02,rest,Hoán đổi,phương án,provisional
                2026-11-24,ordinary,Ngày Văn hóa,nghị quyết,provisional
                """)
        let (new, culture) = (CivilDay(2026, 1, 2)!, CivilDay(2026, 11, 24)!)

        #expect(!calendar.isWorking(new) && calendar.isWorking(culture))
        #expect(calendar.provisional(in: CivilDay(2026, 1, 1)!...new).map(\.name) == ["Hoán đổi"])
        #expect(calendar.provisional(in: new...culture).map(\.day) == [new, culture])
        #expect(calendar.entry(on: CivilDay(2026, 1, 3)!) == nil)
    }

    @Test("a day announced afterwards takes the place of what was said before")
    func announced() throws {
        let calendar = try WorkingCalendar(table: Self.table)
        let day = CivilDay(2026, 11, 24)!

        let announced = calendar.announcing([.init(day, .rest, name: "Ngày Văn hóa")])

        #expect(calendar.isWorking(day) && !announced.isWorking(day))
        #expect(announced.entry(on: day)?.name == "Ngày Văn hóa")
    }

    @Test("a year is known once somebody says that its days are all there, not by its first one")
    func completed() throws {
        let calendar = try WorkingCalendar(table: Self.table)
        let first = WorkingCalendar.Entry(CivilDay(2027, 1, 1)!, .rest)

        #expect(!calendar.announcing([first]).knows(2027))
        #expect(calendar.announcing([first], completing: [2027]).knows(2027))
        #expect(calendar.announcing([first]).entries(of: 2027) == [first])
        #expect(calendar.announcing([], completing: [2027]).knownYears == [2026, 2027])
    }
}
