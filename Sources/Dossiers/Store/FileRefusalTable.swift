// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Questions about files that were refused.
enum FileRefusalTable {
    private static let columns: SQL = "id, at, reason, found, kind, size, sha256, refused_of"

    static func insert(_ refusal: FileRefusal, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_file_refusal (\(columns))
            VALUES (\(refusal.id), \(refusal.at), \(refusal.reason), \(refusal.found), \(refusal.kind?.rawValue ?? ""),
            \(refusal.size), \(refusal.sha256), \(refusal.refusedOf))
            """)
    }

    /// The latest first.
    static func latest(
        _ limit: Int, reason: String?, after cursor: Cursor?, in tx: any Reading
    ) throws -> Page<FileRefusal> {
        var conditions: [SQL] = []
        if let reason { conditions.append("reason = \(reason)") }
        if let last = cursor?.parts.first { conditions.append("id < \(last)") }
        let condition: SQL = conditions.isEmpty ? "" : "WHERE \(SQL.joined(conditions, separator: " AND "))"
        let rows = try tx.rows(
            "SELECT \(columns) FROM dossier_file_refusal \(condition) ORDER BY id DESC LIMIT \(limit + 1)")
        return Page(rows: try rows.map(refusal), limit: limit) { Cursor([$0.id.description]) }
    }

    /// How many there were of each reason among the latest `most` since a moment.
    static func counts(since moment: Instant, most: Int, in tx: any Reading) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try tx.each(
            """
            SELECT reason, count(*) FROM (
                SELECT reason FROM dossier_file_refusal WHERE at >= \(moment) ORDER BY at DESC LIMIT \(most)
            ) AS latest GROUP BY reason
            """
        ) { row in counts[try row.get(0)] = try row.get(1) }
        return counts
    }

    static func erase(before moment: Instant, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM dossier_file_refusal WHERE at < \(moment)")
    }

    private static func refusal(_ row: Row) throws -> FileRefusal {
        FileRefusal(
            id: try row.get(0), at: try row.get(1), reason: try row.get(2), found: try row.get(3),
            kind: FileKind(rawValue: try row.get(4)), size: try row.get(5), sha256: try row.get(6),
            refusedOf: try row.get(7))
    }
}
