// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import SQLStore

/// Questions about indices.
package enum IndexStore {
    /// The indices of a station whose periods end in `from...to`, the oldest
    /// first.
    ///
    /// - Parameter limit: 1 to 10,000 (a year of hours is 8,784).
    package static func indices(
        of station: Station.ID, per period: IndexRecord.Period, from: Instant, to: Instant,
        after cursor: Cursor? = nil, limit: Int, in reader: any Reading
    ) throws -> Page<IndexRecord> {
        let limit = min(max(limit, 1), 10_000)
        let after = cursor?.parts.first.flatMap(Int64.init) ?? .min
        let rows = try reader.rows(
            """
            SELECT \(columns) FROM environment_index
            WHERE station_id = \(station) AND period = \(period.rawValue)
                AND at >= \(from) AND at <= \(to) AND at > \(after)
            ORDER BY at LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(record), limit: limit) { Cursor([String($0.at.microseconds)]) }
    }

    /// The newest index of a station that ends after `since`, with or without a value.
    package static func newest(
        of station: Station.ID, per period: IndexRecord.Period, after since: Instant, upTo moment: Instant,
        in reader: any Reading
    ) throws -> IndexRecord? {
        try reader.row(
            """
            SELECT \(columns) FROM environment_index
            WHERE station_id = \(station) AND period = \(period.rawValue)
                AND at > \(since) AND at <= \(moment)
            ORDER BY at DESC LIMIT 1
            """
        ).map(record)
    }

    /// For every station its newest index that ends after `since`; a station
    /// without one in that time is missing. One statement, a short look-up a
    /// station: `CROSS JOIN` has SQLite begin with the stations.
    ///
    /// - Parameters:
    ///   - stations: Only these; `nil` for all.
    ///   - withValue: Only indices that have a value.
    package static func newest(
        per period: IndexRecord.Period, of stations: [Station.ID]? = nil, withValue: Bool = false, after since: Instant,
        upTo moment: Instant, in reader: any Reading
    ) throws -> [Station.ID: IndexRecord] {
        if let stations, stations.isEmpty { return [:] }
        let chosen: SQL = stations.map { "AND s.id IN (\(SQL.list($0)))" } ?? ""
        let valued: SQL = withValue ? "AND j.value IS NOT NULL" : ""
        let rows = try reader.rows(
            """
            SELECT \(joinedColumns) FROM environment_station s
            CROSS JOIN environment_index i
            WHERE i.station_id = s.id AND i.period = \(period.rawValue) AND i.at = (
                SELECT max(j.at) FROM environment_index j
                WHERE j.station_id = s.id AND j.period = \(period.rawValue)
                    AND j.at > \(since) AND j.at <= \(moment) \(valued))
            \(chosen)
            """)
        return Dictionary(
            try rows.map(record).map { ($0.station, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private static let columns: SQL = """
        station_id, period, at, value, category, dominant, sub_indices, have, expected, reason, final, computed_at
        """

    private static let joinedColumns: SQL = """
        i.station_id, i.period, i.at, i.value, i.category, i.dominant, i.sub_indices, i.have, i.expected, i.reason,
        i.final, i.computed_at
        """

    private static func record(_ row: Row) throws -> IndexRecord {
        let stored: String = try row.get(6)
        let subIndices =
            stored == "[]"
            ? [] : try JSONDecoder().decode([IndexRecord.SubIndex].self, from: Data(stored.utf8))
        return IndexRecord(
            station: try row.get(0), period: IndexRecord.Period(rawValue: try row.get(1)) ?? .hour,
            at: try row.get(2), value: try row.optional(3), category: try row.optional(4),
            dominant: try row.optional(5), subIndices: subIndices, have: try row.get(7),
            expected: try row.get(8),
            reason: try row.optional(9, as: String.self).map { try StoredMessage.line($0) },
            isFinal: try row.get(10), computedAt: try row.get(11))
    }
}
