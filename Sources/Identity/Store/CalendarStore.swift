// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Questions about holidays and exchanged days that were announced.
enum CalendarStore {
    static let channel = "identity-calendar"

    static func migration(_ number: Int) -> Migration {
        Migration(
            number, "calendar",
            """
            CREATE TABLE identity_working_day (
                id TEXT NOT NULL,
                day BIGINT NOT NULL,
                kind TEXT NOT NULL,
                is_provisional BIGINT NOT NULL,
                name TEXT NOT NULL,
                source TEXT NOT NULL,
                reason TEXT NOT NULL,
                announced_at BIGINT NOT NULL,
                announced_by TEXT NOT NULL,
                announced_by_name TEXT NOT NULL,
                CONSTRAINT identity_working_day_pkey PRIMARY KEY (id),
                CONSTRAINT identity_working_day_kind_check CHECK (kind IN ('rest', 'work', 'ordinary'))
            );
            CREATE INDEX identity_working_day_day ON identity_working_day (day, id);
            CREATE TABLE identity_working_year (
                year BIGINT NOT NULL,
                source TEXT NOT NULL,
                completed_at BIGINT NOT NULL,
                completed_by TEXT NOT NULL,
                completed_by_name TEXT NOT NULL,
                CONSTRAINT identity_working_year_pkey PRIMARY KEY (year)
            );
            """)
    }

    private static let columns: SQL =
        "id, day, kind, is_provisional, name, source, reason, announced_at, announced_by_name"

    /// All of them, in the order they were announced.
    static func days(in tx: any Reading) throws -> [AnnouncedDay] {
        try tx.rows("SELECT \(columns) FROM identity_working_day ORDER BY id").map(day)
    }

    static func days(_ days: ClosedRange<CivilDay>, in tx: any Reading) throws -> [AnnouncedDay] {
        try tx.rows(
            """
            SELECT \(columns) FROM identity_working_day WHERE day >= \(days.lowerBound) AND day <= \(days.upperBound)
            ORDER BY day DESC, id DESC LIMIT 400
            """
        ).map(day)
    }

    static func years(in tx: any Reading) throws -> [CompletedYear] {
        try tx.rows("SELECT year, source, completed_at, completed_by_name FROM identity_working_year ORDER BY year")
            .map {
                CompletedYear(
                    year: try $0.get(0), source: try $0.get(1), at: try $0.get(2), byName: try $0.get(3))
            }
    }

    static func add(_ day: AnnouncedDay, by actor: Actor, in tx: any Transaction) throws {
        let entry = day.entry
        try tx.execute(
            """
            INSERT INTO identity_working_day (id, day, kind, is_provisional, name, source, reason, announced_at,
                announced_by, announced_by_name)
            VALUES (\(day.id), \(entry.day), \(entry.kind.rawValue), \(entry.isProvisional ? 1 : 0), \(entry.name),
                \(entry.source), \(day.reason), \(day.at), \(actor.stored), \(actor.name))
            """)
    }

    /// - Returns: Whether it was not there yet.
    static func add(_ year: CompletedYear, by actor: Actor, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO identity_working_year (year, source, completed_at, completed_by, completed_by_name)
            VALUES (\(year.year), \(year.source), \(year.at), \(actor.stored), \(actor.name))
            ON CONFLICT (year) DO NOTHING
            """) == 1
    }

    private static func day(_ row: Row) throws -> AnnouncedDay {
        guard let kind = WorkingCalendar.Entry.Kind(rawValue: try row.get(2)) else {
            throw StoreError.unreadable(column: "kind", value: row[2])
        }
        return AnnouncedDay(
            id: try row.get(0),
            entry: .init(
                try row.get(1), kind, name: try row.get(4), source: try row.get(5),
                isProvisional: try row.get(3, as: Int.self) == 1),
            reason: try row.get(6), at: try row.get(7), byName: try row.get(8))
    }
}
