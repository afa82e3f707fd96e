// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Questions about kept files.
enum FileTable {
    /// A row, its name still sealed.
    struct Entry: Sendable {
        let id: KeptFile.ID
        let secret: String
        let kind: FileKind
        let size: Int
        let sha256: String
        let sentSHA256: String
        let pages: Int?
        let keptAt: Instant
        let keptBy: String
        let holder: FileHolder?

        func file(named name: String) -> KeptFile {
            KeptFile(
                id: id, name: name, kind: kind, size: size, sha256: sha256, sentSHA256: sentSHA256, pages: pages,
                keptAt: keptAt, keptBy: keptBy, holder: holder)
        }
    }

    private static let columns: SQL = """
        id, secret, kind, size, sha256, sent_sha256, pages, kept_at, kept_by, holder_kind, holder
        """

    static func insert(_ sealed: SealedFile, in tx: any Transaction) throws {
        let file = sealed.file
        try tx.execute(
            """
            INSERT INTO dossier_file (\(columns), attached_at)
            VALUES (\(file.id), \(sealed.secret), \(file.kind.rawValue), \(file.size), \(file.sha256),
            \(file.sentSHA256), \(file.pages), \(file.keptAt), \(file.keptBy), '', '', NULL)
            """)
        // A piece a statement: together they could be more than a statement may carry.
        for (number, piece) in sealed.pieces.enumerated() {
            try tx.execute(
                """
                INSERT INTO dossier_file_piece (file_id, number, content)
                VALUES (\(file.id), \(number), \(value: .bytes(piece)))
                """)
        }
    }

    static func rows(of ids: [KeptFile.ID], in tx: any Reading) throws -> [Entry] {
        try tx.rows("SELECT \(columns) FROM dossier_file WHERE id IN (\(SQL.list(ids))) ORDER BY id").map(entry)
    }

    static func files(of holder: FileHolder, in tx: any Reading) throws -> [Entry] {
        try tx.rows(
            """
            SELECT \(columns) FROM dossier_file
            WHERE holder <> '' AND holder = \(holder.id) AND holder_kind = \(holder.kind.rawValue) ORDER BY id
            """
        ).map(entry)
    }

    static func size(of holder: FileHolder, in tx: any Reading) throws -> Int {
        try tx.rows(
            """
            SELECT size FROM dossier_file
            WHERE holder <> '' AND holder = \(holder.id) AND holder_kind = \(holder.kind.rawValue)
            """
        ).reduce(0) { $0 + (try $1.get(0, as: Int.self)) }
    }

    static func pieces(of id: KeptFile.ID, in tx: any Reading) throws -> [[UInt8]] {
        try tx.rows("SELECT content FROM dossier_file_piece WHERE file_id = \(id) ORDER BY number")
            .map { try $0.get(0, as: [UInt8].self) }
    }

    static func attach(_ ids: [KeptFile.ID], to holder: FileHolder, at now: Instant, in tx: any Transaction) throws {
        guard !ids.isEmpty else { return }
        try tx.execute(
            """
            UPDATE dossier_file SET holder_kind = \(holder.kind.rawValue), holder = \(holder.id), attached_at = \(now)
            WHERE id IN (\(SQL.list(ids)))
            """)
    }

    /// Files that nothing took up, the oldest first.
    static func loose(keptBefore moment: Instant, limit: Int, in tx: any Reading) throws -> [KeptFile.ID] {
        try tx.rows(
            """
            SELECT id FROM dossier_file WHERE holder = '' AND kept_at < \(moment) ORDER BY kept_at, id LIMIT \(limit)
            """
        ).map { try $0.get(0) }
    }

    /// How many wait to be taken up, at most `most`.
    static func looseCount(most: Int, in tx: any Reading) throws -> Int {
        try tx.value("SELECT count(*) FROM (SELECT 1 FROM dossier_file WHERE holder = '' LIMIT \(most)) AS waiting")
            ?? 0
    }

    static func remove(_ ids: [KeptFile.ID], in tx: any Transaction) throws {
        guard !ids.isEmpty else { return }
        try tx.execute("DELETE FROM dossier_file_piece WHERE file_id IN (\(SQL.list(ids)))")
        try tx.execute("DELETE FROM dossier_file WHERE id IN (\(SQL.list(ids)))")
    }

    /// Removes all that these hold: what nobody handed in goes with what it was gathered for.
    static func removeAll(of kind: FileHolder.Kind, _ holders: [String], in tx: any Transaction) throws {
        guard !holders.isEmpty else { return }
        let ids = try tx.rows(
            """
            SELECT id FROM dossier_file
            WHERE holder <> '' AND holder IN (\(SQL.list(holders))) AND holder_kind = \(kind.rawValue)
            """
        ).map { try $0.get(0, as: KeptFile.ID.self) }
        try remove(ids, in: tx)
    }

    static func secrets(
        after id: String, limit: Int, in tx: any Reading
    ) throws -> [(id: KeptFile.ID, secret: String)] {
        try tx.rows("SELECT id, secret FROM dossier_file WHERE id > \(id) ORDER BY id LIMIT \(limit)")
            .map { (id: try $0.get(0), secret: try $0.get(1)) }
    }

    static func set(_ secret: String, of id: KeptFile.ID, in tx: any Transaction) throws {
        try tx.execute("UPDATE dossier_file SET secret = \(secret) WHERE id = \(id)")
    }

    private static func entry(_ row: Row) throws -> Entry {
        let holder = try row.get(10, as: String.self)
        let holderKind = FileHolder.Kind(rawValue: try row.get(9))
        return Entry(
            id: try row.get(0), secret: try row.get(1), kind: FileKind(rawValue: try row.get(2)) ?? .pdf,
            size: try row.get(3), sha256: try row.get(4), sentSHA256: try row.get(5), pages: try row.optional(6),
            keptAt: try row.get(7), keptBy: try row.get(8),
            holder: holderKind.map { FileHolder(kind: $0, id: holder) })
    }
}
