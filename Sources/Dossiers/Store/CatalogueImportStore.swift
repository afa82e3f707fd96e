// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Questions about files of procedures somebody sent.
enum CatalogueImportStore {
    static func insert(_ draft: CatalogueImport, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_catalogue_import (id, name, source, content, state, created_at, created_by, ended_at,
            taken, refused)
            VALUES (\(draft.id), \(draft.name), \(draft.source), \(value: .bytes(draft.content)),
            \(draft.state.rawValue), \(draft.createdAt), \(draft.createdBy), NULL, 0, 0)
            """)
    }

    private static let columns: SQL = "id, name, source, state, created_at, created_by, ended_at, taken, refused"

    static func draft(_ id: CatalogueImport.ID, in tx: any Reading) throws -> CatalogueImport? {
        try tx.row("SELECT \(columns), content FROM dossier_catalogue_import WHERE id = \(id)")
            .map { try draft($0, content: try $0.get(9)) }
    }

    /// The latest twenty, without their files.
    static func latest(in tx: any Reading) throws -> [CatalogueImport] {
        try tx.rows("SELECT \(columns) FROM dossier_catalogue_import ORDER BY id DESC LIMIT 20")
            .map { try draft($0, content: []) }
    }

    /// - Returns: Whether it was still a draft. The file is not kept.
    static func end(
        _ id: CatalogueImport.ID, _ state: CatalogueImport.State, taken: Int, refused: Int, at now: Instant,
        in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE dossier_catalogue_import SET state = \(state.rawValue), ended_at = \(now), taken = \(taken),
            refused = \(refused), content = \(value: .bytes([])) WHERE id = \(id) AND state = 'draft'
            """) == 1
    }

    /// Digest of the newest version of each of these, and whether it is a head.
    static func known(_ codes: [String], in tx: any Reading) throws -> [String: (digest: String, isHead: Bool)] {
        var known: [String: (digest: String, isHead: Bool)] = [:]
        for start in stride(from: 0, to: codes.count, by: 500) {
            let some = Array(codes[start..<min(start + 500, codes.count)])
            try tx.each(
                """
                SELECT p.code, v.digest, p.is_head FROM dossier_procedure p
                JOIN dossier_procedure_version v ON v.code = p.code AND v.number = p.version
                WHERE p.code IN (\(SQL.list(some)))
                """
            ) { row in known[try row.get(0)] = (try row.get(1), try row.get(2, as: Int.self) == 1) }
        }
        return known
    }

    private static func draft(_ row: Row, content: [UInt8]) throws -> CatalogueImport {
        CatalogueImport(
            id: try row.get(0), name: try row.get(1), source: try row.get(2), content: content,
            state: CatalogueImport.State(rawValue: try row.get(3)) ?? .discarded, createdAt: try row.get(4),
            createdBy: try row.get(5), endedAt: try row.optional(6), taken: try row.get(7), refused: try row.get(8))
    }
}
