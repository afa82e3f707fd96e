// SPDX-License-Identifier: Apache-2.0

import Basics
package import SQLStore

extension ObservationStore {
    /// The series of these keys, made where they are not there yet.
    ///
    /// They are looked up each time, for all keys at once: an identity kept
    /// from a transaction that was undone would belong to no series.
    package func series(
        _ keys: [Series.Key], in tx: any Transaction
    ) throws -> [Series.Key: Series] {
        let wanted = Set(keys)
        var known = try known(wanted, in: tx)
        let missing = wanted.filter { known[$0] == nil }
        guard !missing.isEmpty else { return known }
        // Sorted, so that two transactions never wait for each other crosswise.
        for chunk in missing.sorted().map(values).chunks(for: tx.dialect) {
            try tx.execute(
                """
                INSERT INTO observation_series (subject, property, unit, period)
                \(SQL.table(chunk, Self.keyTypes, for: tx.dialect))
                ON CONFLICT (subject, property, unit, period) DO NOTHING
                """)
        }
        known.merge(try self.known(missing, in: tx)) { $1 }
        return known
    }

    /// The series of this key, made where it is not there yet.
    package func series(_ key: Series.Key, in tx: any Transaction) throws -> Series {
        guard let series = try series([key], in: tx)[key] else {
            throw StoreError.statement("a series that was just made is not there")
        }
        return series
    }

    /// All series of these subjects, by subject, property, unit and period.
    package func series(of subjects: [String], in tx: any Reading) throws -> [Series] {
        guard !subjects.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT id, subject, property, unit, period FROM observation_series
            WHERE subject IN (\(SQL.list(subjects))) ORDER BY subject, property, unit, period
            """
        ).map { try Series(row: $0) }
    }

    /// The series with this identity, or `nil`.
    package func series(_ id: Series.ID, in tx: any Reading) throws -> Series? {
        try tx.row("SELECT id, subject, property, unit, period FROM observation_series WHERE id = \(id)")
            .map { try Series(row: $0) }
    }

    private func known(_ keys: Set<Series.Key>, in tx: any Reading) throws -> [Series.Key: Series] {
        var found: [Series.Key: Series] = [:]
        for chunk in keys.map(values).chunks(for: tx.dialect) {
            let rows = try tx.rows(
                """
                WITH wanted (subject, property, unit, period) AS (
                    \(SQL.table(chunk, Self.keyTypes, for: tx.dialect))
                )
                SELECT s.id, s.subject, s.property, s.unit, s.period
                FROM wanted w CROSS JOIN observation_series s
                WHERE s.subject = w.subject AND s.property = w.property AND s.unit = w.unit
                    AND s.period = w.period
                """)
            for row in rows {
                let series = try Series(row: row)
                found[series.key] = series
            }
        }
        return found
    }

    private static let keyTypes: [SQL.ColumnType] = [.text, .text, .text, .integer]

    private func values(_ key: Series.Key) -> [SQLValue] {
        [.text(key.subject), .text(key.property), .text(key.unit), .integer(key.period.inMicroseconds)]
    }
}

extension Series {
    init(row: Row, from start: Int = 0) throws {
        self.init(
            id: try row.get(start),
            key: Key(
                subject: try row.get(start + 1), property: try row.get(start + 2), unit: try row.get(start + 3),
                period: .microseconds(try row.get(start + 4, as: Int64.self))))
    }
}
