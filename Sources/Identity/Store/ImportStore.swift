// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The questions about tables of units somebody sent.
enum ImportStore {
    static func insert(_ draft: UnitImport, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_org_import (id, name, content, state, created_at, created_by, ended_at, taken, refused)
            VALUES (\(draft.id), \(draft.name), \(draft.content), \(draft.state.rawValue), \(draft.createdAt),
                \(draft.createdBy), NULL, 0, 0)
            """)
    }

    static func draft(_ id: UnitImport.ID, in tx: any Reading) throws -> UnitImport? {
        try tx.row(
            """
            SELECT id, name, state, created_at, created_by, ended_at, taken, refused, content
            FROM identity_org_import WHERE id = \(id)
            """
        ).map { try draft(of: $0, content: $0.get(8)) }
    }

    /// The latest, without their content.
    static func latest(in tx: any Reading) throws -> [UnitImport] {
        try tx.rows(
            """
            SELECT id, name, state, created_at, created_by, ended_at, taken, refused
            FROM identity_org_import ORDER BY id DESC LIMIT 20
            """
        ).map { try draft(of: $0, content: "") }
    }

    /// - Returns: Whether it was still a draft. What it held is not kept.
    static func end(
        _ draft: UnitImport, _ state: UnitImport.State, taken: Int, refused: Int, at now: Instant,
        in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_org_import
            SET state = \(state.rawValue), ended_at = \(now), taken = \(taken), refused = \(refused), content = ''
            WHERE id = \(draft.id) AND state = 'draft'
            """) == 1
    }

    private static func draft(of row: Row, content: String) throws -> UnitImport {
        UnitImport(
            id: try row.get(0), name: try row.get(1), content: content,
            state: UnitImport.State(rawValue: try row.get(2)) ?? .discarded, createdAt: try row.get(3),
            createdBy: try row.get(4), endedAt: try row.optional(5), taken: try row.get(6), refused: try row.get(7))
    }
}
