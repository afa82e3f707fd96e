// SPDX-License-Identifier: Apache-2.0

import Basics
package import SQLStore

extension ObservationStore {
    /// The buckets of these series whose labels, their ends, lie in `span`;
    /// by series, then time. Buckets without any value are absent.
    ///
    /// - Parameter limit: The most buckets of all series together. The next
    ///   page of one series begins after the last bucket's `at`.
    package func aggregates(
        _ grain: Grain, of series: [Series.ID], in span: TimeSpan, newestFirst: Bool = false, limit: Int,
        in tx: any Reading
    ) throws -> [Aggregate] {
        guard !series.isEmpty else { return [] }
        return try tx.rows(
            """
            SELECT series, at, counted, total, sum, least, greatest FROM \(grain.table)
            WHERE series IN (\(SQL.list(series))) AND at > \(span.after) AND at <= \(span.through)
            ORDER BY series, at \(newestFirst ? Self.descending : Self.ascending) LIMIT \(limit)
            """
        ).map { row in
            Aggregate(
                bucket: Bucket(series: try row.get(0), grain: grain, at: try row.get(1)),
                counted: try row.get(2), total: try row.get(3), sum: try row.get(4),
                min: try row.optional(5), max: try row.optional(6))
        }
    }

    /// Works out the hours of these moments anew from their values, then the
    /// days from their hours and the months from their days.
    ///
    /// - Returns: The hours, sorted.
    func rollUp(_ keys: [Observation.Key], in tx: any Transaction) throws -> [Bucket] {
        let hours = buckets(.hour, of: keys.map { ($0.series, $0.at) })
        let days = buckets(.day, of: hours.map { ($0.series, $0.at) })
        let months = buckets(.month, of: days.map { ($0.series, $0.at) })
        try gather(
            hours, from: "observation_value",
            """
            coalesce(sum(p.counts), 0), count(*), coalesce(sum(CASE WHEN p.counts = 1 THEN p.value END), 0.0),
            min(CASE WHEN p.counts = 1 THEN p.value END), max(CASE WHEN p.counts = 1 THEN p.value END)
            """, in: tx)
        let ofParts: SQL = "sum(p.counted), sum(p.total), sum(p.sum), min(p.least), max(p.greatest)"
        try gather(days, from: Grain.hour.table, ofParts, in: tx)
        try gather(months, from: Grain.day.table, ofParts, in: tx)
        return hours
    }

    private func buckets(_ grain: Grain, of moments: [(Series.ID, Instant)]) -> [Bucket] {
        Set(moments.map { Bucket(series: $0, grain: grain, at: grain.end(of: $1, in: zone)) }).sorted()
    }

    /// Writes buckets whose parts, values or smaller buckets, lie in `parts`.
    private func gather(
        _ buckets: [Bucket], from parts: SQL.Identifier, _ sums: SQL, in tx: any Transaction
    ) throws {
        guard let grain = buckets.first?.grain else { return }
        for chunk in buckets.chunks(for: tx.dialect) {
            let rows = chunk.map { bucket -> [SQLValue] in
                let span = grain.span(endingAt: bucket.at, in: zone)
                return [.integer(bucket.series), span.after.sqlValue, span.through.sqlValue]
            }
            // On PostgreSQL the lateral form keeps the planner from reading all parts at once.
            try tx.execute(
                """
                WITH touched (series, since, until) AS (\(SQL.table(rows, [.integer, .integer, .integer], for: tx.dialect)))
                INSERT INTO \(grain.table) (series, at, counted, total, sum, least, greatest)
                \(SQL(
                    sqlite: """
                        SELECT t.series, t.until, \(sums) FROM touched t CROSS JOIN \(parts) p
                        WHERE p.series = t.series AND p.at > t.since AND p.at <= t.until
                        GROUP BY t.series, t.until
                        """,
                    postgres: """
                        SELECT t.series, t.until, g.* FROM touched t CROSS JOIN LATERAL (
                            SELECT \(sums) FROM \(parts) p
                            WHERE p.series = t.series AND p.at > t.since AND p.at <= t.until
                        ) g
                        """))
                ON CONFLICT (series, at) DO UPDATE SET counted = excluded.counted, total = excluded.total,
                    sum = excluded.sum, least = excluded.least, greatest = excluded.greatest
                """)
        }
    }
}

extension Grain {
    var table: SQL.Identifier {
        switch self {
        case .hour: "observation_hour"
        case .day: "observation_day"
        case .month: "observation_month"
        }
    }
}
