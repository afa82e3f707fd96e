// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import SQLStore

/// Questions about stations. Each is one statement.
package enum StationStore {
    /// Stations with the version that holds at `moment`, in the order of their
    /// codes. A station without a version at that moment is not among them.
    ///
    /// - Parameters:
    ///   - medium: Only these; `nil` for all.
    ///   - everyState: Whether stations out of service are listed too.
    ///   - limit: 1 to 500.
    package static func stations(
        at moment: Instant, medium: StationOverview.Medium? = nil, everyState: Bool = false,
        after cursor: Cursor? = nil, limit: Int, in reader: any Reading
    ) throws -> Page<Station> {
        let limit = min(max(limit, 1), 500)
        let after = cursor?.parts.first ?? ""
        let ofMedium: SQL = medium.map { "AND v.medium = \($0.rawValue)" } ?? ""
        let inService: SQL = everyState ? "" : "AND v.in_service = 1"
        let rows = try reader.rows(
            """
            \(selection(at: moment))
            WHERE s.code > \(after) \(ofMedium) \(inService)
            ORDER BY s.code LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(station), limit: limit) { Cursor([$0.code]) }
    }

    /// Every station at `moment`, in or out of service: for boards and caches.
    /// Stations are counted in hundreds, so this is one short answer.
    ///
    /// - Parameter codes: Only these; `nil` for all.
    package static func everyStation(
        codes: Set<String>? = nil, at moment: Instant, in reader: any Reading
    ) throws -> [Station] {
        let chosen: SQL = codes.map { "WHERE s.code IN (\(SQL.list($0.sorted())))" } ?? ""
        return try reader.rows(
            """
            \(selection(at: moment))
            \(chosen) ORDER BY s.code
            """
        ).map(station)
    }

    /// The station with this code as it was at `moment`; small letters are read as capitals.
    package static func station(
        code: String, at moment: Instant, in reader: any Reading
    ) throws -> Station? {
        try reader.row(
            """
            \(selection(at: moment))
            WHERE s.code = \(code.uppercased())
            """
        ).map(station)
    }

    /// The station with this identity as it was at `moment`.
    package static func station(
        id: Station.ID, at moment: Instant, in reader: any Reading
    ) throws -> Station? {
        try reader.row(
            """
            \(selection(at: moment))
            WHERE s.id = \(id)
            """
        ).map(station)
    }

    /// Every version of a station, the newest first.
    package static func versions(of station: Station.ID, in reader: any Reading) throws -> [Station.Version] {
        try reader.rows(
            """
            SELECT \(versionColumns) FROM environment_station_version v
            WHERE v.station_id = \(station) ORDER BY v.valid_from DESC
            """
        ).map { try version($0, from: 0) }
    }

    /// Stations, each with its version of a moment and the one attendance there is.
    private static func selection(at moment: Instant) -> SQL {
        """
        SELECT \(columns) FROM environment_station s
        JOIN environment_station_version v ON v.station_id = s.id AND \(holds(at: moment))
        LEFT JOIN environment_attendance a ON a.name = 'intake'
        """
    }

    /// The version of a moment. Before its first version a station is as its
    /// first version says: a logger may bring values from before its registration.
    private static func holds(at moment: Instant) -> SQL {
        """
        v.valid_from = (
            SELECT coalesce(max(CASE WHEN w.valid_from <= \(moment) THEN w.valid_from END), min(w.valid_from))
            FROM environment_station_version w WHERE w.station_id = s.id)
        """
    }

    private static let versionColumns: SQL = """
        v.valid_from, v.valid_to, v.name, v.name_en, v.medium, v.latitude, v.longitude, v.unit_code, v.owner,
        v.period_seconds, v.water_class, v.source, v.replayed, v.in_service, v.created_at, v.created_by,
        v.water_body
        """

    private static let columns: SQL = """
        s.id, s.code, s.last_file_id, s.last_file_at, s.last_value_at, a.since_at, a.until_at, a.seen_at,
        \(versionColumns)
        """

    private static func station(_ row: Row) throws -> Station {
        let since: Instant? = try row.optional(5)
        return Station(
            id: try row.get(0), code: try row.get(1), version: try version(row, from: 8),
            lastFile: try row.optional(2), lastFileAt: try row.optional(3), lastValueAt: try row.optional(4),
            attendance: try since.map { Attendance(since: $0, until: try row.get(6), seenAt: try row.get(7)) })
    }

    private static func version(_ row: Row, from first: Int) throws -> Station.Version {
        let medium: String = try row.get(first + 4)
        guard let place = GeoPoint(latitude: try row.get(first + 5), longitude: try row.get(first + 6)) else {
            throw StoreError.unreadable(column: "latitude", value: row[first + 5])
        }
        return Station.Version(
            validFrom: try row.get(first), validTo: try row.optional(first + 1),
            description: Station.Description(
                name: try row.get(first + 2), nameEnglish: try row.get(first + 3),
                medium: StationOverview.Medium(rawValue: medium) ?? .air, place: place,
                unitCode: try row.get(first + 7), owner: try row.get(first + 8),
                period: .seconds(try row.get(first + 9, as: Int.self)),
                waterClass: try row.optional(first + 10),
                waterBody: try row.optional(first + 16, as: String.self).flatMap(WaterBody.init) ?? .flowing,
                source: try row.get(first + 11),
                isReplayed: try row.get(first + 12), isInService: try row.get(first + 13)),
            createdAt: try row.get(first + 14), createdBy: try row.get(first + 15))
    }
}
