// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about imports of series.
package enum ImportStore {
    package static func draft(_ id: ImportDraft.ID, in reader: any Reading) throws -> ImportDraft? {
        try reader.row("SELECT \(columns) FROM environment_import WHERE id = \(id)").map(draft)
    }

    /// Imports, the newest first; `limit` 1 to 500.
    package static func drafts(
        before cursor: Cursor? = nil, limit: Int, in reader: any Reading
    ) throws -> Page<ImportDraft> {
        let limit = min(max(limit, 1), 500)
        let at = cursor?.parts.first.flatMap(Int64.init) ?? .max
        let id = cursor?.parts.last ?? ""
        let rows = try reader.rows(
            """
            SELECT \(columns) FROM environment_import
            WHERE created_at < \(at) OR (created_at = \(at) AND id < \(id))
            ORDER BY created_at DESC, id DESC LIMIT \(limit + 1)
            """)
        return Page(rows: try rows.map(draft), limit: limit) {
            Cursor([String($0.createdAt.microseconds), $0.id.description])
        }
    }

    /// The uploaded file; `nil` once the import has ended and its content was dropped.
    package static func content(of id: ImportDraft.ID, in reader: any Reading) throws -> [UInt8]? {
        try reader.value("SELECT content FROM environment_import WHERE id = \(id)")
    }

    /// The rows that were refused, in the order of the file; `limit` 1 to 1,000.
    package static func refusals(
        of id: ImportDraft.ID, after cursor: Cursor? = nil, limit: Int, in reader: any Reading
    ) throws -> Page<ImportDraft.Refusal> {
        let limit = min(max(limit, 1), 1_000)
        let after = cursor?.parts.first.flatMap(Int64.init) ?? 0
        let rows = try reader.rows(
            """
            SELECT line, excerpt, reason, arguments FROM environment_import_refusal
            WHERE import_id = \(id) AND line > \(after) ORDER BY line LIMIT \(limit + 1)
            """
        ).map { row in
            ImportDraft.Refusal(
                line: try row.get(0), excerpt: try row.get(1),
                reason: try StoredMessage.message(key: try row.get(2), arguments: try row.get(3)))
        }
        return Page(rows: rows, limit: limit) { Cursor([String($0.line)]) }
    }

    static let columns: SQL = """
        id, name, size, plan, state, created_at, created_by_name, confirmed_at, ended_at, rows_total, rows_done,
        accepted, refused, failure
        """

    static func draft(_ row: Row) throws -> ImportDraft {
        ImportDraft(
            id: try row.get(0), name: try row.get(1), size: try row.get(2), plan: try row.get(3),
            state: ImportDraft.State(rawValue: try row.get(4)) ?? .failed, createdAt: try row.get(5),
            createdByName: try row.get(6), confirmedAt: try row.optional(7), endedAt: try row.optional(8),
            rowsTotal: try row.get(9), rowsDone: try row.get(10), accepted: try row.get(11),
            refused: try row.get(12),
            failure: try row.optional(13, as: String.self).map { try StoredMessage.line($0) })
    }
}
