// SPDX-License-Identifier: Apache-2.0

import SQLStore

extension DossierMigrations {
    /// Files, their sealed pieces, what was refused, and leases of jobs.
    static let files = Migration(
        6, "files", sqlite: fileText.replacing("{BYTES}", with: "BLOB"),
        postgres: fileText.replacing("{BYTES}", with: "BYTEA")
            // Sealed bytes do not shrink: trying costs time alone.
            + "\nALTER TABLE dossier_file_piece ALTER COLUMN content SET STORAGE EXTERNAL;")

    private static let fileText = """
        CREATE TABLE dossier_file (
            id TEXT NOT NULL,
            secret TEXT NOT NULL,
            kind TEXT NOT NULL,
            size BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            sent_sha256 TEXT NOT NULL,
            pages BIGINT,
            kept_at BIGINT NOT NULL,
            kept_by TEXT NOT NULL,
            holder_kind TEXT NOT NULL,
            holder TEXT NOT NULL,
            attached_at BIGINT,
            CONSTRAINT dossier_file_pkey PRIMARY KEY (id),
            CONSTRAINT dossier_file_kind_check CHECK (kind IN ('jpeg', 'png', 'pdf')),
            CONSTRAINT dossier_file_holder_check CHECK ((holder = '') = (attached_at IS NULL))
        );
        CREATE INDEX dossier_file_loose ON dossier_file (kept_at, id) WHERE holder = '';
        CREATE INDEX dossier_file_holder ON dossier_file (holder, id) WHERE holder <> '';

        CREATE TABLE dossier_file_piece (
            file_id TEXT NOT NULL,
            number BIGINT NOT NULL,
            content {BYTES} NOT NULL,
            CONSTRAINT dossier_file_piece_pkey PRIMARY KEY (file_id, number)
        );

        CREATE TABLE dossier_file_refusal (
            id TEXT NOT NULL,
            at BIGINT NOT NULL,
            reason TEXT NOT NULL,
            found TEXT NOT NULL,
            kind TEXT NOT NULL,
            size BIGINT NOT NULL,
            sha256 TEXT NOT NULL,
            refused_of TEXT NOT NULL,
            CONSTRAINT dossier_file_refusal_pkey PRIMARY KEY (id)
        );
        CREATE INDEX dossier_file_refusal_at ON dossier_file_refusal (at);
        CREATE INDEX dossier_file_refusal_reason ON dossier_file_refusal (reason, id);

        """
}
