// SPDX-License-Identifier: Apache-2.0

import Basics
package import Foundation

/// The turns of duty in force on each day, from dated reference data.
package struct ShiftCalendar: Hashable, Sendable {
    /// Ascending by day; each list holds from its day until the next one's.
    private let periods: [Period]

    private struct Period: Hashable, Sendable {
        let validFrom: CivilDay
        var shifts: [Shift]
    }

    /// Reads `valid_from,code,name_vi,name_en,start,end,source` with a heading
    /// line. Fields hold no commas or quotes. An empty calendar is allowed: the
    /// clock then names no shift.
    ///
    /// - Throws: `ShiftCalendarError` naming the first line that is wrong, or
    ///   two shifts of one period that overlap.
    package init(csv text: String) throws(ShiftCalendarError) {
        var periods: [Period] = []
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        for (index, line) in lines.enumerated().dropFirst() where !line.allSatisfy(\.isWhitespace) {
            guard let (validFrom, shift) = Self.entry(line) else {
                throw .unreadable(line: index + 1)
            }
            if let place = periods.firstIndex(where: { $0.validFrom == validFrom }) {
                guard !periods[place].shifts.contains(where: { $0.overlaps(shift) }) else {
                    throw .overlapping(line: index + 1)
                }
                periods[place].shifts.append(shift)
            } else {
                periods.append(Period(validFrom: validFrom, shifts: [shift]))
            }
        }
        self.periods = periods.sorted { $0.validFrom < $1.validFrom }
    }

    /// The calendar of a file; of the sample that comes with the program when
    /// `file` is `nil`.
    package init(file: URL?) throws {
        let file = file ?? OperationsResources.reference.appendingPathComponent("shifts.csv")
        try self.init(csv: String(contentsOf: file, encoding: .utf8))
    }

    /// The turn on duty at `moment`; `nil` in a gap and before the first period.
    ///
    /// A turn belongs to the period in force on the day it began, so a night
    /// shift ends as it started when new hours come into force at midnight.
    func turn(at moment: Instant, in zone: CivilZone) -> ShiftTurn? {
        let today = zone.day(of: moment)
        return [today - 1, today].lazy.flatMap { day in shifts(on: day).map { $0.turn(on: day, in: zone) } }
            .first { $0.startAt <= moment && moment < $0.endAt }
    }

    private func shifts(on day: CivilDay) -> [Shift] {
        periods.last { $0.validFrom <= day }?.shifts ?? []
    }

    private static func entry(_ line: Substring) -> (CivilDay, Shift)? {
        let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0).tidied() }
        guard fields.count == 7, let day = CivilDay(iso8601: fields[0]), !fields[1].isEmpty,
            !fields[2].isEmpty, !fields[3].isEmpty, let start = minute(fields[4]),
            let end = minute(fields[5]), start != end
        else { return nil }
        let shift = Shift(
            code: fields[1], name: fields[2], nameEnglish: fields[3], startMinute: start, endMinute: end,
            source: fields[6])
        return (day, shift)
    }

    /// Minutes after midnight of `06:00`; `24:00` is not written.
    private static func minute(_ text: String) -> Int? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isASCII) }),
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0...23).contains(hour),
            (0...59).contains(minute)
        else { return nil }
        return hour * 60 + minute
    }
}

package enum ShiftCalendarError: Error, Hashable {
    case unreadable(line: Int)
    case overlapping(line: Int)
}

extension Shift {
    fileprivate func overlaps(_ other: Shift) -> Bool {
        contains(minute: other.startMinute) || other.contains(minute: startMinute)
    }

    fileprivate func turn(on day: CivilDay, in zone: CivilZone) -> ShiftTurn {
        let start = zone.start(of: day) + .minutes(startMinute)
        let length = endMinute > startMinute ? endMinute - startMinute : endMinute + 1_440 - startMinute
        return ShiftTurn(shift: self, startAt: start, endAt: start + .minutes(length))
    }
}
