// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A unit's own office hours from a day on, for all its fields or for one, as
/// somebody entitled wrote them down. The last word holds.
package struct UnitHours: Hashable, Sendable {
    package typealias ID = Identifier<UnitHours>

    package let id: ID
    /// The unit's code: `25459`.
    package let unit: String
    /// The field's name as the catalogue writes it; empty for all.
    package let field: String
    package let validFrom: CivilDay
    /// The last day; `nil` without end.
    package let validTo: CivilDay?
    /// Minutes after midnight from which a same-day dossier is the next working day's.
    package let cutOff: Int
    /// Sessions as `1-5,07:00,11:30,work`, a line each.
    package let sessions: String
    package let source: String
    package let by: Actor
    package let at: Instant

    /// The sessions by weekday; `nil` where a line is none, two overlap, or no hour is worked.
    static func week(_ text: String) -> [Int: [OfficeSession]]? {
        var week: [Int: [OfficeSession]] = [:]
        for line in text.split(whereSeparator: \.isNewline).map({ String($0).tidied() }) where !line.isEmpty {
            let fields = line.split(separator: ",", omittingEmptySubsequences: false).map { String($0).tidied() }
            guard let (days, session) = ClockTables.session(fields) else { return nil }
            for day in days {
                guard week[day, default: []].allSatisfy(session.isApart(from:)) else { return nil }
                week[day, default: []].append(session)
            }
        }
        return week.values.contains { $0.contains(where: \.isWorked) } ? week : nil
    }

    /// `nil` where what is kept cannot be read.
    func hours(over days: WorkingCalendar) -> OfficeHours? {
        Self.week(sessions).map { week in
            OfficeHours(
                code, days: days, weeks: [.init(validFrom: nil, validTo: nil, week)], dayLength: .hours(8),
                cutOff: cutOff)
        }
    }

    var code: String { "unit:\(id)" }

    var use: ClockUse {
        ClockUse(
            of: field.isEmpty ? ["unit": unit] : ["unit": unit, "field": field], uses: code, validFrom: validFrom,
            validTo: validTo)
    }
}

extension ClockReference {
    /// The same with units' own hours, the latest word first.
    package func with(_ hours: [UnitHours], over days: WorkingCalendar) -> ClockReference {
        adding(hours.compactMap { one in one.hours(over: days).map { (one.use, $0) } })
    }
}
