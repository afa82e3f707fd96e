// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

extension IndexStore {
    /// What a station's hours held of what they should have.
    package struct Completeness: Hashable, Sendable {
        package let have: Int
        /// What its fullest hour should have had.
        package let expectedPerHour: Int
        package let lastAt: Instant
    }

    /// How complete the hours that end in `(from, to]` are, for every station
    /// that has any. One statement, one stretch of the key a station.
    package static func completeness(
        from: Instant, to: Instant, in reader: any Reading
    ) throws -> [Station.ID: Completeness] {
        let rows = try reader.rows(
            """
            SELECT s.id, sum(i.have), max(i.expected), max(i.at) FROM environment_station s
            JOIN environment_index i ON i.station_id = s.id AND i.period = 'hour' AND i.at > \(from) AND i.at <= \(to)
            GROUP BY s.id
            """)
        return Dictionary(
            uniqueKeysWithValues: try rows.map { row in
                (
                    try row.get(0),
                    Completeness(have: try row.get(1), expectedPerHour: try row.get(2), lastAt: try row.get(3))
                )
            })
    }
}
