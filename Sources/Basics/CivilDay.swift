// SPDX-License-Identifier: Apache-2.0

/// A day of the Gregorian calendar, without time and zone.
package struct CivilDay: Hashable, Comparable, Sendable {
    /// Days since 1970-01-01; the form stored in databases.
    package let number: Int

    package init(number: Int) { self.number = number }

    /// The day with this year, month and day, or `nil` when there is none
    /// (31 April, 29 February of a common year). Years 1 to 9999.
    package init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1...9999).contains(year), (1...12).contains(month), day >= 1,
            day <= Self.length(ofMonth: month, year: year)
        else { return nil }
        // Counting from 1 March lets the leap day come last.
        let shifted = month > 2 ? year : year - 1
        let era = Int(floorDivide(Int64(shifted), 400))
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        number = era * 146_097 + dayOfEra - 719_468
    }

    /// Year, month and day.
    package var parts: (year: Int, month: Int, day: Int) {
        let shifted = number + 719_468
        let era = Int(floorDivide(Int64(shifted), 146_097))
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * month + 2) / 5 + 1
        let civilMonth = month < 10 ? month + 3 : month - 9
        return (yearOfEra + era * 400 + (civilMonth <= 2 ? 1 : 0), civilMonth, day)
    }

    package var year: Int { parts.year }
    package var month: Int { parts.month }
    package var day: Int { parts.day }

    /// 1 for Monday to 7 for Sunday (ISO 8601).
    package var weekday: Int { Int(floorModulo(Int64(number) + 3, 7)) + 1 }

    package static func < (left: Self, right: Self) -> Bool { left.number < right.number }
    package static func + (left: Self, right: Int) -> CivilDay { CivilDay(number: left.number + right) }
    package static func - (left: Self, right: Int) -> CivilDay { CivilDay(number: left.number - right) }
    package static func - (left: Self, right: Self) -> Int { left.number - right.number }

    /// `2026-11-23`.
    package var iso8601: String {
        let (year, month, day) = parts
        let digits = String(year)
        return String(repeating: "0", count: max(0, 4 - digits.count)) + digits
            + "-\(two(month))-\(two(day))"
    }

    /// The day written `2026-11-23`, or `nil`.
    package init?(iso8601 text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
            text.allSatisfy({ $0 == "-" || $0.isASCIIDigit }), let year = Int(parts[0]),
            let month = Int(parts[1]), let day = Int(parts[2])
        else { return nil }
        self.init(year, month, day)
    }

    /// How many days a month has.
    package static func length(ofMonth month: Int, year: Int) -> Int {
        switch month {
        case 2: (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    /// The first day of this day's month.
    package var firstOfMonth: CivilDay { self - (day - 1) }

    /// The first day of the month after this day's.
    package var firstOfNextMonth: CivilDay {
        let (year, month, _) = parts
        return firstOfMonth + Self.length(ofMonth: month, year: year)
    }
}

/// The remainder that is never negative for a positive divisor.
package func floorModulo(_ value: Int64, _ divisor: Int64) -> Int64 {
    value - floorDivide(value, divisor) * divisor
}
