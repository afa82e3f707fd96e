// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension FileStore {
    /// Files of a station, of the day in their names, in a state; the newest
    /// taken first.
    static func files(
        _ filter: FileFilter, before cursor: Cursor?, limit: Int, in reader: any Reading
    ) throws -> Page<StationFileRecord> {
        let limit = min(max(limit, 1), 500)
        let before = cursor?.parts.first.flatMap(Int64.init) ?? .max
        let ofStation: SQL = filter.station.map { "AND station_id = \($0)" } ?? ""
        let inState: SQL = filter.state.map { "AND state = \($0.rawValue)" } ?? ""
        var ofDay: SQL = ""
        if let day = filter.day {
            let zone = CivilZone.vietNam
            ofDay = "AND stamped_at >= \(zone.start(of: day)) AND stamped_at < \(zone.start(of: day + 1))"
        }
        let rows = try reader.rows(
            """
            SELECT \(columns) FROM environment_file
            WHERE id < \(before) \(ofStation) \(inState) \(ofDay) ORDER BY id DESC LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(record), limit: limit) { Cursor([$0.id.description]) }
    }
}
