// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// Acts write into the inbox; sealing moves them, numbered, into the log.
/// Nothing changes or deletes a row of the log: the database itself refuses.
enum LedgerMigrations {
    static let all = FeatureMigrations(
        "ledger",
        [
            Migration(
                1, "log-and-inbox",
                sqlite: tables(place: "INTEGER PRIMARY KEY", bytes: "BLOB")
                    + protected.map(sqliteGuard).joined(),
                postgres: tables(place: "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", bytes: "BYTEA")
                    + refusal + protected.map { postgresGuard($0.table) }.joined()),
            tally,
        ])

    private static let columns = """
        id TEXT NOT NULL, actor TEXT NOT NULL, unit TEXT NOT NULL, on_behalf_of TEXT NOT NULL,
            authentication TEXT NOT NULL, assurance TEXT NOT NULL, act TEXT NOT NULL, object_kind TEXT NOT NULL,
            object_id TEXT NOT NULL, reason TEXT NOT NULL, legal_basis TEXT NOT NULL, fields TEXT NOT NULL,
            commitments TEXT NOT NULL
        """

    private static func tables(place: String, bytes: String) -> String {
        """
        CREATE TABLE ledger_inbox (
            place \(place), at BIGINT NOT NULL, legal_effect BIGINT NOT NULL, \(columns)
        );
        CREATE TABLE ledger_entry (
            number BIGINT NOT NULL, at BIGINT NOT NULL, legal_effect BIGINT NOT NULL, \(columns),
            hash \(bytes) NOT NULL, marks \(bytes) NOT NULL,
            CONSTRAINT ledger_entry_pkey PRIMARY KEY (number),
            CONSTRAINT ledger_entry_id_key UNIQUE (id),
            CONSTRAINT ledger_entry_number_check CHECK (number > 0)
        );
        CREATE INDEX ledger_entry_at ON ledger_entry (at, number);
        CREATE INDEX ledger_entry_actor ON ledger_entry (actor, at, number);
        CREATE INDEX ledger_entry_act ON ledger_entry (act, at, number);
        CREATE INDEX ledger_entry_object ON ledger_entry (object_id, at, number);
        CREATE TABLE ledger_opening (
            entry_id TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, salt \(bytes) NOT NULL,
            CONSTRAINT ledger_opening_pkey PRIMARY KEY (entry_id, name)
        );
        CREATE TABLE ledger_node (
            level BIGINT NOT NULL, place BIGINT NOT NULL, hash \(bytes) NOT NULL,
            CONSTRAINT ledger_node_pkey PRIMARY KEY (level, place)
        );
        CREATE TABLE ledger_checkpoint (
            number BIGINT NOT NULL, size BIGINT NOT NULL, signed_at BIGINT NOT NULL, note TEXT NOT NULL,
            CONSTRAINT ledger_checkpoint_pkey PRIMARY KEY (number)
        );
        CREATE INDEX ledger_checkpoint_size ON ledger_checkpoint (size, number);
        CREATE TABLE ledger_log (
            one BIGINT NOT NULL, origin TEXT NOT NULL, made_at BIGINT NOT NULL,
            CONSTRAINT ledger_log_pkey PRIMARY KEY (one), CONSTRAINT ledger_log_one_check CHECK (one = 1)
        );
        CREATE TABLE ledger_key (
            number BIGINT NOT NULL, verifier TEXT NOT NULL, made_at BIGINT NOT NULL,
            CONSTRAINT ledger_key_pkey PRIMARY KEY (number)
        );
        CREATE TABLE ledger_lease (
            name TEXT NOT NULL, holder TEXT NOT NULL, until BIGINT NOT NULL,
            CONSTRAINT ledger_lease_pkey PRIMARY KEY (name)
        );
        CREATE TABLE ledger_witness (
            address TEXT NOT NULL, size BIGINT NOT NULL, note TEXT NOT NULL, tried_at BIGINT NOT NULL,
            accepted_at BIGINT, failure TEXT NOT NULL,
            CONSTRAINT ledger_witness_pkey PRIMARY KEY (address)
        );
        CREATE TABLE ledger_witnessed (
            origin TEXT NOT NULL, size BIGINT NOT NULL, note TEXT NOT NULL, at BIGINT NOT NULL,
            refusals BIGINT NOT NULL, refused_at BIGINT,
            CONSTRAINT ledger_witnessed_pkey PRIMARY KEY (origin)
        );

        """
    }

    /// What may only grow, and how a row is known in each.
    private static let protected: [(table: String, same: String)] = [
        ("ledger_entry", "number = NEW.number OR id = NEW.id"),
        ("ledger_node", "level = NEW.level AND place = NEW.place"),
        ("ledger_checkpoint", "number = NEW.number"),
        ("ledger_log", "one = NEW.one"),
        ("ledger_key", "number = NEW.number"),
    ]

    /// `INSERT OR REPLACE` deletes without asking the trigger for deletions:
    /// a trigger before the insertion refuses a row that is there already.
    private static func sqliteGuard(_ table: String, same: String) -> String {
        """
        CREATE TRIGGER \(table)_no_update BEFORE UPDATE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
        CREATE TRIGGER \(table)_no_delete BEFORE DELETE ON \(table)
        BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;
        CREATE TRIGGER \(table)_no_replace BEFORE INSERT ON \(table)
        WHEN EXISTS (SELECT 1 FROM \(table) WHERE \(same))
        BEGIN SELECT RAISE(ABORT, 'the ledger only grows'); END;

        """
    }

    private static let refusal = """
        CREATE FUNCTION ledger_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'the ledger only grows'; END $$;

        """

    private static func postgresGuard(_ table: String) -> String {
        """
        CREATE TRIGGER \(table)_no_change BEFORE UPDATE OR DELETE ON \(table)
        FOR EACH ROW EXECUTE FUNCTION ledger_refuse();
        CREATE TRIGGER \(table)_no_truncate BEFORE TRUNCATE ON \(table)
        FOR EACH STATEMENT EXECUTE FUNCTION ledger_refuse();

        """
    }
}
