// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

extension ObservationStore {
    /// Takes values in, of any series and any time, new, late or repeated, and
    /// brings the aggregates they touch up to date.
    ///
    /// When a moment of a series occurs more than once, in the store or among
    /// `observations`, the last one given holds and each earlier one that said
    /// something else becomes a revision. A replaced value takes the flag that
    /// comes with the new one; a repeated value keeps the flag it has.
    ///
    /// - Parameter now: Kept with revisions.
    /// - Throws: `StoreError.foreignKey` for an unknown series.
    /// - Complexity: A fixed number of statements for every 256 values, for
    ///   every 256 touched hours, days and months; on PostgreSQL for every 4,096.
    package func append(
        _ observations: [Observation], in tx: any Transaction, at now: Instant
    ) throws -> Changes {
        var changes = Changes()
        var rounds: [[Observation]] = []
        var seen: [Observation.Key: Int] = [:]
        for observation in try withoutTooOld(observations, &changes, in: tx) {
            let round = seen[observation.key, default: 0]
            seen[observation.key] = round + 1
            if round == rounds.count { rounds.append([]) }
            rounds[round].append(observation)
        }
        for round in rounds { try appendDistinct(round, &changes, in: tx, at: now) }
        changes.hours = try rollUp(changes.added.map(\.key) + changes.replaced.map(\.now.key), in: tx)
        return changes
    }

    /// Takes values in of which no two share a moment of a series.
    private func appendDistinct(
        _ observations: [Observation], _ changes: inout Changes, in tx: any Transaction, at now: Instant
    ) throws {
        var known: [Observation] = []
        for chunk in observations.sorted(by: { $0.key < $1.key }).chunks(for: tx.dialect) {
            let rows = try tx.rows(
                """
                INSERT INTO observation_value (\(Observation.columns))
                \(SQL.table(chunk.map(\.values), Observation.types, for: tx.dialect))
                ON CONFLICT (series, at) DO NOTHING RETURNING series, at
                """)
            guard rows.count < chunk.count else {
                changes.added += chunk
                continue
            }
            let inserted = Set(try rows.map(Observation.Key.init(row:)))
            changes.added += chunk.filter { inserted.contains($0.key) }
            known += chunk.filter { !inserted.contains($0.key) }
        }
        let stored = try self.observations(known.map(\.key), in: tx)
        var replaced: [Changes.Replacement] = []
        for observation in known {
            guard let earlier = stored[observation.key], !earlier.says(observation) else {
                changes.repeated.append(observation)
                continue
            }
            replaced.append(Changes.Replacement(earlier: earlier, now: observation))
        }
        try keepRevisions(replaced.map(\.earlier), in: tx, at: now)
        try put(replaced.map(\.now), in: tx)
        changes.replaced += replaced
    }

    private func keepRevisions(_ earlier: [Observation], in tx: any Transaction, at now: Instant) throws {
        for chunk in earlier.chunks(for: tx.dialect) {
            try tx.execute(
                """
                INSERT INTO observation_revision (\(Observation.columns), replaced_at)
                \(SQL.table(chunk.map { $0.values + [now.sqlValue] }, Observation.types + [.integer], for: tx.dialect))
                """)
        }
    }

    /// Writes values over those that are there.
    func put(_ observations: [Observation], in tx: any Transaction) throws {
        for chunk in observations.sorted(by: { $0.key < $1.key }).chunks(for: tx.dialect) {
            try tx.execute(
                """
                INSERT INTO observation_value (\(Observation.columns))
                \(SQL.table(chunk.map(\.values), Observation.types, for: tx.dialect))
                ON CONFLICT (series, at) DO UPDATE SET value = excluded.value, status = excluded.status,
                    flag = excluded.flag, counts = excluded.counts,
                    origin_record = excluded.origin_record, origin_line = excluded.origin_line
                """)
        }
    }

    private func withoutTooOld(
        _ observations: [Observation], _ changes: inout Changes, in tx: any Transaction
    ) throws -> [Observation] {
        guard let earliest = observations.map(\.at).min() else { return [] }
        var deletedThrough: [Series.ID: Instant] = [:]
        for chunk in Set(observations.map(\.series)).sorted().chunks(for: tx.dialect) {
            let rows = try tx.rows(
                """
                WITH wanted (id) AS (\(SQL.table(chunk.map { [.integer($0)] }, [.integer], for: tx.dialect)))
                SELECT s.id, s.deleted_through FROM wanted w CROSS JOIN observation_series s
                WHERE s.id = w.id AND s.deleted_through >= \(earliest)
                """)
            for row in rows { deletedThrough[try row.get(0)] = try row.get(1, as: Instant.self) }
        }
        guard !deletedThrough.isEmpty else { return observations }
        let isTooOld = { (observation: Observation) in
            deletedThrough[observation.series].map { observation.at <= $0 } ?? false
        }
        changes.tooOld = observations.filter(isTooOld)
        return observations.filter { !isTooOld($0) }
    }
}
