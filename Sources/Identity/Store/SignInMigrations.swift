// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// The schema of second factors and of the record of authentications.
enum SignInMigrations {
    static func secondFactor(_ number: Int) -> Migration {
        Migration(
            number, "second-factors-and-authentications",
            """
            CREATE TABLE identity_second_factor (
                account_id TEXT NOT NULL,
                -- sealed with the key file, never plain
                secret TEXT NOT NULL,
                set_at BIGINT NOT NULL,
                -- the thirty seconds whose code was used last: none up to it is taken again
                last_step BIGINT NOT NULL,
                CONSTRAINT identity_second_factor_pkey PRIMARY KEY (account_id),
                CONSTRAINT identity_second_factor_account_fkey FOREIGN KEY (account_id)
                    REFERENCES identity_account (id)
            );
            CREATE TABLE identity_recovery_code (
                account_id TEXT NOT NULL,
                digest TEXT NOT NULL,
                used_at BIGINT,
                CONSTRAINT identity_recovery_code_pkey PRIMARY KEY (account_id, digest),
                CONSTRAINT identity_recovery_code_account_fkey FOREIGN KEY (account_id)
                    REFERENCES identity_account (id)
            );
            -- a browser whose password was right and whose second factor is still to come
            CREATE TABLE identity_half_sign_in (
                token_digest TEXT NOT NULL,
                account_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                password_set_at BIGINT NOT NULL,
                -- the sealed key of a second factor that is being set up
                enrolment TEXT,
                CONSTRAINT identity_half_sign_in_pkey PRIMARY KEY (token_digest),
                CONSTRAINT identity_half_sign_in_account_fkey FOREIGN KEY (account_id)
                    REFERENCES identity_account (id)
            );
            CREATE INDEX identity_half_sign_in_by_account ON identity_half_sign_in (account_id);
            CREATE INDEX identity_half_sign_in_by_creation ON identity_half_sign_in (created_at);
            CREATE TABLE identity_authentication (
                id TEXT NOT NULL,
                at BIGINT NOT NULL,
                account_id TEXT NOT NULL,
                method TEXT NOT NULL,
                level TEXT NOT NULL,
                device TEXT NOT NULL,
                -- the network without its last part
                address TEXT NOT NULL,
                CONSTRAINT identity_authentication_pkey PRIMARY KEY (id),
                CONSTRAINT identity_authentication_level_check CHECK (level IN ('low', 'medium', 'high'))
            );
            CREATE INDEX identity_authentication_by_time ON identity_authentication (at, level, method);
            CREATE INDEX identity_authentication_by_account ON identity_authentication (account_id, id);
            ALTER TABLE identity_session ADD COLUMN proved_at BIGINT;
            ALTER TABLE identity_session ADD COLUMN authentication_id TEXT;
            """)
    }

    static func tokens(_ number: Int) -> Migration {
        Migration(
            number, "first-run-and-tokens",
            """
            CREATE TABLE identity_first_run (
                digest TEXT NOT NULL,
                made_at BIGINT NOT NULL,
                CONSTRAINT identity_first_run_pkey PRIMARY KEY (digest)
            );
            CREATE TABLE identity_api_token (
                id TEXT NOT NULL,
                digest TEXT NOT NULL,
                name TEXT NOT NULL,
                -- 'security-log:read …', a blank between two
                scopes TEXT NOT NULL,
                unit_code TEXT NOT NULL,
                owner_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                expires_at BIGINT NOT NULL,
                revoked_at BIGINT,
                revoked_by TEXT,
                last_used_at BIGINT,
                CONSTRAINT identity_api_token_pkey PRIMARY KEY (id),
                CONSTRAINT identity_api_token_digest_unique UNIQUE (digest),
                CONSTRAINT identity_api_token_owner_fkey FOREIGN KEY (owner_id) REFERENCES identity_account (id)
            );
            CREATE INDEX identity_api_token_by_owner ON identity_api_token (owner_id);
            """)
    }
}
