// SPDX-License-Identifier: Apache-2.0

import SQLStore

extension IdentityMigrations {
    /// Units with dated attributes take the place of the flat list; what was
    /// in it is carried over.
    static let organisation = Migration(
        3, "organisation-as-dated-data",
        """
        CREATE TABLE identity_org_state (
            id BIGINT NOT NULL,
            revision BIGINT NOT NULL,
            CONSTRAINT identity_org_state_pkey PRIMARY KEY (id)
        );
        INSERT INTO identity_org_state (id, revision) VALUES (1, 1);
        CREATE TABLE identity_org_unit (
            id TEXT NOT NULL,
            revision BIGINT NOT NULL,
            CONSTRAINT identity_org_unit_pkey PRIMARY KEY (id)
        );
        CREATE TABLE identity_org_unit_version (
            unit_id TEXT NOT NULL,
            -- days since 1970-01-01; valid_to is the first day on which it holds no more
            valid_from BIGINT NOT NULL,
            valid_to BIGINT,
            scheme TEXT NOT NULL,
            code TEXT NOT NULL,
            name TEXT NOT NULL,
            name_en TEXT NOT NULL,
            kind TEXT NOT NULL,
            parent_id TEXT,
            act TEXT NOT NULL,
            source TEXT NOT NULL,
            plan_id TEXT,
            ended_by_plan_id TEXT,
            CONSTRAINT identity_org_unit_version_pkey PRIMARY KEY (unit_id, valid_from),
            CONSTRAINT identity_org_unit_version_valid_check CHECK (valid_to IS NULL OR valid_to > valid_from),
            CONSTRAINT identity_org_unit_version_unit_fkey FOREIGN KEY (unit_id) REFERENCES identity_org_unit (id),
            CONSTRAINT identity_org_unit_version_parent_fkey FOREIGN KEY (parent_id) REFERENCES identity_org_unit (id)
        );
        CREATE INDEX identity_org_unit_version_by_parent ON identity_org_unit_version (parent_id);
        CREATE UNIQUE INDEX identity_org_unit_version_by_code ON identity_org_unit_version (scheme, code, valid_from);
        CREATE TABLE identity_org_outline (
            unit_id TEXT NOT NULL,
            valid_from BIGINT NOT NULL,
            valid_to BIGINT,
            geometry TEXT NOT NULL,
            source TEXT NOT NULL,
            licence TEXT NOT NULL,
            CONSTRAINT identity_org_outline_pkey PRIMARY KEY (unit_id, valid_from),
            CONSTRAINT identity_org_outline_valid_check CHECK (valid_to IS NULL OR valid_to > valid_from),
            CONSTRAINT identity_org_outline_unit_fkey FOREIGN KEY (unit_id) REFERENCES identity_org_unit (id)
        );
        CREATE TABLE identity_org_succession (
            id TEXT NOT NULL,
            from_id TEXT NOT NULL,
            to_id TEXT,
            kind TEXT NOT NULL,
            share DOUBLE PRECISION,
            function TEXT NOT NULL,
            happens_on BIGINT NOT NULL,
            act TEXT NOT NULL,
            source TEXT NOT NULL,
            plan_id TEXT,
            CONSTRAINT identity_org_succession_pkey PRIMARY KEY (id),
            CONSTRAINT identity_org_succession_share_check CHECK (share IS NULL OR (share > 0 AND share <= 1)),
            CONSTRAINT identity_org_succession_from_fkey FOREIGN KEY (from_id) REFERENCES identity_org_unit (id),
            CONSTRAINT identity_org_succession_to_fkey FOREIGN KEY (to_id) REFERENCES identity_org_unit (id)
        );
        CREATE INDEX identity_org_succession_by_from ON identity_org_succession (from_id);
        CREATE INDEX identity_org_succession_by_to ON identity_org_succession (to_id);
        CREATE INDEX identity_org_succession_by_plan ON identity_org_succession (plan_id);
        CREATE TABLE identity_org_competence (
            id TEXT NOT NULL,
            function TEXT NOT NULL,
            part TEXT NOT NULL,
            territory_id TEXT NOT NULL,
            unit_id TEXT NOT NULL,
            valid_from BIGINT NOT NULL,
            valid_to BIGINT,
            act TEXT NOT NULL,
            source TEXT NOT NULL,
            CONSTRAINT identity_org_competence_pkey PRIMARY KEY (id),
            CONSTRAINT identity_org_competence_valid_check CHECK (valid_to IS NULL OR valid_to > valid_from),
            CONSTRAINT identity_org_competence_territory_fkey FOREIGN KEY (territory_id) REFERENCES identity_org_unit (id),
            CONSTRAINT identity_org_competence_unit_fkey FOREIGN KEY (unit_id) REFERENCES identity_org_unit (id)
        );
        CREATE TABLE identity_org_plan (
            id TEXT NOT NULL,
            title TEXT NOT NULL,
            act TEXT NOT NULL,
            effective_on BIGINT NOT NULL,
            state TEXT NOT NULL,
            -- one line a step, as people write it
            steps TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL,
            decided_at BIGINT,
            decided_by TEXT,
            version BIGINT NOT NULL,
            CONSTRAINT identity_org_plan_pkey PRIMARY KEY (id)
        );
        CREATE TABLE identity_org_import (
            id TEXT NOT NULL,
            name TEXT NOT NULL,
            content TEXT NOT NULL,
            state TEXT NOT NULL,
            created_at BIGINT NOT NULL,
            created_by TEXT NOT NULL,
            ended_at BIGINT,
            taken BIGINT NOT NULL,
            refused BIGINT NOT NULL,
            CONSTRAINT identity_org_import_pkey PRIMARY KEY (id)
        );
        -- who changed what of organisation and staff, and why
        CREATE TABLE identity_act (
            id TEXT NOT NULL,
            at BIGINT NOT NULL,
            actor TEXT NOT NULL,
            actor_name TEXT NOT NULL,
            kind TEXT NOT NULL,
            subject TEXT NOT NULL,
            detail TEXT NOT NULL,
            CONSTRAINT identity_act_pkey PRIMARY KEY (id)
        );
        CREATE INDEX identity_act_by_subject ON identity_act (subject, id);
        INSERT INTO identity_org_unit (id, revision) SELECT id, 1 FROM identity_unit;
        INSERT INTO identity_org_unit_version (unit_id, valid_from, valid_to, scheme, code, name, name_en, kind,
            parent_id, act, source, plan_id, ended_by_plan_id)
        SELECT id, valid_from, valid_to, scheme, code, name, name_en, kind, NULL, '', source, NULL, NULL
        FROM identity_unit;
        INSERT INTO identity_org_outline (unit_id, valid_from, valid_to, geometry, source, licence)
        SELECT o.unit_id, u.valid_from, u.valid_to, o.geometry, o.source, o.licence
        FROM identity_unit_outline o JOIN identity_unit u ON u.id = o.unit_id;
        DROP TABLE identity_unit_outline;
        DROP TABLE identity_unit;
        """)
}
