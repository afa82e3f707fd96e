// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

extension ObservationStore {
    /// The values of one series in `span`, at most `limit`, in the order of time.
    ///
    /// The next page begins after the last value's `at`; from new to old it
    /// ends one microsecond before it. Values without `counts` are among them.
    package func observations(
        of series: Series.ID, in span: TimeSpan, newestFirst: Bool = false, limit: Int, in tx: any Reading
    ) throws -> [Observation] {
        try tx.rows(
            """
            SELECT \(Observation.columns) FROM observation_value
            WHERE series = \(series) AND at > \(span.after) AND at <= \(span.through)
            ORDER BY at \(newestFirst ? Self.descending : Self.ascending) LIMIT \(limit)
            """
        ).map { try Observation(row: $0) }
    }

    /// The values at these moments, where there are any.
    package func observations(
        _ keys: [Observation.Key], in tx: any Reading
    ) throws -> [Observation.Key: Observation] {
        var found: [Observation.Key: Observation] = [:]
        for chunk in keys.chunks(for: tx.dialect) {
            let rows = try tx.rows(
                """
                WITH wanted (series, at) AS (\(SQL.table(chunk.map(\.values), Observation.Key.types, for: tx.dialect)))
                SELECT \(Observation.columnsOfV) FROM wanted w CROSS JOIN observation_value v
                WHERE v.series = w.series AND v.at = w.at
                """)
            for row in rows {
                let observation = try Observation(row: row)
                found[observation.key] = observation
            }
        }
        return found
    }

    /// The newest value of every series that has one, by subject and property.
    ///
    /// - Parameters:
    ///   - subjects: Only series of these; `nil` for all.
    ///   - counting: Only values that count.
    /// - Complexity: One search for each series, however many values it has;
    ///   with `counting`, also a step for each newer value that does not count.
    package func latest(
        of subjects: [String]? = nil, counting: Bool = false, in tx: any Reading
    ) throws -> [Latest] {
        if let subjects, subjects.isEmpty { return [] }
        let chosen: SQL = subjects.map { "AND s.subject IN (\(SQL.list($0)))" } ?? ""
        let eligible: SQL = counting ? "AND n.counts = 1" : ""
        return try tx.rows(
            """
            SELECT s.id, s.subject, s.property, s.unit, s.period, \(Observation.columnsOfV)
            FROM observation_series s \(SQL(
                sqlite: """
                    CROSS JOIN observation_value v WHERE v.series = s.id AND v.at = (
                        SELECT n.at FROM observation_value n WHERE n.series = s.id \(eligible)
                        ORDER BY n.at DESC LIMIT 1
                    )
                    """,
                postgres: """
                    CROSS JOIN LATERAL (
                        SELECT \(Observation.columns) FROM observation_value n WHERE n.series = s.id \(eligible)
                        ORDER BY n.at DESC LIMIT 1
                    ) v WHERE TRUE
                    """)) \(chosen)
            ORDER BY s.subject, s.property, s.unit, s.period
            """
        ).map { Latest(series: try Series(row: $0), observation: try Observation(row: $0, from: 5)) }
    }

    /// How the value at `key` came to be what it is.
    package func history(of key: Observation.Key, in tx: any Reading) throws -> ObservationHistory {
        let revisions = try tx.rows(
            """
            SELECT \(Observation.columns), replaced_at FROM observation_revision
            WHERE series = \(key.series) AND at = \(key.at) ORDER BY id
            """
        ).map { Revision(earlier: try Observation(row: $0), replacedAt: try $0.get(8)) }
        let flaggings = try tx.rows(
            """
            SELECT flag, counts, reason, earlier_flag, actor, actor_name, flagged_at FROM observation_flagging
            WHERE series = \(key.series) AND at = \(key.at) ORDER BY id
            """
        ).map { row in
            Flagging(
                judgement: Judgement(
                    key, flag: try row.get(0), counts: try row.get(1), reason: try row.get(2)),
                earlierFlag: try row.get(3), actor: try row.get(4), actorName: try row.get(5),
                flaggedAt: try row.get(6))
        }
        return ObservationHistory(
            now: try observations([key], in: tx)[key], revisions: revisions, flaggings: flaggings)
    }

    static let ascending = SQL(trusted: "ASC")
    static let descending = SQL(trusted: "DESC")
}

/// The newest value of a series.
package struct Latest: Hashable, Sendable {
    package let series: Series
    package let observation: Observation
}
