// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation

/// Hours of offices, policies and who uses which, as dated tables with source
/// (`Reference/clocks`).
package struct ClockReference: Sendable {
    /// What is wrong with a table: a mistake of whoever wrote it, which stops the start.
    package enum Failure: Error, Hashable, Sendable {
        case unreadable(file: String, HeadedTable.Failure)
        case malformed(file: String, line: Int)
    }

    private var calendars: [String: OfficeHours]
    private let policies: [String: DeadlinePolicy]
    private var calendarUses: [ClockUse]
    private let policyUses: [ClockUse]
    /// How soon an applicant online hears whether the dossier is taken (Decree 45/2020/NĐ-CP, article 11).
    package let acknowledgement: TimeLimit

    /// - Parameters:
    ///   - folder: With `calendars.csv`, `office-hours.csv`, `policies.csv`, `calendar-uses.csv`,
    ///     `policy-uses.csv`, `limits.csv`.
    ///   - days: The country's holidays and exchanged days.
    /// - Throws: `Failure`, or when a file cannot be read.
    package init(folder: URL, days: WorkingCalendar = WorkingCalendar([])) throws {
        let tables = try ClockTables(folder: folder)
        calendars = try tables.calendars(over: days)
        policies = try tables.policies()
        calendarUses = try tables.uses(
            of: "calendar-uses.csv", ["unit", "field"], atMost: 2, "calendar", known: Set(calendars.keys))
        policyUses = try tables.uses(
            of: "policy-uses.csv", ["procedure", "field", "unit"], atMost: 1, "policy", known: Set(policies.keys))
        acknowledgement = try tables.limit("acknowledgement")
    }

    /// The same tables over another calendar of days.
    package func over(_ days: WorkingCalendar) -> ClockReference {
        var reference = self
        reference.calendars = calendars.mapValues { $0.over(days) }
        return reference
    }

    /// The same with these hours before those of the tables.
    func adding(_ more: [(use: ClockUse, hours: OfficeHours)]) -> ClockReference {
        var reference = self
        for (_, hours) in more { reference.calendars[hours.code] = hours }
        reference.calendarUses = more.map(\.use) + calendarUses
        return reference
    }

    /// The clock a dossier of this procedure runs by at this unit on this day.
    ///
    /// When an office works and how it counts are found each on its own. Hours:
    /// the unit's for the field, the unit's, the field's, everybody's. Policy:
    /// the procedure's, the field's, the unit's, everybody's.
    ///
    /// - Parameter field: The field's name as the catalogue writes it.
    /// - Throws: `.unknownCalendar` when no row speaks of it.
    package func clock(
        unit: String? = nil, field: String? = nil, procedure: String? = nil, on day: CivilDay
    ) throws(ReckoningError) -> DossierClock {
        let calendar = calendarUses.used(
            [["unit": unit, "field": field], ["unit": unit], ["field": field], [:]], on: day)
        let policy = policyUses.used([["procedure": procedure], ["field": field], ["unit": unit], [:]], on: day)
        guard let hours = calendar.flatMap({ calendars[$0] }), let policy = policy.flatMap({ policies[$0] }) else {
            throw .unknownCalendar(procedure ?? field ?? unit ?? "")
        }
        return DossierClock(hours: hours, policy: policy)
    }

    /// The clock of a calendar and a policy by their codes.
    ///
    /// - Throws: `.unknownCalendar` when there is none of that name any more.
    package func clock(calendar: String, policy: String) throws(ReckoningError) -> DossierClock {
        guard let hours = calendars[calendar], let policy = policies[policy] else { throw .unknownCalendar(calendar) }
        return DossierClock(hours: hours, policy: policy)
    }
}
