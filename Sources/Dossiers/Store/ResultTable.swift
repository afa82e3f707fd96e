// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Questions about results that were issued.
enum ResultTable {
    static let migration = Migration(
        10, "results", sqlite: text.replacing("{BYTES}", with: "BLOB"),
        postgres: text.replacing("{BYTES}", with: "BYTEA"))

    private static let text = """
        CREATE TABLE dossier_result (
            id TEXT NOT NULL,
            number TEXT NOT NULL,
            issued_on BIGINT NOT NULL,
            issued_year BIGINT NOT NULL,
            title TEXT NOT NULL,
            procedure TEXT NOT NULL,
            unit TEXT NOT NULL,
            unit_code TEXT NOT NULL,
            secret TEXT NOT NULL,
            code TEXT NOT NULL,
            file_id TEXT NOT NULL,
            sha256 TEXT NOT NULL,
            signature {BYTES},
            issued_at BIGINT NOT NULL,
            issued_by TEXT NOT NULL,
            revoked_at BIGINT,
            revoked_by TEXT NOT NULL,
            revoked_reason TEXT NOT NULL,
            CONSTRAINT dossier_result_pkey PRIMARY KEY (id),
            CONSTRAINT dossier_result_code_key UNIQUE (code),
            CONSTRAINT dossier_result_number_key UNIQUE (unit_code, issued_year, number)
        );
        """

    /// A row, its holder still sealed.
    struct Entry: Sendable {
        let id: IssuedResult.ID
        let number: String
        let date: CivilDay
        let title: String
        let procedure: String
        let unit: String
        let unitCode: String
        let secret: String
        let code: String
        let file: KeptFile.ID
        let sha256: String
        let signature: [UInt8]?
        let issuedAt: Instant
        let revocation: IssuedResult.Revocation?

        func result(of holder: String) -> IssuedResult? {
            VerificationCode(typed: code).map { code in
                IssuedResult(
                    id: id, number: number, date: date, title: title, procedure: procedure, unit: unit,
                    unitCode: unitCode, holder: holder, code: code, file: file, sha256: sha256, signature: signature,
                    issuedAt: issuedAt, revocation: revocation)
            }
        }
    }

    private static let columns: SQL = """
        id, number, issued_on, title, procedure, unit, unit_code, secret, code, file_id, sha256, signature, issued_at,
        revoked_at, revoked_reason
        """

    static func insert(_ result: IssuedResult, secret: String, by actor: Actor, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO dossier_result (\(columns), issued_year, issued_by, revoked_by, dossier)
            VALUES (\(result.id), \(result.number), \(result.date), \(result.title), \(result.procedure),
            \(result.unit), \(result.unitCode), \(secret), \(result.code.text), \(result.file), \(result.sha256),
            \(value: result.signature.map { .bytes($0) } ?? .null), \(result.issuedAt), NULL, '', \(result.date.year),
            \(actor.stored), '', \(result.dossier?.description ?? ""))
            """)
    }

    static func isTaken(_ number: String, of unit: String, year: Int, in tx: any Reading) throws -> Bool {
        try tx.row(
            """
            SELECT 1 FROM dossier_result
            WHERE unit_code = \(unit) AND issued_year = \(year) AND number = \(number)
            """) != nil
    }

    static func entry(_ id: IssuedResult.ID, in tx: any Reading) throws -> Entry? {
        try tx.row("SELECT \(columns) FROM dossier_result WHERE id = \(id)").map(entry)
    }

    static func entry(with code: VerificationCode, in tx: any Reading) throws -> Entry? {
        try tx.row("SELECT \(columns) FROM dossier_result WHERE code = \(code.text)").map(entry)
    }

    /// What a dossier came to, unless it was revoked.
    static func entry(of dossier: Dossier.ID, in tx: any Reading) throws -> Entry? {
        try tx.row(
            """
            SELECT \(columns) FROM dossier_result WHERE dossier = \(dossier) AND revoked_at IS NULL
            ORDER BY id DESC LIMIT 1
            """
        ).map(entry)
    }

    /// - Returns: Whether it was in force until now.
    static func revoke(
        _ id: IssuedResult.ID, reason: String, by actor: Actor, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE dossier_result SET revoked_at = \(now), revoked_by = \(actor.stored), revoked_reason = \(reason)
            WHERE id = \(id) AND revoked_at IS NULL
            """) == 1
    }

    static func secrets(
        after id: String, limit: Int, in tx: any Reading
    ) throws -> [(id: IssuedResult.ID, secret: String)] {
        try tx.rows("SELECT id, secret FROM dossier_result WHERE id > \(id) ORDER BY id LIMIT \(limit)")
            .map { (id: try $0.get(0), secret: try $0.get(1)) }
    }

    static func set(_ secret: String, of id: IssuedResult.ID, in tx: any Transaction) throws {
        try tx.execute("UPDATE dossier_result SET secret = \(secret) WHERE id = \(id)")
    }

    private static func entry(_ row: Row) throws -> Entry {
        let reason = try row.get(14, as: String.self)
        return Entry(
            id: try row.get(0), number: try row.get(1), date: try row.get(2), title: try row.get(3),
            procedure: try row.get(4), unit: try row.get(5), unitCode: try row.get(6), secret: try row.get(7),
            code: try row.get(8), file: try row.get(9), sha256: try row.get(10), signature: try row.optional(11),
            issuedAt: try row.get(12),
            revocation: try row.optional(13, as: Instant.self).map { .init(at: $0, reason: reason) })
    }
}
