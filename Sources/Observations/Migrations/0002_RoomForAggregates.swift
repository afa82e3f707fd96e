// SPDX-License-Identifier: Apache-2.0

import SQLStore

extension Migration {
    /// PostgreSQL writes a changed row beside its old form. An hour changes
    /// with each of its values, a day with each of its hours: where their page
    /// has room, the change stays on it and no index hears of it.
    static let roomForAggregates = Migration(
        2, "room-for-aggregates",
        sqlite: "-- SQLite changes rows in place.",
        postgres: """
            ALTER TABLE observation_hour SET (fillfactor = 50);
            ALTER TABLE observation_day SET (fillfactor = 50);
            ALTER TABLE observation_month SET (fillfactor = 50);
            """)
}
