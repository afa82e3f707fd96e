// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

extension ObservationStore {
    /// Writes down what validation says of values and brings the aggregates up
    /// to date. A judgement of a value that is not there, or that changes
    /// neither flag nor `counts`, does nothing; of several judgements of one
    /// value the last holds and all that changed something are kept.
    ///
    /// - Returns: The values that changed, as they are now.
    @discardableResult
    package func flag(
        _ judgements: [Judgement], by actor: Actor, at now: Instant, in tx: any Transaction
    ) throws -> [Observation] {
        var stored = try observations(Array(Set(judgements.map(\.key))), in: tx)
        var changed: Set<Observation.Key> = []
        var rows: [[SQLValue]] = []
        for judgement in judgements {
            guard let earlier = stored[judgement.key] else { continue }
            let flagged = earlier.flagged(judgement)
            guard flagged != earlier else { continue }
            stored[judgement.key] = flagged
            changed.insert(judgement.key)
            rows.append(
                judgement.key.values + [
                    .text(flagged.flag), flagged.counts.sqlValue, .text(judgement.reason),
                    .text(earlier.flag), .text(actor.stored), .text(actor.name), now.sqlValue,
                ])
        }
        for chunk in rows.chunks(for: tx.dialect) {
            try tx.execute(
                """
                INSERT INTO observation_flagging
                    (series, at, flag, counts, reason, earlier_flag, actor, actor_name, flagged_at)
                \(SQL.table(chunk, Self.flaggingTypes, for: tx.dialect))
                """)
        }
        let observations = changed.sorted().compactMap { stored[$0] }
        try put(observations, in: tx)
        _ = try rollUp(observations.map(\.key), in: tx)
        return observations
    }

    private static let flaggingTypes: [SQL.ColumnType] = [
        .integer, .integer, .text, .integer, .text, .text, .text, .text, .integer,
    ]
}
