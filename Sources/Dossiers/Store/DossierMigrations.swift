// SPDX-License-Identifier: Apache-2.0

package import SQLStore

/// The feature's schema, step by step.
package enum DossierMigrations {
    package static let all = FeatureMigrations(
        "dossiers", [step(1, "procedures", procedures), step(2, "definitions", definitions)])

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
            CONSTRAINT dossier_procedure_online_check CHECK (is_online IN (0, 1))
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
            content TEXT NOT NULL,
            CONSTRAINT dossier_procedure_version_key PRIMARY KEY (code, number)
        );

        CREATE TABLE dossier_procedure_word (
            code {WORD} NOT NULL,
            word {WORD} NOT NULL,
            CONSTRAINT dossier_procedure_word_key PRIMARY KEY (code, word)
        );

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
