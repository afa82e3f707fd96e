// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@Suite("Moments and days")
struct TimeTests {
    @Test(
        "a moment is written in its zone and read back as the same moment",
        arguments: [
            ("2026-11-23T18:31:00+07:00", "2026-11-23T11:31:00Z"),
            ("2026-01-01T00:00:00+07:00", "2025-12-31T17:00:00Z"),
            ("2024-02-29T23:59:59.25+07:00", "2024-02-29T16:59:59.25Z"),
            ("1969-12-31T23:59:59+07:00", "1969-12-31T16:59:59Z"),
        ])
    func iso(local: String, utc: String) throws {
        let moment = try #require(Instant(iso8601: local))

        #expect(moment.iso8601(in: .vietNam) == local)
        #expect(moment.iso8601() == utc)
        #expect(Instant(iso8601: utc) == moment)
    }

    @Test(
        "what is no moment with a zone is refused",
        arguments: [
            "", "2026-11-23", "2026-11-23T18:31:00", "2026-02-30T00:00:00Z", "2026-11-23T24:00:00Z",
            "2026-11-23T18:60:00Z", "2026-11-23T18:31:00+7", "٢٠٢٦-11-23T18:31:00Z", "now", "2026-11-23T18:31:00+25:00",
        ])
    func refused(text: String) {
        #expect(Instant(iso8601: text) == nil)
    }

    @Test("a plus sign that a query string turned into a space is read as a plus")
    func plus() {
        #expect(Instant(iso8601: "2026-11-23T18:31:00 07:00") == Instant(iso8601: "2026-11-23T18:31:00+07:00"))
    }

    @Test("every day of four hundred years has its number, its parts and its weekday")
    func days() throws {
        var day = try #require(CivilDay(1999, 12, 31))
        #expect(day.weekday == 5)
        for _ in 0..<146_097 {
            let next = day + 1
            let (year, month, number) = next.parts
            #expect(CivilDay(year, month, number) == next)
            #expect(next.weekday == day.weekday % 7 + 1)
            day = next
        }
        #expect(day.iso8601 == "2399-12-31")
    }

    @Test("hours and days are rounded on the zone's own clock")
    func rounding() throws {
        let moment = try #require(Instant(iso8601: "2026-11-23T05:30:00+07:00"))

        #expect(moment.roundedDown(to: .days(1), in: .vietNam).iso8601(in: .vietNam) == "2026-11-23T00:00:00+07:00")
        #expect(moment.roundedUp(to: .hours(1), in: .vietNam).iso8601(in: .vietNam) == "2026-11-23T06:00:00+07:00")
        let whole = try #require(Instant(iso8601: "2026-11-23T06:00:00+07:00"))
        #expect(whole.roundedUp(to: .hours(1)) == whole)
    }
}
