// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// The schema of accounts, sessions and units, step by step.
enum IdentityMigrations {
    static let all = FeatureMigrations(
        "identity",
        [
            accounts, units, organisation, people, SignInMigrations.secondFactor(5), SignInMigrations.tokens(6),
            personal, CitizenMigration.citizens(8), CitizenMigration.emailCodes(9), ActMigration.reasons(10),
            CitizenMigration.terms(11), AdministrationMigrations.indexes(12), CalendarStore.migration(13),
            CitizenMigration.finding(14), EverybodysSessionStore.migration(15),
        ])

    private static let accounts = Migration(
        1, "accounts-and-sessions",
        """
        CREATE TABLE identity_account (
            id TEXT NOT NULL,
            login TEXT NOT NULL,
            login_key TEXT NOT NULL,
            name TEXT NOT NULL,
            -- ' nguyen an an.nguyen': a space before each word, so that a word's beginning is found
            search_key TEXT NOT NULL,
            password_hash TEXT NOT NULL,
            password_set_at BIGINT NOT NULL,
            password_due BIGINT NOT NULL,
            is_sample BIGINT NOT NULL,
            created_at BIGINT NOT NULL,
            disabled_at BIGINT,
            version BIGINT NOT NULL,
            CONSTRAINT identity_account_pkey PRIMARY KEY (id),
            CONSTRAINT identity_account_login_key_unique UNIQUE (login_key),
            CONSTRAINT identity_account_password_due_check CHECK (password_due IN (0, 1)),
            CONSTRAINT identity_account_is_sample_check CHECK (is_sample IN (0, 1))
        );
        CREATE TABLE identity_account_role (
            account_id TEXT NOT NULL,
            role TEXT NOT NULL,
            CONSTRAINT identity_account_role_pkey PRIMARY KEY (account_id, role),
            CONSTRAINT identity_account_role_account_fkey FOREIGN KEY (account_id) REFERENCES identity_account (id)
        );
        CREATE INDEX identity_account_role_by_role ON identity_account_role (role, account_id);
        CREATE TABLE identity_session (
            id TEXT NOT NULL,
            token_digest TEXT NOT NULL,
            account_id TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            last_seen_at BIGINT NOT NULL,
            ended_at BIGINT,
            user_agent TEXT NOT NULL,
            address TEXT NOT NULL,
            CONSTRAINT identity_session_pkey PRIMARY KEY (id),
            CONSTRAINT identity_session_token_digest_unique UNIQUE (token_digest),
            CONSTRAINT identity_session_account_fkey FOREIGN KEY (account_id) REFERENCES identity_account (id)
        );
        -- an account's sessions, the open ones first to hand
        CREATE INDEX identity_session_by_account ON identity_session (account_id, ended_at);
        CREATE INDEX identity_session_by_creation ON identity_session (created_at);
        CREATE TABLE identity_sign_in_failure (
            subject TEXT NOT NULL,
            failures BIGINT NOT NULL,
            last_at BIGINT NOT NULL,
            locked_until BIGINT,
            CONSTRAINT identity_sign_in_failure_pkey PRIMARY KEY (subject)
        );
        CREATE INDEX identity_sign_in_failure_by_last ON identity_sign_in_failure (last_at);
        CREATE TABLE identity_event (
            id TEXT NOT NULL,
            at BIGINT NOT NULL,
            kind TEXT NOT NULL,
            account_id TEXT,
            actor TEXT NOT NULL,
            address TEXT NOT NULL,
            detail TEXT NOT NULL,
            CONSTRAINT identity_event_pkey PRIMARY KEY (id)
        );
        CREATE INDEX identity_event_by_account ON identity_event (account_id, id);
        """)

    private static let units = Migration(
        2, "units-and-outlines",
        """
        CREATE TABLE identity_unit (
            id TEXT NOT NULL,
            scheme TEXT NOT NULL,
            code TEXT NOT NULL,
            parent_code TEXT,
            kind TEXT NOT NULL,
            name TEXT NOT NULL,
            name_en TEXT NOT NULL,
            -- days since 1970-01-01; valid_to is the first day on which the unit is no more
            valid_from BIGINT NOT NULL,
            valid_to BIGINT,
            source TEXT NOT NULL,
            CONSTRAINT identity_unit_pkey PRIMARY KEY (id),
            CONSTRAINT identity_unit_code_unique UNIQUE (scheme, code, valid_from),
            CONSTRAINT identity_unit_valid_check CHECK (valid_to IS NULL OR valid_to > valid_from)
        );
        CREATE TABLE identity_unit_outline (
            unit_id TEXT NOT NULL,
            geometry TEXT NOT NULL,
            source TEXT NOT NULL,
            licence TEXT NOT NULL,
            CONSTRAINT identity_unit_outline_pkey PRIMARY KEY (unit_id),
            CONSTRAINT identity_unit_outline_unit_fkey FOREIGN KEY (unit_id) REFERENCES identity_unit (id)
        );
        """)
}
