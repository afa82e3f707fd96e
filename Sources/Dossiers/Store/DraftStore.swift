// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ports
package import SQLStore

/// Questions about drafts. Every one of them names whose draft it is: nobody
/// reads another's.
package struct DraftStore: Sendable {
    let seal: any PersonalSeal

    static let purpose = "dossier-draft"

    static let migration = Migration(
        7, "drafts",
        """
        CREATE TABLE dossier_draft (
            id TEXT NOT NULL,
            -- the identity of whoever fills it in
            citizen TEXT NOT NULL,
            procedure TEXT NOT NULL,
            definition BIGINT NOT NULL,
            place TEXT NOT NULL,
            revision BIGINT NOT NULL,
            -- the answers, sealed with the key file
            content TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            changed_at BIGINT NOT NULL,
            expires_at BIGINT NOT NULL,
            submitted_at BIGINT,
            CONSTRAINT dossier_draft_pkey PRIMARY KEY (id)
        );
        CREATE INDEX dossier_draft_by_citizen ON dossier_draft (citizen, changed_at, id);
        CREATE INDEX dossier_draft_by_end ON dossier_draft (expires_at);
        """)

    /// A draft in a list: nothing of it is opened.
    package struct Line: Hashable, Sendable {
        package let id: Draft.ID
        package let procedure: String
        package let name: String
        package let createdAt: Instant
        package let changedAt: Instant
        package let expiresAt: Instant
    }

    private static let columns: SQL =
        "id, citizen, procedure, definition, place, revision, created_at, changed_at, content"

    /// - Throws: `DraftError.unknown` for nobody's, another's and one whose time is over;
    ///   what opening throws.
    func draft(_ id: Draft.ID, of citizen: String, at now: Instant, in tx: any Reading) throws -> Draft {
        let row = try tx.row(
            """
            SELECT \(Self.columns) FROM dossier_draft
            WHERE id = \(id) AND citizen = \(citizen) AND expires_at > \(now)
            """)
        guard let row else { throw DraftError.unknown }
        let sealed = try row.get(8, as: String.self)
        return Draft(
            id: try row.get(0), citizen: try row.get(1), procedure: try row.get(2), definition: try row.get(3),
            place: try row.get(4), revision: try row.get(5), createdAt: try row.get(6), changedAt: try row.get(7),
            content: try DraftContent(
                decoding: try seal.opened(sealed, for: Self.purpose, at: id.description)))
    }

    /// What somebody is filling in, the latest touched first.
    ///
    /// - Parameter procedure: Of this procedure alone.
    static func lines(
        of citizen: String, procedure: String? = nil, after cursor: Cursor? = nil, limit: Int, at now: Instant,
        in tx: any Reading
    ) throws -> Page<Line> {
        let own: SQL = procedure.map { "AND d.procedure = \($0)" } ?? ""
        var after: SQL = ""
        if let cursor, cursor.parts.count == 2, let moment = Int64(cursor.parts[0]) {
            after = "AND (d.changed_at, d.id) < (\(moment), \(cursor.parts[1]))"
        }
        let rows = try tx.rows(
            """
            SELECT d.id, d.procedure, p.name, d.created_at, d.changed_at, d.expires_at FROM dossier_draft d
            JOIN dossier_procedure p ON p.code = d.procedure
            WHERE d.citizen = \(citizen) AND d.submitted_at IS NULL AND d.expires_at > \(now) \(own) \(after)
            ORDER BY d.changed_at DESC, d.id DESC LIMIT \(limit + 1)
            """
        ).map { row in
            Line(
                id: try row.get(0), procedure: try row.get(1), name: try row.get(2), createdAt: try row.get(3),
                changedAt: try row.get(4), expiresAt: try row.get(5))
        }
        return Page(rows: rows, limit: limit) { Cursor([String($0.changedAt.microseconds), $0.id.description]) }
    }

    func insert(_ draft: Draft, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_draft (id, citizen, procedure, definition, place, revision, content, created_at,
                changed_at, expires_at, submitted_at)
            VALUES (\(draft.id), \(draft.citizen), \(draft.procedure), \(draft.definition), \(draft.place),
                \(draft.revision), \(try sealed(draft)), \(draft.createdAt), \(draft.changedAt), \(draft.expiresAt),
                NULL)
            """)
    }

    /// Writes a draft over the one of the revision before.
    ///
    /// - Throws: `DraftError.changedMeanwhile` where that is there no more.
    func update(_ draft: Draft, submittedAt: Instant? = nil, in tx: any Transaction) throws {
        let count = try tx.execute(
            """
            UPDATE dossier_draft SET definition = \(draft.definition), place = \(draft.place),
                revision = \(draft.revision), content = \(try sealed(draft)), changed_at = \(draft.changedAt),
                expires_at = \(draft.expiresAt), submitted_at = \(submittedAt)
            WHERE id = \(draft.id) AND citizen = \(draft.citizen) AND revision = \(draft.revision - 1)
            """)
        guard count == 1 else { throw DraftError.changedMeanwhile }
    }

    static func delete(_ id: Draft.ID, of citizen: String, in tx: any Transaction) throws -> Bool {
        guard try tx.execute("DELETE FROM dossier_draft WHERE id = \(id) AND citizen = \(citizen)") == 1 else {
            return false
        }
        try FileTable.removeAll(of: .draft, [id.description], in: tx)
        return true
    }

    static func deleteAll(of citizen: String, in tx: any Transaction) throws {
        let ids = try tx.rows("SELECT id FROM dossier_draft WHERE citizen = \(citizen)")
            .map { try $0.get(0, as: String.self) }
        try FileTable.removeAll(of: .draft, ids, in: tx)
        try tx.execute("DELETE FROM dossier_draft WHERE citizen = \(citizen)")
    }

    /// Drafts of one transaction: their files are large, and writers wait for it.
    static let batch = 50

    /// Deletes drafts whose time is over with what was sent for them, `batch` at a time.
    ///
    /// - Returns: How many.
    static func sweep(at now: Instant, in tx: any Transaction) throws -> Int {
        let ids = try tx.rows(
            "SELECT id FROM dossier_draft WHERE expires_at <= \(now) ORDER BY expires_at LIMIT \(batch)"
        ).map { try $0.get(0, as: String.self) }
        guard !ids.isEmpty else { return 0 }
        try FileTable.removeAll(of: .draft, ids, in: tx)
        return try tx.execute("DELETE FROM dossier_draft WHERE id IN (\(SQL.list(ids)))")
    }

    private func sealed(_ draft: Draft) throws -> String {
        try seal.sealed(try draft.content.encoded(), for: Self.purpose, at: draft.id.description)
    }
}
