// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about what was refused.
package enum QuarantineStore {
    package static func entry(
        _ id: QuarantineEntry.ID, in reader: any Reading
    ) throws -> QuarantineEntry? {
        try reader.row("SELECT \(columns) FROM environment_quarantine WHERE id = \(id)").map(entry)
    }

    /// Entries in this state, the newest first.
    ///
    /// - Parameters:
    ///   - stationCode: Only those that speak of this station.
    ///   - limit: 1 to 500.
    package static func entries(
        _ state: QuarantineEntry.State, stationCode: String? = nil, before cursor: Cursor? = nil, limit: Int,
        in reader: any Reading
    ) throws -> Page<QuarantineEntry> {
        let limit = min(max(limit, 1), 500)
        let before = cursor?.parts.first.flatMap(Int64.init) ?? .max
        let ofStation: SQL = stationCode.map { "AND station_code = \($0)" } ?? ""
        let rows = try reader.rows(
            """
            SELECT \(columns) FROM environment_quarantine
            WHERE state = \(state.rawValue) AND id < \(before) \(ofStation)
            ORDER BY id DESC LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(entry), limit: limit) { Cursor([$0.id.description]) }
    }

    /// What was refused of a file, in the order of its lines; the whole-file
    /// entry first. At most `limit`.
    package static func entries(
        of file: StationFileRecord.ID, limit: Int = 500, in reader: any Reading
    ) throws -> [QuarantineEntry] {
        try reader.rows(
            """
            SELECT \(columns) FROM environment_quarantine
            WHERE file_id = \(file) ORDER BY id LIMIT \(limit)
            """
        ).map(entry)
    }

    /// How many entries wait, counted up to `cap`: a `cap` means that or more.
    package static func waiting(upTo cap: Int, in reader: any Reading) throws -> Int {
        try reader.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM environment_quarantine WHERE state = 'waiting' LIMIT \(cap)) AS counted
            """) ?? 0
    }

    static let columns: SQL = """
        id, file_id, station_code, name, path, line, excerpt, reason, arguments, kept_as, received_at, state,
        handled_at, handled_by, note
        """

    static func entry(_ row: Row) throws -> QuarantineEntry {
        QuarantineEntry(
            id: try row.get(0), file: try row.optional(1), stationCode: try row.optional(2),
            name: try row.get(3), path: try row.get(4), line: try row.optional(5),
            excerpt: try row.get(6), reason: try StoredMessage.message(key: try row.get(7), arguments: try row.get(8)),
            keptAs: try row.optional(9), receivedAt: try row.get(10),
            state: QuarantineEntry.State(rawValue: try row.get(11)) ?? .waiting,
            handledAt: try row.optional(12), handledBy: try row.optional(13), note: try row.get(14))
    }
}
