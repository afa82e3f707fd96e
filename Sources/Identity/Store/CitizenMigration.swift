// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// The schema of citizens who sign in at identity providers.
enum CitizenMigration {
    static func citizens(_ number: Int) -> Migration {
        Migration(
            number, "citizens",
            """
            CREATE TABLE identity_citizen (
                id TEXT NOT NULL,
                provider TEXT NOT NULL,
                -- a keyed hash of the provider's name of them, to find them by
                subject_key TEXT NOT NULL,
                -- that name and what the provider told, sealed with the key file
                profile TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                CONSTRAINT identity_citizen_pkey PRIMARY KEY (id),
                CONSTRAINT identity_citizen_subject_unique UNIQUE (provider, subject_key)
            );
            CREATE TABLE identity_citizen_session (
                id TEXT NOT NULL,
                token_digest TEXT NOT NULL,
                citizen_id TEXT NOT NULL,
                level TEXT NOT NULL,
                authentication_id TEXT NOT NULL,
                -- the provider's identity token, sealed: what signing out there refers to
                identity_token TEXT,
                created_at BIGINT NOT NULL,
                -- nothing where the provider did not say when
                proved_at BIGINT,
                last_seen_at BIGINT NOT NULL,
                ended_at BIGINT,
                user_agent TEXT NOT NULL,
                address TEXT NOT NULL,
                CONSTRAINT identity_citizen_session_pkey PRIMARY KEY (id),
                CONSTRAINT identity_citizen_session_token_digest_unique UNIQUE (token_digest),
                CONSTRAINT identity_citizen_session_citizen_fkey FOREIGN KEY (citizen_id)
                    REFERENCES identity_citizen (id)
            );
            CREATE INDEX identity_citizen_session_by_citizen ON identity_citizen_session (citizen_id, ended_at);
            CREATE INDEX identity_citizen_session_by_creation ON identity_citizen_session (created_at);
            -- what signing out at a provider needs, to be forgotten in time
            CREATE INDEX identity_citizen_session_by_identity_token ON identity_citizen_session (created_at)
                WHERE identity_token IS NOT NULL;
            -- ways to a provider and back that are used up
            CREATE TABLE identity_openid_return (
                state_digest TEXT NOT NULL,
                at BIGINT NOT NULL,
                CONSTRAINT identity_openid_return_pkey PRIMARY KEY (state_digest)
            );
            CREATE INDEX identity_openid_return_by_time ON identity_openid_return (at);
            """)
    }

    static func emailCodes(_ number: Int) -> Migration {
        Migration(
            number, "email-codes",
            """
            CREATE TABLE identity_email_code (
                -- of what the browser keeps that asked
                token_digest TEXT NOT NULL,
                -- the e-mail address, sealed with the key file
                address TEXT NOT NULL,
                code_digest TEXT NOT NULL,
                -- the letter with the code
                letter_id TEXT NOT NULL,
                created_at BIGINT NOT NULL,
                wrong BIGINT NOT NULL,
                CONSTRAINT identity_email_code_pkey PRIMARY KEY (token_digest)
            );
            CREATE INDEX identity_email_code_by_creation ON identity_email_code (created_at);
            """)
    }

    /// What the term of a citizen's record is counted from, and what they find
    /// of themselves in the record of sign-ins.
    static func terms(_ number: Int) -> Migration {
        Migration(
            number, "citizens-terms",
            """
            ALTER TABLE identity_citizen ADD COLUMN signed_in_at BIGINT NOT NULL DEFAULT 0;
            UPDATE identity_citizen SET signed_in_at = COALESCE(
                (SELECT MAX(s.created_at) FROM identity_citizen_session s WHERE s.citizen_id = identity_citizen.id),
                created_at);
            CREATE INDEX identity_citizen_by_sign_in ON identity_citizen (signed_in_at);
            CREATE INDEX identity_event_of_citizens ON identity_event (actor, id) WHERE account_id IS NULL;
            """)
    }
}
