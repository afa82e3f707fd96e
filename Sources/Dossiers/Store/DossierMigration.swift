// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// Dossiers: a row that lists read, and the facts it is worked out from, which
/// the database itself keeps from being changed.
enum DossierMigration {
    static let migration = Migration(
        5, "dossiers", sqlite: tables + sqliteGuard,
        postgres: tables.replacing("/*C*/", with: " COLLATE \"C\"") + postgresGuard)

    private static let tables = """
        CREATE TABLE dossier_lease (
            name TEXT NOT NULL, holder TEXT NOT NULL, until BIGINT NOT NULL,
            CONSTRAINT dossier_lease_pkey PRIMARY KEY (name)
        );
        CREATE TABLE dossier_office (
            unit TEXT NOT NULL, unit_code TEXT NOT NULL, agency TEXT/*C*/ NOT NULL, name TEXT NOT NULL,
            name_en TEXT NOT NULL, set_by TEXT NOT NULL, set_at BIGINT NOT NULL,
            CONSTRAINT dossier_office_pkey PRIMARY KEY (unit),
            CONSTRAINT dossier_office_agency_key UNIQUE (agency)
        );
        CREATE TABLE dossier_sequence (
            office TEXT NOT NULL, day BIGINT NOT NULL, last BIGINT NOT NULL,
            CONSTRAINT dossier_sequence_pkey PRIMARY KEY (office, day)
        );
        CREATE TABLE dossier_result_sequence (
            office TEXT NOT NULL, year BIGINT NOT NULL, last BIGINT NOT NULL,
            CONSTRAINT dossier_result_sequence_pkey PRIMARY KEY (office, year)
        );
        CREATE TABLE dossier (
            id TEXT/*C*/ NOT NULL,
            code TEXT/*C*/ NOT NULL,
            submission_key TEXT NOT NULL,
            look_up_key TEXT NOT NULL,
            procedure TEXT NOT NULL,
            procedure_name TEXT NOT NULL,
            definition BIGINT,
            version BIGINT NOT NULL,
            channel TEXT NOT NULL,
            case_code TEXT,
            reception TEXT NOT NULL,
            citizen TEXT NOT NULL,
            fee BIGINT,
            office TEXT NOT NULL,
            status BIGINT NOT NULL,
            queue TEXT NOT NULL,
            step TEXT NOT NULL,
            holder TEXT NOT NULL,
            holder_name TEXT NOT NULL,
            submitted_at BIGINT NOT NULL,
            received_at BIGINT,
            due_at BIGINT,
            due_key BIGINT NOT NULL,
            step_due_at BIGINT,
            processed_at BIGINT,
            ended_at BIGINT,
            revision BIGINT NOT NULL,
            applicant TEXT NOT NULL,
            answers TEXT NOT NULL,
            CONSTRAINT dossier_pkey PRIMARY KEY (id),
            CONSTRAINT dossier_code_key UNIQUE (code),
            CONSTRAINT dossier_submission_key UNIQUE (submission_key),
            CONSTRAINT dossier_status_check CHECK (status BETWEEN 1 AND 10),
            CONSTRAINT dossier_channel_check CHECK (channel IN ('direct', 'online', 'post'))
        );
        CREATE INDEX dossier_queue ON dossier (office, queue, due_key, id);
        CREATE INDEX dossier_holder ON dossier (holder, due_key, id);
        CREATE INDEX dossier_citizen ON dossier (citizen, id);
        CREATE TABLE dossier_fact (
            dossier TEXT/*C*/ NOT NULL, number BIGINT NOT NULL, kind TEXT NOT NULL, at BIGINT NOT NULL,
            actor TEXT NOT NULL, actor_name TEXT NOT NULL, step TEXT NOT NULL, action TEXT NOT NULL,
            target TEXT NOT NULL, target_name TEXT NOT NULL, moment BIGINT, amount BIGINT, mark TEXT NOT NULL,
            promise TEXT NOT NULL, words TEXT NOT NULL,
            CONSTRAINT dossier_fact_pkey PRIMARY KEY (dossier, number)
        );
        CREATE TABLE dossier_paper (
            dossier TEXT/*C*/ NOT NULL, place BIGINT NOT NULL, code TEXT NOT NULL, name TEXT NOT NULL,
            originals BIGINT NOT NULL, copies BIGINT NOT NULL, source TEXT NOT NULL, files TEXT NOT NULL,
            CONSTRAINT dossier_paper_pkey PRIMARY KEY (dossier, place)
        );
        CREATE TABLE dossier_find (
            find_key TEXT/*C*/ NOT NULL, dossier TEXT/*C*/ NOT NULL,
            CONSTRAINT dossier_find_pkey PRIMARY KEY (find_key, dossier)
        );
        CREATE TABLE dossier_count (
            office TEXT NOT NULL, day BIGINT NOT NULL, measure TEXT NOT NULL, total BIGINT NOT NULL,
            CONSTRAINT dossier_count_pkey PRIMARY KEY (office, day, measure)
        );

        """

    private static let sqliteGuard = """
        CREATE TRIGGER dossier_fact_no_update BEFORE UPDATE ON dossier_fact
        BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
        CREATE TRIGGER dossier_fact_no_delete BEFORE DELETE ON dossier_fact
        BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
        CREATE TRIGGER dossier_fact_no_replace BEFORE INSERT ON dossier_fact
        WHEN EXISTS (SELECT 1 FROM dossier_fact WHERE dossier = NEW.dossier AND number = NEW.number)
        BEGIN SELECT RAISE(ABORT, 'facts are only added'); END;
        """

    private static let postgresGuard = """
        CREATE FUNCTION dossier_facts_are_kept() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'facts are only added'; END $$;
        CREATE TRIGGER dossier_fact_no_change BEFORE UPDATE OR DELETE ON dossier_fact
        FOR EACH ROW EXECUTE FUNCTION dossier_facts_are_kept();
        CREATE TRIGGER dossier_fact_no_truncate BEFORE TRUNCATE ON dossier_fact
        FOR EACH STATEMENT EXECUTE FUNCTION dossier_facts_are_kept();
        """
}
