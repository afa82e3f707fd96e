// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// How long the values of a property are kept. Aggregates, and what was said
/// when a value was flagged, are kept for good.
package struct RetentionRule: Hashable, Sendable {
    /// The property's code; `nil` for those no other rule names.
    package let property: String?
    package let keep: Duration

    package init(property: String?, keep: Duration) {
        self.property = property
        self.keep = keep
    }
}

extension ObservationStore {
    /// Deletes values, and their revisions, that are older than the rules keep
    /// them: whole days of the zone, oldest first, at most `limit` values.
    ///
    /// Call it again, in a transaction of its own each time, until it returns
    /// less than `limit`. From the first call on, values of the deleted days
    /// are no longer taken in (`Changes.tooOld`), since their aggregates could
    /// not be worked out anew.
    ///
    /// - Returns: How many values were deleted.
    package func deleteOldValues(
        by rules: [RetentionRule], at now: Instant, limit: Int = 5_000, in tx: any Transaction
    ) throws -> Int {
        var deleted = 0
        let all = try tx.rows("SELECT id, property, deleted_through FROM observation_series ORDER BY id")
        for row in all where deleted < limit {
            let property = try row.get(1, as: String.self)
            guard
                let rule = rules.first(where: { $0.property == property })
                    ?? rules.first(where: { $0.property == nil })
            else { continue }
            let edge = (now - rule.keep).roundedDown(to: .days(1), in: zone)
            let done = try row.optional(2, as: Instant.self)
            deleted += try deleteValues(
                of: try row.get(0), through: max(edge, done ?? edge), moved: done.map { $0 < edge } ?? true,
                limit: limit - deleted, in: tx)
        }
        return deleted
    }

    private func deleteValues(
        of series: Series.ID, through edge: Instant, moved: Bool, limit: Int, in tx: any Transaction
    ) throws -> Int {
        let oldest: Instant? = try tx.value(
            "SELECT at FROM observation_value WHERE series = \(series) AND at <= \(edge) ORDER BY at LIMIT 1")
        guard oldest != nil else { return 0 }
        if moved {
            try tx.execute("UPDATE observation_series SET deleted_through = \(edge) WHERE id = \(series)")
        }
        let last: Instant =
            try tx.value(
                """
                SELECT at FROM observation_value WHERE series = \(series) AND at <= \(edge)
                ORDER BY at LIMIT 1 OFFSET \(limit - 1)
                """) ?? edge
        try tx.execute("DELETE FROM observation_revision WHERE series = \(series) AND at <= \(last)")
        return try tx.execute("DELETE FROM observation_value WHERE series = \(series) AND at <= \(last)")
    }
}
