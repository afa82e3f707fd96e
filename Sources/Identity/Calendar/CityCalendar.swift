// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import SQLStore

/// The country's holidays and exchanged days: those that come with the
/// program, and over them what was announced since, kept in the database.
package struct CityCalendar: Sendable {
    let database: any Database
    let clock: Clock
    /// Those of `Reference/calendar/working-days.csv`.
    let shipped: WorkingCalendar
    let kept: Kept<WorkingCalendar>

    package init(database: any Database, clock: Clock, shipped: WorkingCalendar) {
        self.database = database
        self.clock = clock
        self.shipped = shipped
        kept = Kept(database) { tx in
            shipped.announcing(
                try CalendarStore.days(in: tx).map(\.entry),
                completing: Set(try CalendarStore.years(in: tx).map(\.year)))
        }
    }

    package var today: CivilDay { CivilZone.vietNam.day(of: clock.now) }

    /// Holidays a year has by law: 11 days, of which some may fall on a weekend
    /// without another day in their place (Labour Code 2019, article 112).
    static let fewestHolidays = 7

    /// Writes down days that were decided.
    ///
    /// - Throws: `CalendarError`.
    package func announce(_ entries: [WorkingCalendar.Entry], reason: String, by actor: Actor) async throws {
        let now = clock.now
        let reason = reason.tidied(lines: true)
        guard reason.count >= 5 else { throw CalendarError.reasonMissing }
        let calendar = try await workingCalendar()
        for entry in entries {
            guard (1...200).contains(entry.name.count) else { throw CalendarError.nameMissing }
            guard (5...500).contains(entry.source.count) else { throw CalendarError.sourceMissing }
            guard (today.year - 5...today.year + 5).contains(entry.day.year) else { throw CalendarError.yearOutOfRange }
            guard calendar.entry(on: entry.day) != entry else { throw CalendarError.knownAlready }
        }
        try await kept.changing { mark in
            try await database.write { tx in
                for entry in entries {
                    try CalendarStore.add(
                        AnnouncedDay(
                            id: AnnouncedDay.ID(at: now), entry: entry, reason: reason, at: now, byName: actor.name),
                        by: actor, in: tx)
                    let detail = [
                        entry.kind.rawValue, entry.isProvisional ? "provisional" : "", entry.name,
                    ]
                    try ActStore.record(
                        .dayAnnounced, entry.day.iso8601, by: actor, at: now,
                        detail: detail.filter { !$0.isEmpty }.joined(separator: "; "), reason: reason,
                        legalBasis: entry.source, in: tx)
                }
                try tx.announce(CalendarStore.channel, mark)
            }
        }
    }

    /// Writes down that a year's days are all there: due times of that year are reckoned from then on.
    ///
    /// - Throws: `CalendarError.sourceMissing`, `.yearKnown`, `.yearOutOfRange`,
    ///   `.tooFewHolidays` where days must be missing.
    package func complete(_ year: Int, source: String, by actor: Actor) async throws {
        let now = clock.now
        let source = source.tidied()
        guard (5...500).contains(source.count) else { throw CalendarError.sourceMissing }
        guard (today.year - 5...today.year + 5).contains(year) else { throw CalendarError.yearOutOfRange }
        let calendar = try await workingCalendar()
        guard !calendar.knows(year) else { throw CalendarError.yearKnown(year) }
        let count = calendar.entries(of: year).count { $0.kind == .rest }
        guard count >= Self.fewestHolidays else {
            throw CalendarError.tooFewHolidays(count: count, needed: Self.fewestHolidays)
        }
        try await kept.changing { mark in
            try await database.write { tx in
                let isNew = try CalendarStore.add(
                    CompletedYear(year: year, source: source, at: now, byName: actor.name), by: actor, in: tx)
                guard isNew else { throw CalendarError.yearKnown(year) }
                try ActStore.record(.yearCompleted, String(year), by: actor, at: now, legalBasis: source, in: tx)
                try tx.announce(CalendarStore.channel, mark)
            }
        }
    }

    /// What was announced of a year's days, the latest first.
    func announced(in year: Int) async throws -> [AnnouncedDay] {
        guard let first = CivilDay(year, 1, 1), let last = CivilDay(year, 12, 31) else { return [] }
        return try await database.read { tx in try CalendarStore.days(first...last, in: tx) }
    }
}

extension CityCalendar: WorkingDays {
    package func workingCalendar() async throws -> WorkingCalendar { try await kept.value() }
}
