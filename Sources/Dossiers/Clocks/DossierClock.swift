// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Time in which the office waits for the applicant.
package struct Interruption: Hashable, Sendable {
    package let askedAt: Instant
    /// When the dossier was complete again; `nil` while the office waits.
    package let suppliedAt: Instant?

    package init(askedAt: Instant, suppliedAt: Instant?) {
        self.askedAt = askedAt
        self.suppliedAt = suppliedAt
    }
}

/// When something is due, and what the answer rests on.
package struct Deadline: Hashable, Sendable {
    /// `nil` while the clock stands still.
    package let dueAt: Instant?
    /// Since when the clock stands still.
    package let stoppedAt: Instant?
    /// Days counted on the way whose decision was not at hand: the answer may change with them.
    package let provisional: [WorkingCalendar.Entry]
}

/// Reckons due times by the hours of an office and a policy.
///
/// What comes in outside working hours is received at the next opening. All
/// answers rise with the moment of receipt.
package struct DossierClock: Sendable {
    package let hours: OfficeHours
    package let policy: DeadlinePolicy

    package init(hours: OfficeHours, policy: DeadlinePolicy) {
        self.hours = hours
        self.policy = policy
    }

    /// A limit on its way.
    private struct Course {
        /// The day that does not count: of receipt, or of the supplement.
        let startsOn: CivilDay
        /// The limit's own end; of limits in days or months, any moment of its last day.
        let endsAt: Instant
        /// The same, moved off days off.
        let dueAt: Instant
    }

    /// When something received at `receivedAt` is due, had nobody to be waited for.
    ///
    /// - Throws: `ReckoningError`; `.calendarMissing` when the way there leads
    ///   through a year whose holidays nobody entered.
    /// - Complexity: O(days on the way).
    package func dueAt(_ limit: TimeLimit, from receivedAt: Instant) throws(ReckoningError) -> Instant {
        try course(limit, from: receivedAt).dueAt
    }

    private func course(_ limit: TimeLimit, from receivedAt: Instant) throws(ReckoningError) -> Course {
        let start = try hours.opening(from: receivedAt)
        let day = hours.zone.day(of: start)
        switch (limit.unit, policy.convention) {
        case (.workingDay, .hours):
            return ended(day, at: try hours.moment(after: hours.dayLength * limit.count, from: start))
        case (.workingDay, .days):
            return ended(day, at: try hours.close(of: hours.workingDay(limit.count, after: day)))
        case (.workingHour, _): return ended(day, at: try hours.moment(after: .hours(limit.count), from: start))
        case (.clockHour, _):
            let end = receivedAt + .hours(limit.count)
            return Course(startsOn: day, endsAt: end, dueAt: try hours.opening(from: end))
        case (.calendarDay, _): return try ended(day, on: day + limit.count)
        case (.month, _): return try ended(day, on: day.adding(months: limit.count))
        case (.sameDay, _):
            let isInTime = start < hours.zone.start(of: day) + .minutes(hours.cutOff)
            return ended(day, at: try hours.close(of: isInTime ? day : day + 1))
        }
    }

    private func ended(_ start: CivilDay, at end: Instant) -> Course {
        Course(startsOn: start, endsAt: end, dueAt: end)
    }

    private func ended(_ start: CivilDay, on end: CivilDay) throws(ReckoningError) -> Course {
        Course(startsOn: start, endsAt: hours.zone.start(of: end), dueAt: try hours.close(of: end))
    }

    /// When it is due, the time left out in which the office waited for the applicant.
    ///
    /// A request made when the due time had passed stops nothing: late stays late.
    ///
    /// - Parameter interruptions: One after the other; the last one may be open.
    /// - Throws: `ReckoningError`.
    package func deadline(
        _ limit: TimeLimit, from receivedAt: Instant, interruptions: [Interruption] = []
    ) throws(ReckoningError) -> Deadline {
        var course = try course(limit, from: receivedAt)
        var last = receivedAt
        for (index, interruption) in interruptions.enumerated() {
            guard last <= interruption.askedAt else { throw .interruptionsOutOfOrder }
            guard let suppliedAt = interruption.suppliedAt else {
                guard index == interruptions.count - 1 else { throw .interruptionsOutOfOrder }
                guard interruption.askedAt < course.dueAt else { break }
                return Deadline(
                    dueAt: nil, stoppedAt: interruption.askedAt,
                    provisional: provisional(from: receivedAt, to: interruption.askedAt))
            }
            guard interruption.askedAt <= suppliedAt else { throw .interruptionsOutOfOrder }
            last = suppliedAt
            guard interruption.askedAt < course.dueAt else { continue }
            course = try resumed(limit, course, askedAt: interruption.askedAt, suppliedAt: suppliedAt)
        }
        return Deadline(
            dueAt: course.dueAt, stoppedAt: nil, provisional: provisional(from: receivedAt, to: course.dueAt))
    }

    /// What was left when it was asked is left when the dossier is complete. It
    /// is counted to the limit's own end: days off that the end was moved over
    /// are nobody's to keep.
    private func resumed(
        _ limit: TimeLimit, _ course: Course, askedAt: Instant, suppliedAt: Instant
    ) throws(ReckoningError) -> Course {
        if policy.supplement == .restart { return try self.course(limit, from: suppliedAt) }
        let zone = hours.zone
        // Asked on a day off before the first day: nothing was used of the limit, and nothing more is left.
        let asked = max(course.startsOn, zone.day(of: askedAt))
        let supplied = zone.day(of: try hours.opening(from: suppliedAt))
        switch (limit.unit, policy.convention) {
        case (.workingDay, .hours), (.workingHour, _):
            let left = try hours.worked(from: askedAt, to: course.endsAt)
            return ended(supplied, at: try hours.moment(after: left, from: suppliedAt))
        case (.workingDay, .days):
            let left = try hours.workingDays(after: asked, to: zone.day(of: course.endsAt))
            return ended(supplied, at: try hours.close(of: hours.workingDay(left, after: supplied)))
        case (.calendarDay, _), (.month, _):
            return try ended(supplied, on: supplied + max(0, zone.day(of: course.endsAt) - asked))
        case (.clockHour, _):
            let end = suppliedAt + max(.zero, course.endsAt - askedAt)
            return Course(startsOn: supplied, endsAt: end, dueAt: try hours.opening(from: end))
        case (.sameDay, _): return try self.course(limit, from: suppliedAt)
        }
    }

    private func provisional(from start: Instant, to end: Instant) -> [WorkingCalendar.Entry] {
        let (first, last) = (hours.zone.day(of: start), hours.zone.day(of: end))
        return first <= last ? hours.days.provisional(in: first...last) : []
    }
}

extension CivilDay {
    /// The same day of a later month, or that month's last (Civil Code 2015, article 148).
    func adding(months: Int) -> CivilDay {
        let (year, month, day) = parts
        let index = year * 12 + month - 1 + months
        let (newYear, newMonth) = (index / 12, index % 12 + 1)
        let length = CivilDay.length(ofMonth: newMonth, year: newYear)
        return CivilDay(newYear, newMonth, min(day, length)) ?? self
    }
}
