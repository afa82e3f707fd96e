// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about units' own office hours.
package enum UnitHoursStore {
    static let migration = Migration(
        4, "unit-hours",
        """
        CREATE TABLE dossier_unit_hours (
            id TEXT NOT NULL,
            unit TEXT NOT NULL,
            field TEXT NOT NULL,
            valid_from BIGINT NOT NULL,
            valid_to BIGINT,
            cut_off BIGINT NOT NULL,
            sessions TEXT NOT NULL,
            source TEXT NOT NULL,
            set_by TEXT NOT NULL,
            set_name TEXT NOT NULL,
            set_at BIGINT NOT NULL,
            CONSTRAINT dossier_unit_hours_pkey PRIMARY KEY (id)
        );
        CREATE INDEX dossier_unit_hours_unit ON dossier_unit_hours (unit, id);
        """)

    private static let columns: SQL =
        "id, unit, field, valid_from, valid_to, cut_off, sessions, source, set_by, set_name, set_at"

    /// What was said of a unit, the latest first; at most 100.
    package static func hours(of unit: String, in tx: any Reading) throws -> [UnitHours] {
        try tx.rows("SELECT \(columns) FROM dossier_unit_hours WHERE unit = \(unit) ORDER BY id DESC LIMIT 100")
            .map(hours)
    }

    /// What was said of any unit, the latest first.
    static func latest(_ count: Int, in tx: any Reading) throws -> [UnitHours] {
        try tx.rows("SELECT \(columns) FROM dossier_unit_hours ORDER BY id DESC LIMIT \(count)").map(hours)
    }

    static func add(_ hours: UnitHours, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_unit_hours (\(columns))
            VALUES (\(hours.id), \(hours.unit), \(hours.field), \(hours.validFrom), \(hours.validTo), \(hours.cutOff),
            \(hours.sessions), \(hours.source), \(hours.by.stored), \(hours.by.name), \(hours.at))
            """)
    }

    private static func hours(_ row: Row) throws -> UnitHours {
        let (stored, name) = (try row.get(8, as: String.self), try row.get(9, as: String.self))
        return UnitHours(
            id: try row.get(0), unit: try row.get(1), field: try row.get(2), validFrom: try row.get(3),
            validTo: try row.optional(4), cutOff: try row.get(5), sessions: try row.get(6), source: try row.get(7),
            by: stored.hasPrefix("person:") ? .person(id: String(stored.dropFirst(7)), name: name) : .system(name),
            at: try row.get(10))
    }
}
