// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How times are written in a file of series.
package enum SeriesTimeFormat: String, CaseIterable, Codable, Hashable, Sendable {
    /// `2018-01-01T01:00:00+07:00`, `2018-01-01 01:00`, `2018/01/01 1:00`, `2018-01-01`; also
    /// with AM or PM, as AirNow writes: `2018-01-01 01:00 AM`. A zone in the text goes before the plan's.
    case yearFirst = "year-first"
    /// `31/12/2018 23:00`, with `/`, `-` or `.`; also with AM or PM.
    case dayFirst = "day-first"
    /// `12/31/2018 11:00 PM`.
    case monthFirst = "month-first"
    /// `20181231230000`, or without seconds, or without minutes.
    case compact
    /// Days since 30/12/1899, as spreadsheets keep times.
    case spreadsheet
    /// Seconds since 1970-01-01T00:00:00Z.
    case unix

    package var name: Message { Message("environment.import.time-format.\(rawValue)") }

    /// The moment a text names, or `nil` when it is no time of this format.
    ///
    /// Years have four digits. 24:00 is the first moment of the next day.
    package func instant(in text: String, zone: CivilZone) -> Instant? {
        switch self {
        case .yearFirst, .dayFirst, .monthFirst: written(text, zone)
        case .compact: compact(text, zone)
        case .spreadsheet: serial(text, zone)
        case .unix: number(text, 0...253_402_300_799).map { Instant(microseconds: Int64(($0 * 1e6).rounded())) }
        }
    }

    private func written(_ text: String, _ zone: CivilZone) -> Instant? {
        var parts = TimeParts(text)
        guard let first = parts.number(), let firstSign = parts.sign(of: "-/."), let second = parts.number(),
            parts.sign(of: String(firstSign)) != nil, let third = parts.number()
        else { return nil }
        let day: CivilDay?
        switch self {
        case .dayFirst: day = third.digits == 4 ? CivilDay(third.value, second.value, first.value) : nil
        case .monthFirst: day = third.digits == 4 ? CivilDay(third.value, first.value, second.value) : nil
        default: day = first.digits == 4 ? CivilDay(first.value, second.value, third.value) : nil
        }
        guard let day else { return nil }
        return parts.clock(on: day, zone: zone)
    }

    private func compact(_ text: String, _ zone: CivilZone) -> Instant? {
        let digits = text.utf8.filter { $0 != 0x20 }
        guard [8, 10, 12, 14].contains(digits.count) else { return nil }
        let padded = digits + Array(repeating: 0x30, count: 14 - digits.count)
        guard let local = stationTime(in: padded.span, 0..<14) else { return nil }
        return local + .minutes(CivilZone.vietNam.offsetMinutes - zone.offsetMinutes)
    }

    private func serial(_ text: String, _ zone: CivilZone) -> Instant? {
        // From 1950 to 2199: other numbers are values, not days.
        guard let days = number(text, 18_264...109_575), let epoch = CivilDay(1899, 12, 30) else { return nil }
        return zone.start(of: epoch) + .seconds(Int((days * 86_400).rounded()))
    }

    private func number(_ text: String, _ range: ClosedRange<Double>) -> Double? {
        guard let number = try? NumberFormat.either.number(in: text), range.contains(number) else { return nil }
        return number
    }
}
