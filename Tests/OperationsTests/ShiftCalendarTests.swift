// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Operations

@Suite("Turns of duty")
struct ShiftCalendarTests {
    private let heading = "valid_from,code,name_vi,name_en,start,end,source\n"

    private func code(_ calendar: ShiftCalendar, at text: String) throws -> String? {
        calendar.turn(at: try #require(Instant(iso8601: text)), in: .vietNam)?.shift.code
    }

    @Test(
        "the sample covers day and night",
        arguments: [
            ("2026-11-23T06:00:00+07:00", "morning"), ("2026-11-23T13:59:59+07:00", "morning"),
            ("2026-11-23T14:00:00+07:00", "afternoon"), ("2026-11-23T22:00:00+07:00", "night"),
            ("2026-11-24T00:00:00+07:00", "night"), ("2026-11-24T05:59:00+07:00", "night"),
        ])
    func sample(moment: String, expected: String) throws {
        #expect(try code(try ShiftCalendar(file: nil), at: moment) == expected)
    }

    @Test("the night shift began the day before")
    func night() throws {
        let moment = try #require(Instant(iso8601: "2026-11-24T02:00:00+07:00"))
        let turn = try #require(try ShiftCalendar(file: nil).turn(at: moment, in: .vietNam))
        #expect(turn.startAt.iso8601(in: .vietNam) == "2026-11-23T22:00:00+07:00")
        #expect(turn.endAt.iso8601(in: .vietNam) == "2026-11-24T06:00:00+07:00")
    }

    @Test("before the first day there is no shift, and a gap has none")
    func gaps() throws {
        let calendar = try ShiftCalendar(csv: heading + "2026-01-01,day,Ca ngày,Day,07:00,17:00,QĐ 1\n")
        #expect(try code(calendar, at: "2025-12-31T08:00:00+07:00") == nil)
        #expect(try code(calendar, at: "2026-01-01T17:00:00+07:00") == nil)
        #expect(try code(calendar, at: "2026-01-01T08:00:00+07:00") == "day")
    }

    @Test("new hours begin at midnight, a turn under way ends as it began")
    func change() throws {
        let calendar = try ShiftCalendar(
            csv: heading + "2026-01-01,night,Ca đêm,Night,20:00,06:00,a\n2026-03-01,late,Ca khuya,Late,05:00,13:00,b\n")
        #expect(try code(calendar, at: "2026-03-01T04:00:00+07:00") == "night")
        #expect(try code(calendar, at: "2026-03-01T05:30:00+07:00") == "night")
        #expect(try code(calendar, at: "2026-03-01T06:00:00+07:00") == "late")
        #expect(try code(calendar, at: "2026-03-02T02:00:00+07:00") == nil)
    }

    @Test("line ends of Windows and empty lines do no harm")
    func lineEnds() throws {
        let calendar = try ShiftCalendar(csv: "heading\r\n2026-01-01,day,Ca ngày,Day,07:00,17:00,QĐ 1\r\n\r\n")
        #expect(try code(calendar, at: "2026-05-01T08:00:00+07:00") == "day")
    }

    @Test(
        "a wrong line is named",
        arguments: [
            "2026-01-01,day,Ca ngày,Day,07:00,17:00", "2026-13-01,day,Ca,Day,07:00,17:00,x",
            "2026-01-01,day,Ca,Day,7:00,17:00,x",
            "2026-01-01,day,Ca,Day,07:00,24:00,x", "2026-01-01,day,Ca,Day,07:00,07:00,x",
            "2026-01-01,,Ca,Day,07:00,17:00,x",
            "2026-01-01,day,Ca,Day,٠٧:00,17:00,x", "\u{0}",
        ])
    func wrong(line: String) {
        #expect(throws: ShiftCalendarError.unreadable(line: 2)) { try ShiftCalendar(csv: heading + line) }
    }

    @Test("overlapping shifts are refused", arguments: [("07:00", "17:00"), ("22:00", "08:00"), ("16:59", "18:00")])
    func overlap(start: String, end: String) {
        let text = heading + "2026-01-01,a,A,A,07:00,17:00,x\n2026-01-01,b,B,B,\(start),\(end),x\n"
        #expect(throws: ShiftCalendarError.overlapping(line: 3)) { try ShiftCalendar(csv: text) }
    }
}
