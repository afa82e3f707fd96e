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

    /// Whom a row speaks of; the narrower the heavier.
    enum Subject: String, CaseIterable, Sendable { case everyone, unit, field, procedure }

    struct Use: Sendable {
        let subject: Subject
        /// The unit's or procedure's code, or the field's name as the catalogue writes it.
        let value: String
        let calendar: String
        let policy: String
        let validFrom: CivilDay?
        let validTo: CivilDay?
    }

    private let calendars: [String: OfficeHours]
    private let policies: [String: DeadlinePolicy]
    private let uses: [Use]
    /// How soon an applicant online hears whether the dossier is taken (Decree 45/2020/NĐ-CP, article 11).
    package let acknowledgement: TimeLimit

    /// - Parameters:
    ///   - folder: With `calendars.csv`, `office-hours.csv`, `policies.csv`, `uses.csv`, `limits.csv`.
    ///   - days: The country's holidays and exchanged days.
    /// - Throws: `Failure`, or when a file cannot be read.
    package init(folder: URL, days: WorkingCalendar) throws {
        let tables = try ClockTables(folder: folder)
        calendars = try tables.calendars(over: days)
        policies = try tables.policies()
        uses = try tables.uses(calendars: Set(calendars.keys), policies: Set(policies.keys))
        acknowledgement = try tables.limit("acknowledgement")
    }

    /// The clock a dossier of this procedure runs by at this unit on this day.
    ///
    /// - Throws: `.unknownCalendar` when no row speaks of it.
    package func clock(
        unit: String? = nil, field: String? = nil, procedure: String? = nil, on day: CivilDay
    ) throws(ReckoningError) -> DossierClock {
        let given: [(Subject, String?)] = [
            (.procedure, procedure), (.field, field), (.unit, unit), (.everyone, ""),
        ]
        for (subject, value) in given {
            guard let value else { continue }
            let fitting = uses.last { use in
                use.subject == subject && use.value.searchKey == value.searchKey
                    && (use.validFrom.map { $0 <= day } ?? true) && (use.validTo.map { day <= $0 } ?? true)
            }
            guard let use = fitting, let hours = calendars[use.calendar], let policy = policies[use.policy] else {
                continue
            }
            return DossierClock(hours: hours, policy: policy)
        }
        throw .unknownCalendar(procedure ?? field ?? unit ?? "")
    }
}
