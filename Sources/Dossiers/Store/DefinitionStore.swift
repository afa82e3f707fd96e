// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Questions about published definitions.
package enum DefinitionStore {
    private static let columns: SQL = """
        d.procedure, d.number, d.name, d.valid_from, d.waiting, d.published_at, d.published_name, d.digest
        """

    /// The newest version of each procedure that has one, by the procedure's code.
    package static func newest(
        after cursor: Cursor? = nil, limit: Int, in tx: any Reading
    ) throws -> Page<DefinitionHead> {
        let rows = try tx.rows(
            """
            SELECT \(columns) FROM dossier_definition d WHERE d.procedure > \(cursor?.parts.first ?? "")
            AND d.number = (SELECT MAX(o.number) FROM dossier_definition o WHERE o.procedure = d.procedure)
            ORDER BY d.procedure LIMIT \(limit + 1)
            """
        ).map(head)
        return Page(rows: rows, limit: limit) { Cursor([$0.procedure]) }
    }

    /// The procedure's versions, the newest first; at most 200.
    package static func versions(of procedure: String, in tx: any Reading) throws -> [DefinitionHead] {
        try tx.rows(
            """
            SELECT \(columns) FROM dossier_definition d WHERE d.procedure = \(procedure)
            ORDER BY d.number DESC LIMIT 200
            """
        ).map(head)
    }

    /// The version with this number: what a dossier that began with it stays on.
    package static func version(
        of procedure: String, number: Int, in tx: any Reading
    ) throws -> PublishedDefinition? {
        try published(
            tx.row(
                """
                SELECT \(columns), d.content, d.bank FROM dossier_definition d
                WHERE d.procedure = \(procedure) AND d.number = \(number)
                """))
    }

    /// What a dossier received on that day begins with: of the versions that
    /// hold by then the newest.
    package static func inForce(
        of procedure: String, on day: CivilDay, in tx: any Reading
    ) throws -> PublishedDefinition? {
        try published(
            tx.row(
                """
                SELECT \(columns), d.content, d.bank FROM dossier_definition d
                WHERE d.procedure = \(procedure) AND d.valid_from <= \(day.number)
                ORDER BY d.number DESC LIMIT 1
                """))
    }

    /// The same without its text.
    static func headInForce(of procedure: String, on day: CivilDay, in tx: any Reading) throws -> DefinitionHead? {
        try tx.row(
            """
            SELECT \(columns) FROM dossier_definition d
            WHERE d.procedure = \(procedure) AND d.valid_from <= \(day.number) ORDER BY d.number DESC LIMIT 1
            """
        ).map(head)
    }

    static func add(_ head: DefinitionHead, content: String, bank: String, by actor: Actor, in tx: any Transaction)
        throws
    {
        try tx.execute(
            """
            INSERT INTO dossier_definition (procedure, number, name, valid_from, content, bank, digest, waiting,
                published_at, published_by, published_name)
            VALUES (\(head.procedure), \(head.number), \(head.name), \(head.validFrom.number), \(content), \(bank),
                \(head.digest), \(head.waiting), \(head.publishedAt.microseconds), \(actor.stored),
                \(head.publishedBy))
            """)
    }

    private static func head(_ row: Row) throws -> DefinitionHead {
        DefinitionHead(
            procedure: try row.get(0), number: try row.get(1), name: try row.get(2),
            validFrom: CivilDay(number: try row.get(3)), waiting: try row.get(4),
            publishedAt: Instant(microseconds: try row.get(5)), publishedBy: try row.get(6), digest: try row.get(7))
    }

    private static func published(_ row: Row?) throws -> PublishedDefinition? {
        guard let row else { return nil }
        return try PublishedDefinition(head: head(row), content: row.get(8), bankText: row.get(9))
    }
}
