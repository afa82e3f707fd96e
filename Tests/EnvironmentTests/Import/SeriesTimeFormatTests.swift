// SPDX-License-Identifier: Apache-2.0

import Basics
import Environment
import Testing

@Suite("Reading times")
struct SeriesTimeFormatTests {
    @Test(
        "what is a time",
        arguments: [
            (SeriesTimeFormat.yearFirst, "2018-01-01 01:00 AM", "2018-01-01T01:00:00+07:00"),
            (.yearFirst, "2018-03-29 12:00 PM", "2018-03-29T12:00:00+07:00"),
            (.yearFirst, "2019-01-01 12:00 AM", "2019-01-01T00:00:00+07:00"),
            (.yearFirst, "2018-12-31 11:00 PM", "2018-12-31T23:00:00+07:00"),
            (.yearFirst, "2018-01-01T00:00:00", "2018-01-01T00:00:00+07:00"),
            (.yearFirst, "2018-01-01T00:00:00Z", "2018-01-01T00:00:00Z"),
            (.yearFirst, "2018-01-01T00:00:00.250+09:00", "2018-01-01T00:00:00+09:00"),
            (.yearFirst, "2018-01-01 05:30+0530", "2018-01-01T00:00:00Z"),
            (.yearFirst, "2018/1/2 3:04", "2018-01-02T03:04:00+07:00"),
            (.yearFirst, "2018-01-01", "2018-01-01T00:00:00+07:00"),
            (.yearFirst, "2018-01-01 24:00", "2018-01-02T00:00:00+07:00"),
            (.dayFirst, "31/12/2018 23:05", "2018-12-31T23:05:00+07:00"),
            (.dayFirst, " 1-2-2018 00:00:09 ", "2018-02-01T00:00:09+07:00"),
            (.dayFirst, "31.12.2018", "2018-12-31T00:00:00+07:00"),
            (.dayFirst, "31/12/2018 9:05 CH", "2018-12-31T21:05:00+07:00"),
            (.dayFirst, "31/12/2018 9h05", "2018-12-31T09:05:00+07:00"),
            (.monthFirst, "12/31/2018 11:00 PM", "2018-12-31T23:00:00+07:00"),
            (.compact, "20181231230000", "2018-12-31T23:00:00+07:00"),
            (.compact, "2018123123", "2018-12-31T23:00:00+07:00"),
            (.spreadsheet, "43101.041666666664", "2018-01-01T01:00:00+07:00"),
            (.spreadsheet, "43101,5", "2018-01-01T12:00:00+07:00"),
            (.unix, "1514739600", "2018-01-01T00:00:00+07:00"),
        ])
    func times(format: SeriesTimeFormat, text: String, expected: String) {
        #expect(format.instant(in: text, zone: .vietNam) == Instant(iso8601: expected))
    }

    @Test(
        "what is none",
        arguments: [
            (SeriesTimeFormat.yearFirst, "2018-02-30 01:00"), (.yearFirst, "2018-13-01"),
            (.yearFirst, "18-01-01 01:00"),
            (.yearFirst, "2018-01-01 25:00"), (.yearFirst, "2018-01-01 24:01"), (.yearFirst, "2018-01-01 13:00 PM"),
            (.yearFirst, "2018-01-01 00:00 AM"), (.yearFirst, "2018-01-01 10:60"), (.yearFirst, "2018-01-01 10:00 xx"),
            (.yearFirst, "2018-01-01 10:00 AM tail"), (.yearFirst, "2018-01/01"),
            (.yearFirst, "2018-01-01T10:00+99:00"),
            (.yearFirst, ""), (.yearFirst, "🙂"), (.yearFirst, "999999999999999999999-1-1"),
            (.dayFirst, "12/31/2018 10:00"),
            (.dayFirst, "31/12/18 10:00"), (.monthFirst, "31/12/2018 10:00"), (.compact, "201812312"),
            (.compact, "20181332000000"), (.spreadsheet, "12.5"), (.spreadsheet, "x"), (.unix, "-5"),
        ])
    func refusals(format: SeriesTimeFormat, text: String) {
        #expect(format.instant(in: text, zone: .vietNam) == nil)
    }

    @Test("the plan's zone is used where the text names none")
    func zone() {
        #expect(
            SeriesTimeFormat.compact.instant(in: "201801010000", zone: .utc) == Instant(iso8601: "2018-01-01T00:00:00Z")
        )
        #expect(
            SeriesTimeFormat.spreadsheet.instant(in: "43101", zone: .utc) == Instant(iso8601: "2018-01-01T00:00:00Z"))
    }
}
