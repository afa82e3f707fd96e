// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about the files stations sent.
package enum FileStore {
    package static func file(
        _ id: StationFileRecord.ID, in reader: any Reading
    ) throws -> StationFileRecord? {
        try reader.row("SELECT \(columns) FROM environment_file WHERE id = \(id)").map(record)
    }

    /// The content of a file, byte for byte; `nil` once the retention rule has
    /// dropped it.
    package static func content(
        of id: StationFileRecord.ID, in reader: any Reading
    ) throws -> [UInt8]? {
        try reader.value("SELECT content FROM environment_file_content WHERE file_id = \(id)")
    }

    /// Files, the newest taken first.
    ///
    /// - Parameters:
    ///   - station: Only its files; `nil` for all.
    ///   - limit: 1 to 500.
    package static func files(
        of station: Station.ID? = nil, before cursor: Cursor? = nil, limit: Int, in reader: any Reading
    ) throws -> Page<StationFileRecord> {
        let limit = min(max(limit, 1), 500)
        let before = cursor?.parts.first.flatMap(Int64.init) ?? .max
        let ofStation: SQL = station.map { "AND station_id = \($0)" } ?? ""
        let rows = try reader.rows(
            """
            SELECT \(columns) FROM environment_file
            WHERE id < \(before) \(ofStation) ORDER BY id DESC LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(record), limit: limit) { Cursor([$0.id.description]) }
    }

    static let columns: SQL = """
        id, name, path, station_id, sha256, size, stamped_at, received_at, taken_at, lines, accepted, refused,
        repeated, repeated_at, version, backlog, state
        """

    static func record(_ row: Row) throws -> StationFileRecord {
        StationFileRecord(
            id: try row.get(0), name: try row.get(1), path: try row.get(2), station: try row.optional(3),
            sha256: try row.get(4), size: try row.get(5), stampedAt: try row.optional(6),
            receivedAt: try row.get(7), takenAt: try row.get(8), lines: try row.get(9),
            accepted: try row.get(10), refused: try row.get(11), repeated: try row.get(12),
            repeatedAt: try row.optional(13), version: try row.get(14), isBacklog: try row.get(15),
            state: StationFileRecord.State(rawValue: try row.get(16)) ?? .refused)
    }
}
