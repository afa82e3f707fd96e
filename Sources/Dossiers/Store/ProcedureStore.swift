// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import SQLStore

/// Questions about procedures and their versions.
package enum ProcedureStore {
    private static let columns: SQL = """
        number, taken_at, source, digest, decided_on, valid_from, withdrawn_on, content
        """

    /// The newest version, or the one with this number.
    package static func version(
        of code: String, number: Int? = nil, in tx: any Reading
    ) throws -> ProcedureVersion? {
        let own: SQL = number.map { "AND number = \($0)" } ?? ""
        return try tx.row(
            """
            SELECT \(columns) FROM dossier_procedure_version WHERE code = \(code) \(own) ORDER BY number DESC LIMIT 1
            """
        ).map(version)
    }

    static func newest(of code: String, in tx: any Reading) throws -> ProcedureVersion? {
        try version(of: code, in: tx)
    }

    /// The newest version without its content, whose reading takes longer than all else of an act.
    static func newestLine(of code: String, in tx: any Reading) throws -> VersionLine? {
        try versions(of: code, limit: 1, in: tx).first
    }

    /// Every version without its content, the newest first; at most 200.
    package static func versions(
        of code: String, limit: Int = 200, in tx: any Reading
    ) throws -> [VersionLine] {
        try tx.rows(
            """
            SELECT number, decision, taken_at, decided_on, valid_from, withdrawn_on FROM dossier_procedure_version
            WHERE code = \(code) ORDER BY number DESC LIMIT \(limit)
            """
        ).map { row in
            VersionLine(
                number: try row.get(0), decision: try row.get(1), takenAt: try row.get(2),
                validity: try validity(row, from: 3))
        }
    }

    /// A version in a list.
    package struct VersionLine: Hashable, Sendable {
        package let number: Int
        package let decision: String
        package let takenAt: Instant
        package let validity: ProcedureVersion.Validity
    }

    /// What lists and searches show of the newest version, its words included.
    static func put(_ procedure: Procedure, version: Int, in tx: any Transaction) throws {
        let isOnline = procedure.channels.contains { $0.kind == .online }
        try tx.execute(
            """
            INSERT INTO dossier_procedure (code, version, name, name_key, field, decision, is_online, is_head)
            VALUES (\(procedure.code), \(version), \(procedure.name), \(procedure.name.searchKey),
            \(procedure.field), \(procedure.decision), \(isOnline ? 1 : 0), \(procedure.isHead ? 1 : 0))
            ON CONFLICT (code) DO UPDATE SET version = excluded.version, name = excluded.name,
            name_key = excluded.name_key, field = excluded.field, decision = excluded.decision,
            is_online = excluded.is_online, is_head = excluded.is_head
            """)
        try tx.execute("DELETE FROM dossier_procedure_word WHERE code = \(procedure.code)")
        try tx.insert(
            SearchWords.words(of: procedure).sorted().map { [.text(procedure.code), .text($0)] }, [.text, .text],
            into: "dossier_procedure_word (code, word)")
    }

    static func add(_ version: ProcedureVersion, by actor: Actor, in tx: any Transaction) throws {
        let procedure = version.procedure
        try tx.execute(
            """
            INSERT INTO dossier_procedure_version (code, number, decision, taken_at, taken_by, source, digest,
            decided_on, valid_from, withdrawn_on, content)
            VALUES (\(procedure.code), \(version.number), \(procedure.decision), \(version.takenAt), \(actor.stored),
            \(version.source), \(version.digest), \(version.validity.decidedOn), \(version.validity.validFrom),
            \(version.validity.withdrawnOn), \(procedure.stored))
            """)
    }

    /// A version whose words a newer program reads otherwise.
    static func renew(_ procedure: Procedure, version: Int, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE dossier_procedure_version SET decision = \(procedure.decision), content = \(procedure.stored)
            WHERE code = \(procedure.code) AND number = \(version)
            """)
    }

    /// - Returns: Whether there is such a version.
    static func set(
        _ validity: ProcedureVersion.Validity, of code: String, version: Int, in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE dossier_procedure_version SET decided_on = \(validity.decidedOn),
            valid_from = \(validity.validFrom), withdrawn_on = \(validity.withdrawnOn)
            WHERE code = \(code) AND number = \(version)
            """) == 1
    }

    private static func version(_ row: Row) throws -> ProcedureVersion {
        let content = try row.get(7, as: String.self)
        return ProcedureVersion(
            number: try row.get(0), takenAt: try row.get(1), source: try row.get(2), digest: try row.get(3),
            validity: try validity(row, from: 4),
            procedure: try JSONDecoder().decode(Procedure.self, from: Data(content.utf8)))
    }

    private static func validity(_ row: Row, from column: Int) throws -> ProcedureVersion.Validity {
        .init(
            decidedOn: try row.optional(column), validFrom: try row.optional(column + 1),
            withdrawnOn: try row.optional(column + 2))
    }
}
