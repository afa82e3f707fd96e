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

    /// When something received at `receivedAt` is due, had nobody to be waited for.
    ///
    /// - Throws: `ReckoningError`; `.calendarMissing` when the way there leads
    ///   through a year whose holidays nobody entered.
    /// - Complexity: O(days on the way).
    package func dueAt(_ limit: TimeLimit, from receivedAt: Instant) throws(ReckoningError) -> Instant {
        let start = try hours.opening(from: receivedAt)
        let day = hours.zone.day(of: start)
        switch (limit.unit, policy.convention) {
        case (.workingDay, .hours): return try hours.moment(after: hours.dayLength * limit.count, from: start)
        case (.workingDay, .days): return try hours.close(of: hours.workingDay(limit.count, after: day))
        case (.workingHour, _): return try hours.moment(after: .hours(limit.count), from: start)
        case (.clockHour, _): return try hours.opening(from: receivedAt + .hours(limit.count))
        case (.calendarDay, _): return try hours.close(of: day + limit.count)
        case (.month, _): return try hours.close(of: day.adding(months: limit.count))
        case (.sameDay, _):
            let isInTime = start < hours.zone.start(of: day) + .minutes(hours.cutOff)
            return try hours.close(of: isInTime ? day : day + 1)
        }
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
        var dueAt = try dueAt(limit, from: receivedAt)
        var last = receivedAt
        for (index, interruption) in interruptions.enumerated() {
            guard last <= interruption.askedAt else { throw .interruptionsOutOfOrder }
            guard let suppliedAt = interruption.suppliedAt else {
                guard index == interruptions.count - 1 else { throw .interruptionsOutOfOrder }
                guard interruption.askedAt < dueAt else { break }
                return Deadline(
                    dueAt: nil, stoppedAt: interruption.askedAt,
                    provisional: provisional(from: receivedAt, to: interruption.askedAt))
            }
            guard interruption.askedAt <= suppliedAt else { throw .interruptionsOutOfOrder }
            last = suppliedAt
            guard interruption.askedAt < dueAt else { continue }
            dueAt = try resumed(limit, due: dueAt, askedAt: interruption.askedAt, suppliedAt: suppliedAt)
        }
        return Deadline(dueAt: dueAt, stoppedAt: nil, provisional: provisional(from: receivedAt, to: dueAt))
    }

    private func resumed(
        _ limit: TimeLimit, due: Instant, askedAt: Instant, suppliedAt: Instant
    ) throws(ReckoningError) -> Instant {
        if policy.supplement == .restart { return try dueAt(limit, from: suppliedAt) }
        let zone = hours.zone
        let asked = zone.day(of: askedAt)
        let supplied = zone.day(of: try hours.opening(from: suppliedAt))
        switch (limit.unit, policy.convention) {
        case (.workingDay, .hours), (.workingHour, _):
            return try hours.moment(after: hours.worked(from: askedAt, to: due), from: suppliedAt)
        case (.workingDay, .days):
            let left = try hours.workingDays(after: asked, to: zone.day(of: due))
            return try hours.close(of: hours.workingDay(left, after: supplied))
        case (.calendarDay, _), (.month, _): return try hours.close(of: supplied + (zone.day(of: due) - asked))
        case (.clockHour, _): return try hours.opening(from: suppliedAt + (due - askedAt))
        case (.sameDay, _): return try dueAt(limit, from: suppliedAt)
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
