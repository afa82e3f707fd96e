// SPDX-License-Identifier: Apache-2.0

import SQLStore

extension IdentityMigrations {
    static let personal = Migration(
        7, "personal-data",
        """
        -- holder: a person's or an account's identity; the value only sealed, found by a keyed hash
        CREATE TABLE identity_personal (
            holder TEXT NOT NULL,
            field TEXT NOT NULL,
            sealed TEXT NOT NULL,
            search_key TEXT NOT NULL,
            updated_at BIGINT NOT NULL,
            version BIGINT NOT NULL,
            CONSTRAINT identity_personal_pkey PRIMARY KEY (holder, field)
        );
        CREATE INDEX identity_personal_by_search_key ON identity_personal (field, search_key);
        CREATE TABLE identity_personal_reading (
            id TEXT NOT NULL,
            holder TEXT NOT NULL,
            -- empty: all fields
            field TEXT NOT NULL,
            at BIGINT NOT NULL,
            reader TEXT NOT NULL,
            reader_name TEXT NOT NULL,
            way TEXT NOT NULL,
            reason TEXT NOT NULL,
            CONSTRAINT identity_personal_reading_pkey PRIMARY KEY (id)
        );
        CREATE INDEX identity_personal_reading_by_holder ON identity_personal_reading (holder, id);
        CREATE TABLE identity_data_request (
            id TEXT NOT NULL,
            holder TEXT NOT NULL,
            kind TEXT NOT NULL,
            -- what the person wrote, and what was answered, only sealed
            sealed_words TEXT NOT NULL,
            sealed_answer TEXT NOT NULL,
            filed_at BIGINT NOT NULL,
            filed_by TEXT NOT NULL,
            filed_by_name TEXT NOT NULL,
            due_on BIGINT NOT NULL,
            state TEXT NOT NULL,
            answered_at BIGINT,
            answered_by_name TEXT NOT NULL,
            CONSTRAINT identity_data_request_pkey PRIMARY KEY (id)
        );
        CREATE INDEX identity_data_request_by_holder ON identity_data_request (holder, id);
        CREATE INDEX identity_data_request_by_state ON identity_data_request (state, due_on, id);
        CREATE TABLE identity_retention_rule (
            field TEXT NOT NULL,
            days BIGINT NOT NULL,
            ground TEXT NOT NULL,
            set_at BIGINT NOT NULL,
            set_by_name TEXT NOT NULL,
            CONSTRAINT identity_retention_rule_pkey PRIMARY KEY (field)
        );
        CREATE TABLE identity_legal_hold (
            id TEXT NOT NULL,
            holder TEXT NOT NULL,
            reason TEXT NOT NULL,
            placed_at BIGINT NOT NULL,
            placed_by_name TEXT NOT NULL,
            lifted_at BIGINT,
            lifted_by_name TEXT NOT NULL,
            CONSTRAINT identity_legal_hold_pkey PRIMARY KEY (id)
        );
        CREATE INDEX identity_legal_hold_by_holder ON identity_legal_hold (holder, lifted_at);
        CREATE INDEX identity_person_by_leaving ON identity_person (left_at);
        """)
}
