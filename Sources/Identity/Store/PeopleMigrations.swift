// SPDX-License-Identifier: Apache-2.0

import SQLStore

extension IdentityMigrations {
    static let people = Migration(
        4, "people-and-posts",
        """
        CREATE TABLE identity_person (
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            search_key TEXT NOT NULL,
            left_at BIGINT,
            version BIGINT NOT NULL,
            CONSTRAINT identity_person_pkey PRIMARY KEY (id)
        );
        CREATE TABLE identity_person_account (
            account_id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            CONSTRAINT identity_person_account_pkey PRIMARY KEY (account_id),
            CONSTRAINT identity_person_account_account_fkey FOREIGN KEY (account_id) REFERENCES identity_account (id),
            CONSTRAINT identity_person_account_person_fkey FOREIGN KEY (person_id) REFERENCES identity_person (id)
        );
        CREATE INDEX identity_person_account_by_person ON identity_person_account (person_id);
        CREATE TABLE identity_post (
            id TEXT NOT NULL,
            unit_id TEXT NOT NULL,
            title TEXT NOT NULL,
            title_en TEXT NOT NULL,
            standing TEXT NOT NULL,
            -- roles with a blank between, in their order
            roles TEXT NOT NULL,
            reach TEXT NOT NULL,
            CONSTRAINT identity_post_pkey PRIMARY KEY (id),
            CONSTRAINT identity_post_unit_fkey FOREIGN KEY (unit_id) REFERENCES identity_org_unit (id)
        );
        CREATE INDEX identity_post_by_unit ON identity_post (unit_id);
        CREATE TABLE identity_appointment (
            id TEXT NOT NULL,
            person_id TEXT NOT NULL,
            post_id TEXT NOT NULL,
            kind TEXT NOT NULL,
            valid_from BIGINT NOT NULL,
            valid_to BIGINT,
            act TEXT NOT NULL,
            CONSTRAINT identity_appointment_pkey PRIMARY KEY (id),
            CONSTRAINT identity_appointment_valid_check CHECK (valid_to IS NULL OR valid_to > valid_from),
            CONSTRAINT identity_appointment_person_fkey FOREIGN KEY (person_id) REFERENCES identity_person (id),
            CONSTRAINT identity_appointment_post_fkey FOREIGN KEY (post_id) REFERENCES identity_post (id)
        );
        CREATE INDEX identity_appointment_by_person ON identity_appointment (person_id);
        CREATE TABLE identity_delegation (
            id TEXT NOT NULL,
            appointment_id TEXT NOT NULL,
            to_person_id TEXT NOT NULL,
            roles TEXT NOT NULL,
            valid_from BIGINT NOT NULL,
            valid_to BIGINT NOT NULL,
            act TEXT NOT NULL,
            CONSTRAINT identity_delegation_pkey PRIMARY KEY (id),
            CONSTRAINT identity_delegation_appointment_fkey FOREIGN KEY (appointment_id) REFERENCES identity_appointment (id),
            CONSTRAINT identity_delegation_person_fkey FOREIGN KEY (to_person_id) REFERENCES identity_person (id)
        );
        CREATE INDEX identity_delegation_by_appointment ON identity_delegation (appointment_id);
        CREATE INDEX identity_delegation_by_person ON identity_delegation (to_person_id);
        """)
}
