// SPDX-License-Identifier: Apache-2.0

package import SQLStore

/// The schema of letters.
enum LetterMigrations {
    static let all = FeatureMigrations(
        "letters",
        [
            Migration(
                1, "letters",
                """
                CREATE TABLE letter (
                    id TEXT NOT NULL,
                    purpose TEXT NOT NULL,
                    -- recipient, subject and text, sealed with the key file; gone with the letter
                    content TEXT,
                    queued_at BIGINT NOT NULL,
                    good_until BIGINT NOT NULL,
                    -- when to try next; nothing once it is sent or given up
                    due_at BIGINT,
                    tries BIGINT NOT NULL,
                    sent_at BIGINT,
                    given_up_at BIGINT,
                    failure TEXT NOT NULL,
                    CONSTRAINT letter_pkey PRIMARY KEY (id),
                    CONSTRAINT letter_content_check CHECK ((content IS NULL) = (due_at IS NULL)),
                    CONSTRAINT letter_end_check CHECK (sent_at IS NULL OR given_up_at IS NULL)
                );
                CREATE INDEX letter_by_due ON letter (due_at, id);
                CREATE INDEX letter_by_queue ON letter (queued_at);
                """),
            Migration(
                2, "letters-by-end",
                """
                -- what waits, to be given up when its time is over
                CREATE INDEX letter_by_end ON letter (good_until) WHERE due_at IS NOT NULL;
                """),
            Migration(3, "letters-given-up", "CREATE INDEX letter_by_giving_up ON letter (given_up_at, id);"),
            Migration(
                4, "letters-by-channel",
                """
                ALTER TABLE letter ADD COLUMN channel TEXT NOT NULL DEFAULT 'email';
                -- letters of one thread go out in their order
                ALTER TABLE letter ADD COLUMN thread TEXT NOT NULL DEFAULT '';
                DROP INDEX letter_by_due;
                CREATE INDEX letter_by_due ON letter (channel, due_at, id);
                CREATE INDEX letter_by_wait ON letter (due_at, id) WHERE due_at IS NOT NULL;
                CREATE INDEX letter_by_thread ON letter (thread, id) WHERE due_at IS NOT NULL;
                """),
        ])
}
