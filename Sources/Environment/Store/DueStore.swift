// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Hours whose values changed and whose figures are to be derived anew.
enum DueStore {
    struct Hour: Hashable, Sendable {
        let station: Station.ID
        /// The hour's end.
        let endingAt: Instant
    }

    /// A mark as it was read. It is cleared only if it is still the same: a
    /// file taken in meanwhile makes it another.
    struct Mark: Hashable, Sendable {
        let hour: Hour
        let number: Int64
        /// Whether new values made it, and not only old ones: alarms may follow.
        let isLive: Bool
    }

    /// Marks hours; a live mark stays live.
    static func mark(_ hours: [Hour: Bool], in tx: any Transaction) throws {
        guard !hours.isEmpty else { return }
        let number = try Counter.mark.take(in: tx)
        // One order in every transaction, so that two never wait for each other.
        let sorted = hours.sorted { ($0.key.station, $0.key.endingAt) < ($1.key.station, $1.key.endingAt) }
        for chunk in sorted.chunks(of: 500) {
            let rows: [SQL] = chunk.map { hour, live in "(\(hour.station), \(hour.endingAt), \(number), \(live))" }
            try tx.execute(
                """
                INSERT INTO environment_due (station_id, hour, mark, live) VALUES \(SQL.joined(rows))
                ON CONFLICT (station_id, hour) DO UPDATE SET mark = excluded.mark,
                    live = CASE WHEN excluded.live = 1 THEN 1 ELSE environment_due.live END
                """)
        }
    }

    /// The marks that have waited longest.
    static func marks(live: Bool, limit: Int, in reader: any Reading) throws -> [Mark] {
        try reader.rows(
            """
            SELECT station_id, hour, mark, live FROM environment_due
            WHERE live = \(live) ORDER BY mark LIMIT \(limit)
            """
        ).map { row in
            Mark(
                hour: Hour(station: try row.get(0), endingAt: try row.get(1)), number: try row.get(2),
                isLive: try row.get(3))
        }
    }

    /// Marks of the station that has waited longest, oldest hours first.
    static func backlog(hours: Int, in reader: any Reading) throws -> [Mark] {
        guard let first = try marks(live: false, limit: 1, in: reader).first else { return [] }
        return try reader.rows(
            """
            SELECT station_id, hour, mark, live FROM environment_due
            WHERE station_id = \(first.hour.station) ORDER BY hour LIMIT \(hours)
            """
        ).map { row in
            Mark(
                hour: Hour(station: try row.get(0), endingAt: try row.get(1)), number: try row.get(2),
                isLive: try row.get(3))
        }
    }

    /// Removes marks that are still as they were read.
    static func clear(_ marks: [Mark], in tx: any Transaction) throws {
        for mark in marks {
            try tx.execute(
                """
                DELETE FROM environment_due
                WHERE station_id = \(mark.hour.station) AND hour = \(mark.hour.endingAt) AND mark = \(mark.number)
                """)
        }
    }

    /// How many hours wait, counted up to `cap`.
    static func waiting(upTo cap: Int, in reader: any Reading) throws -> Int {
        try reader.value("SELECT count(*) FROM (SELECT 1 FROM environment_due LIMIT \(cap)) AS counted") ?? 0
    }
}
