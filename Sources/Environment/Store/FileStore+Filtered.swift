// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension FileStore {
    /// Files of a station, of the day in their names, in a state; the newest
    /// taken first, of a day the newest by the time in their names.
    static func files(
        _ filter: FileFilter, before cursor: Cursor?, limit: Int, in reader: any Reading
    ) throws -> Page<StationFileRecord> {
        let limit = min(max(limit, 1), 500)
        guard let day = filter.day else {
            let before = cursor?.parts.first.flatMap(Int64.init) ?? .max
            let rows = try reader.rows(
                """
                SELECT \(columns) FROM environment_file
                WHERE id < \(before) \(narrowing(filter)) ORDER BY id DESC LIMIT \(limit + 1)
                """)
            return Page(rows: try rows.map(record), limit: limit) { Cursor([$0.id.description]) }
        }
        let zone = CivilZone.vietNam
        var last = (at: zone.start(of: day + 1).microseconds, id: Int64.min)
        if let parts = cursor?.parts, parts.count == 2, let at = Int64(parts[0]), let id = Int64(parts[1]) {
            last = (at, id)
        }
        // The first condition bounds the walk of the index, the second finds the place on it.
        let rows = try reader.rows(
            """
            SELECT \(columns) FROM environment_file
            WHERE stamped_at >= \(zone.start(of: day)) AND stamped_at <= \(last.at)
                AND (stamped_at < \(last.at) OR id < \(last.id)) \(narrowing(filter))
            ORDER BY stamped_at DESC, id DESC LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(record), limit: limit) { file in
            Cursor([String(file.stampedAt?.microseconds ?? 0), file.id.description])
        }
    }

    private static func narrowing(_ filter: FileFilter) -> SQL {
        let ofStation: SQL = filter.station.map { "AND station_id = \($0)" } ?? ""
        // Written out: the index of refused files is used for this very word only.
        switch filter.state {
        case .refused: return "\(ofStation) AND state = 'refused'"
        case .taken: return "\(ofStation) AND state = 'taken'"
        case nil: return ofStation
        }
    }
}
