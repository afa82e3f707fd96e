// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import SQLStore

/// Questions about drafts of results.
struct ResultDraftStore {
    let content: SealedContent

    static let migration = Migration(
        15, "result-drafts", sqlite: tables.replacing("/*C*/", with: ""),
        postgres: tables.replacing("/*C*/", with: " COLLATE \"C\""))

    /// Results know their dossier from now on; those issued before belong to none.
    private static let tables = """
        CREATE TABLE dossier_result_draft (
            dossier TEXT/*C*/ NOT NULL, version BIGINT NOT NULL, words TEXT NOT NULL, file_id TEXT,
            sha256 TEXT NOT NULL, saved_at BIGINT NOT NULL, saved_by TEXT NOT NULL, saved_name TEXT NOT NULL,
            CONSTRAINT dossier_result_draft_pkey PRIMARY KEY (dossier, version)
        );
        ALTER TABLE dossier_result ADD COLUMN dossier TEXT/*C*/ NOT NULL DEFAULT '';
        CREATE INDEX dossier_result_dossier ON dossier_result (dossier, id);
        """

    /// The newest; `nil` where none was saved.
    func latest(of dossier: Dossier.ID, in tx: any Reading) throws -> DraftedResult? {
        try tx.row(
            """
            SELECT version, words, file_id, sha256, saved_at, saved_by, saved_name FROM dossier_result_draft
            WHERE dossier = \(dossier) ORDER BY version DESC LIMIT 1
            """
        ).map { try draft($0, of: dossier) }
    }

    private func draft(_ row: Row, of dossier: Dossier.ID) throws -> DraftedResult {
        let version = try row.get(0, as: Int.self)
        return DraftedResult(
            version: version, text: try content.draft(try row.get(1), at: dossier, version), file: try row.optional(2),
            sha256: try row.get(3), savedAt: try row.get(4),
            savedBy: Actor(stored: try row.get(5), name: try row.get(6)))
    }

    /// The newest of each of some dossiers: those of a page.
    func latest(of dossiers: [Dossier.ID], in tx: any Reading) throws -> [Dossier.ID: DraftedResult] {
        guard !dossiers.isEmpty else { return [:] }
        let rows = try tx.rows(
            """
            SELECT version, words, file_id, sha256, saved_at, saved_by, saved_name, dossier FROM dossier_result_draft
            WHERE dossier IN (\(SQL.list(dossiers))) ORDER BY dossier, version
            """)
        return Dictionary(
            try rows.map { row in
                let dossier = try row.get(7, as: Dossier.ID.self)
                return (dossier, try draft(row, of: dossier))
            }
        ) { $1 }
    }

    /// Saves the next version.
    ///
    /// - Parameter file: Instead of a text: its identity and digest.
    func add(
        _ text: String, _ file: KeptFile?, to dossier: Dossier.ID, by actor: Actor, at now: Instant,
        in tx: any Transaction
    ) throws -> DraftedResult {
        let last = try tx.value(
            "SELECT max(version) FROM dossier_result_draft WHERE dossier = \(dossier)", as: Int.self)
        let version = (last ?? 0) + 1
        let draft = DraftedResult(
            version: version, text: text, file: file?.id,
            sha256: file?.sha256 ?? SHA256.hash(data: Array(text.utf8)).hex, savedAt: now, savedBy: actor)
        try tx.execute(
            """
            INSERT INTO dossier_result_draft (dossier, version, words, file_id, sha256, saved_at, saved_by, saved_name)
            VALUES (\(dossier), \(version), \(try content.sealed(draft: text, at: dossier, version)), \(file?.id),
                \(draft.sha256), \(now), \(actor.stored), \(actor.name))
            """)
        return draft
    }
}
