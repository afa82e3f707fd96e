// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A stretch of a day in which an office is open, in minutes after midnight.
package struct OfficeSession: Hashable, Sendable {
    package let opens: Int
    package let closes: Int
    /// Whether dossiers are worked on, so that the clocks run. Otherwise the
    /// counter only takes them in: police stations on Saturday mornings.
    package let isWorked: Bool

    /// - Returns: `nil` unless it closes after it opens, on the same day.
    package init?(opens: Int, closes: Int, isWorked: Bool = true) {
        guard 0 <= opens, opens < closes, closes <= 24 * 60 else { return nil }
        self.opens = opens
        self.closes = closes
        self.isWorked = isWorked
    }

    /// Whether the two have no minute in common.
    func isApart(from other: OfficeSession) -> Bool { closes <= other.opens || other.closes <= opens }
}

/// When one kind of office works: its sessions by weekday, from the day they
/// hold, over the country's calendar of holidays and exchanged days.
package struct OfficeHours: Sendable {
    /// The sessions of a week, for as long as they hold.
    package struct Week: Sendable {
        package let validFrom: CivilDay?
        package let validTo: CivilDay?
        /// By weekday, 1 for Monday; in order, without overlap.
        let sessions: [Int: [OfficeSession]]
        /// A Saturday that is worked in place of another day is worked as the longest day of the week.
        let madeUp: [OfficeSession]

        package init(validFrom: CivilDay? = nil, validTo: CivilDay? = nil, _ sessions: [Int: [OfficeSession]]) {
            self.validFrom = validFrom
            self.validTo = validTo
            self.sessions = sessions.mapValues { $0.sorted { $0.opens < $1.opens } }
            madeUp =
                self.sessions.sorted { $0.key < $1.key }.map(\.value).max { Self.worked($0) < Self.worked($1) } ?? []
        }

        private static func worked(_ sessions: [OfficeSession]) -> Int {
            sessions.filter(\.isWorked).reduce(0) { $0 + $1.closes - $1.opens }
        }

        func holds(on day: CivilDay) -> Bool {
            (validFrom.map { $0 <= day } ?? true) && (validTo.map { day <= $0 } ?? true)
        }
    }

    /// The calendar's code in the reference data: `standard`.
    package let code: String
    package let days: WorkingCalendar
    package let zone: CivilZone
    /// How long a working day counts where it is counted in hours.
    package let dayLength: Duration
    /// Minutes after midnight from which a same-day dossier is the next working day's.
    package let cutOff: Int
    private let weeks: [Week]

    package init(
        _ code: String, days: WorkingCalendar, weeks: [Week], dayLength: Duration, cutOff: Int,
        zone: CivilZone = .vietNam
    ) {
        self.code = code
        self.days = days
        self.weeks = weeks
        self.dayLength = dayLength
        self.cutOff = cutOff
        self.zone = zone
    }

    /// The same office over another calendar of days.
    package func over(_ days: WorkingCalendar) -> OfficeHours {
        OfficeHours(code, days: days, weeks: weeks, dayLength: dayLength, cutOff: cutOff, zone: zone)
    }

    /// The day's sessions, those included in which dossiers are only taken in.
    ///
    /// - Throws: `.calendarMissing`, `.hoursMissing`.
    package func sessions(on day: CivilDay) throws(ReckoningError) -> [OfficeSession] {
        guard days.knows(day.year) else { throw .calendarMissing(year: day.year) }
        guard let week = weeks.last(where: { $0.holds(on: day) }) else { throw .hoursMissing(on: day) }
        return switch days.entry(on: day)?.kind {
        case .rest: []
        case .work: week.madeUp
        case .ordinary, nil: week.sessions[day.weekday] ?? []
        }
    }

    /// Whether the counter takes dossiers in at that moment.
    package func isOpen(at moment: Instant) throws(ReckoningError) -> Bool {
        let time = zone.time(of: moment)
        let minute = time.hour * 60 + time.minute
        return try sessions(on: time.day).contains { $0.opens <= minute && minute < $0.closes }
    }

    /// Whether the day has hours in which dossiers are worked on.
    package func isWorkingDay(_ day: CivilDay) throws(ReckoningError) -> Bool { try !stretches(on: day).isEmpty }

    /// The day's worked sessions as moments.
    func stretches(on day: CivilDay) throws(ReckoningError) -> [Range<Instant>] {
        let midnight = zone.start(of: day)
        return try sessions(on: day).filter(\.isWorked).map { session in
            midnight + .minutes(session.opens)..<midnight + .minutes(session.closes)
        }
    }
}
