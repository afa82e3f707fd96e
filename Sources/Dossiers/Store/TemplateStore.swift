// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Questions about the offices' texts for drafts.
enum TemplateStore {
    static let migration = Migration(
        16, "result-templates", sqlite: tables.replacing("/*C*/", with: ""),
        postgres: tables.replacing("/*C*/", with: " COLLATE \"C\""))

    /// The text in use, and every version there was.
    private static let tables = """
        CREATE TABLE dossier_template (
            office TEXT NOT NULL, procedure TEXT/*C*/ NOT NULL, procedure_name TEXT NOT NULL, version BIGINT NOT NULL,
            words TEXT NOT NULL, saved_at BIGINT NOT NULL, saved_name TEXT NOT NULL,
            CONSTRAINT dossier_template_pkey PRIMARY KEY (office, procedure)
        );
        CREATE TABLE dossier_template_version (
            office TEXT NOT NULL, procedure TEXT/*C*/ NOT NULL, version BIGINT NOT NULL, words TEXT NOT NULL,
            saved_at BIGINT NOT NULL, saved_by TEXT NOT NULL, saved_name TEXT NOT NULL,
            CONSTRAINT dossier_template_version_pkey PRIMARY KEY (office, procedure, version)
        );
        """

    private static let columns: SQL = "procedure, procedure_name, version, words, saved_at, saved_name"

    static func template(of office: String, _ procedure: String, in tx: any Reading) throws -> OfficeTemplate? {
        try tx.row(
            "SELECT \(columns) FROM dossier_template WHERE office = \(office) AND procedure = \(procedure)"
        ).map(template)
    }

    /// An office's own, in the order of the procedures' codes.
    static func templates(
        of office: String, after cursor: Cursor?, limit: Int, in tx: any Reading
    ) throws -> Page<OfficeTemplate> {
        let rows = try tx.rows(
            """
            SELECT \(columns) FROM dossier_template WHERE office = \(office) AND procedure > \(cursor?.parts.first ?? "")
            ORDER BY procedure LIMIT \(limit + 1)
            """
        ).map(template)
        return Page(rows: rows, limit: limit) { Cursor([$0.procedure]) }
    }

    /// The newest versions first.
    static func versions(
        of office: String, _ procedure: String, limit: Int, in tx: any Reading
    ) throws -> [OfficeTemplate] {
        try tx.rows(
            """
            SELECT procedure, '', version, words, saved_at, saved_name FROM dossier_template_version
            WHERE office = \(office) AND procedure = \(procedure) ORDER BY version DESC LIMIT \(limit)
            """
        ).map(template)
    }

    /// Puts the next version into use.
    static func set(
        _ template: OfficeTemplate, of office: String, by actor: Actor, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO dossier_template (office, \(columns))
            VALUES (\(office), \(template.procedure), \(template.procedureName), \(template.version), \(template.text),
                \(template.savedAt), \(actor.name))
            ON CONFLICT (office, procedure) DO UPDATE SET procedure_name = excluded.procedure_name,
                version = excluded.version, words = excluded.words, saved_at = excluded.saved_at,
                saved_name = excluded.saved_name
            """)
        try tx.execute(
            """
            INSERT INTO dossier_template_version (office, procedure, version, words, saved_at, saved_by, saved_name)
            VALUES (\(office), \(template.procedure), \(template.version), \(template.text), \(template.savedAt),
                \(actor.stored), \(actor.name))
            """)
    }

    private static func template(_ row: Row) throws -> OfficeTemplate {
        OfficeTemplate(
            procedure: try row.get(0), procedureName: try row.get(1), version: try row.get(2), text: try row.get(3),
            savedAt: try row.get(4), savedBy: try row.get(5))
    }
}
