// SPDX-License-Identifier: Apache-2.0

package import SQLStore

/// The feature's schema, step by step.
package enum DossierMigrations {
    package static let all = FeatureMigrations(
        "dossiers",
        [
            step(1, "procedures", procedures), step(2, "definitions", definitions), imports, UnitHoursStore.migration,
            DossierMigration.migration, files, DraftStore.migration, ResultTable.migration, FieldStore.migration,
            NoticeStore.migration, PortalOutbox.migration, ReportStore.migration, ResultDraftStore.migration,
            TemplateStore.migration, LoadStore.migration, RatingStore.migration, CountStore.migration,
        ])

    private static let imports = Migration(
        3, "catalogue-imports", sqlite: importText.replacing("{BYTES}", with: "BLOB"),
        postgres: importText.replacing("{BYTES}", with: "BYTEA"))

    private static let importText = """
        CREATE TABLE dossier_catalogue_import (
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            source TEXT NOT NULL,
            content {BYTES} NOT NULL,
            state TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL,
            ended_at BIGINT,
            taken BIGINT NOT NULL,
            refused BIGINT NOT NULL,
            CONSTRAINT dossier_catalogue_import_pkey PRIMARY KEY (id),
            CONSTRAINT dossier_catalogue_import_state_check CHECK (state IN ('draft', 'done', 'discarded'))
        );
        """

    /// `{WORD}` is text that is sorted by its bytes, so that beginnings of
    /// words are a range on both databases.
    private static func step(_ number: Int, _ name: String, _ text: String) -> Migration {
        Migration(
            number, name, sqlite: text.replacing("{WORD}", with: "TEXT"),
            postgres: text.replacing("{WORD}", with: "TEXT COLLATE \"C\""))
    }

    private static let procedures = """
        CREATE TABLE dossier_procedure (
            code {WORD} PRIMARY KEY,
            version BIGINT NOT NULL,
            name TEXT NOT NULL,
            name_key {WORD} NOT NULL,
            field TEXT NOT NULL,
            decision TEXT NOT NULL,
            is_online BIGINT NOT NULL,
            is_head BIGINT NOT NULL,
            CONSTRAINT dossier_procedure_online_check CHECK (is_online IN (0, 1)),
            CONSTRAINT dossier_procedure_head_check CHECK (is_head IN (0, 1))
        );
        CREATE INDEX dossier_procedure_name ON dossier_procedure (name_key, code);

        CREATE TABLE dossier_procedure_version (
            code {WORD} NOT NULL,
            number BIGINT NOT NULL,
            decision TEXT NOT NULL,
            taken_at BIGINT NOT NULL,
            taken_by TEXT NOT NULL,
            source TEXT NOT NULL,
            digest TEXT NOT NULL,
            decided_on BIGINT,
            valid_from BIGINT,
            withdrawn_on BIGINT,
            content TEXT NOT NULL,
            CONSTRAINT dossier_procedure_version_key PRIMARY KEY (code, number)
        );

        CREATE TABLE dossier_procedure_word (
            code {WORD} NOT NULL,
            word {WORD} NOT NULL,
            CONSTRAINT dossier_procedure_word_key PRIMARY KEY (code, word)
        );
        CREATE INDEX dossier_procedure_word_word ON dossier_procedure_word (word, code);

        CREATE TABLE dossier_service_level (
            id {WORD} PRIMARY KEY,
            code {WORD} NOT NULL,
            level TEXT NOT NULL,
            old_level BIGINT,
            valid_from BIGINT NOT NULL,
            source TEXT NOT NULL,
            set_by TEXT NOT NULL,
            set_name TEXT NOT NULL,
            set_at BIGINT NOT NULL,
            CONSTRAINT dossier_service_level_level_check CHECK (level IN ('full', 'partial', 'information')),
            CONSTRAINT dossier_service_level_old_check CHECK (old_level BETWEEN 1 AND 4)
        );
        CREATE INDEX dossier_service_level_code ON dossier_service_level (code, valid_from, id);

        CREATE TABLE dossier_procedure_conflict (
            id {WORD} PRIMARY KEY,
            code {WORD} NOT NULL,
            name TEXT NOT NULL,
            version BIGINT NOT NULL,
            kind TEXT NOT NULL,
            channels TEXT NOT NULL,
            printed TEXT NOT NULL,
            words TEXT NOT NULL,
            state TEXT NOT NULL,
            limit_count BIGINT,
            limit_unit TEXT,
            fee TEXT NOT NULL,
            reason TEXT NOT NULL,
            settled_by TEXT NOT NULL,
            settled_name TEXT NOT NULL,
            settled_at BIGINT,
            CONSTRAINT dossier_procedure_conflict_state_check CHECK (state IN ('open', 'settled', 'gone'))
        );
        CREATE INDEX dossier_procedure_conflict_state ON dossier_procedure_conflict (state, id);
        CREATE INDEX dossier_procedure_conflict_code ON dossier_procedure_conflict (code, version);
        """
}
