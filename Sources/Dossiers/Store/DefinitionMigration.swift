// SPDX-License-Identifier: Apache-2.0

extension DossierMigrations {
    /// Published versions of definitions. A row is written once and never
    /// changed; until when it holds is told by the next one's first day.
    static let definitions = """
        CREATE TABLE dossier_definition (
            procedure {WORD} NOT NULL,
            number BIGINT NOT NULL,
            name TEXT NOT NULL,
            valid_from BIGINT NOT NULL,
            content TEXT NOT NULL,
            bank TEXT NOT NULL,
            digest TEXT NOT NULL,
            waiting BIGINT NOT NULL,
            published_at BIGINT NOT NULL,
            published_by TEXT NOT NULL,
            published_name TEXT NOT NULL,
            CONSTRAINT dossier_definition_key PRIMARY KEY (procedure, number),
            CONSTRAINT dossier_definition_number_check CHECK (number > 0)
        );
        CREATE INDEX dossier_definition_day ON dossier_definition (procedure, valid_from, number);
        """
}
