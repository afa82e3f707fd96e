// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import Ports
import SQLStore

extension DossiersFeature {
    /// The clocks dossiers run by, over the days known now.
    ///
    /// - Parameter unit: The unit whose own hours count, by its code.
    package func clocks(of unit: String? = nil) async throws -> ClockReference {
        try await Self.clocks(of: unit, clockTables, days, database)
    }

    static func clocks(
        of unit: String?, _ tables: ClockReference, _ days: any WorkingDays, _ database: any Database
    ) async throws -> ClockReference {
        let days = try await days.workingCalendar()
        let reference = tables.over(days)
        guard let unit else { return reference }
        let hours = try await database.read { tx in try UnitHoursStore.hours(of: unit, in: tx) }
        return reference.with(hours, over: days)
    }

    /// Writes down a unit's own hours.
    ///
    /// - Parameters:
    ///   - field: Empty for all its fields.
    ///   - cutOff: `15:00`.
    ///   - sessions: As `1-5,07:00,11:30,work`, a line each.
    /// - Throws: `HoursError`.
    package func setHours(
        of unit: String, field: String, from day: CivilDay, to last: CivilDay?, cutOff: String, sessions: String,
        source: String, by actor: Actor
    ) async throws {
        let now = clock.now
        guard let cutOff = ClockTables.minute(cutOff) else { throw HoursError.noTime }
        guard UnitHours.week(sessions) != nil else { throw HoursError.noSessions }
        guard last.map({ day <= $0 }) ?? true else { throw HoursError.daysOutOfOrder }
        guard !unit.isEmpty, unit.count <= 60 else { throw HoursError.noUnit }
        guard (5...500).contains(source.count) else { throw HoursError.noSource }
        let hours = UnitHours(
            id: UnitHours.ID(at: now), unit: unit, field: field, validFrom: day, validTo: last, cutOff: cutOff,
            sessions: sessions, source: source, by: actor, at: now)
        try await database.write { tx in
            try UnitHoursStore.add(hours, in: tx)
            var fields = [
                "field": field, "valid-from": day.iso8601, "cut-off": String(cutOff), "sessions": sessions,
                "source": source,
            ].filter { !$0.value.isEmpty }
            fields["valid-to"] = last?.iso8601
            try LedgerEntry(
                "dossiers.hours-set", of: "dossiers.unit-hours", unit, by: actor, at: now, fields: fields
            ).append(in: tx)
        }
    }
}

/// What can be wrong with a unit's hours.
package enum HoursError: UserFacing, Hashable {
    case noUnit, noTime, noSessions, noSource, daysOutOfOrder

    package var answer: (status: Int, message: Message) {
        switch self {
        case .noUnit: (422, Message("dossiers.hours.error.unit"))
        case .noTime: (422, Message("dossiers.hours.error.time"))
        case .noSessions: (422, Message("dossiers.hours.error.sessions"))
        case .noSource: (422, Message("dossiers.hours.error.source"))
        case .daysOutOfOrder: (422, Message("dossiers.hours.error.days"))
        }
    }
}
