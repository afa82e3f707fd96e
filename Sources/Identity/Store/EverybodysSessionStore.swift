// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The questions about everybody's sessions at once: along an index of those
/// that nobody ended.
enum EverybodysSessionStore {
    /// How many sessions are open, counted to `most`.
    static func open(
        _ whose: SessionHolders, but digest: String = "", at now: Instant, _ settings: IdentitySettings,
        most: Int = .max, in tx: any Reading
    ) throws -> Int {
        let table: SQL = whose == .staff ? "identity_session" : "identity_citizen_session"
        return try tx.value(
            """
            SELECT count(*) FROM (
                SELECT 1 FROM \(table)
                WHERE ended_at IS NULL AND created_at > \(now - settings.absoluteLimit)
                    AND last_seen_at > \(now - settings.idleLimit) AND token_digest <> \(digest) LIMIT \(most)
            ) AS found
            """) ?? 0
    }

    /// Ends every session but the one with this token; of the staff also the
    /// sign-ins that wait for a second factor.
    static func end(_ whose: SessionHolders, but digest: String, at now: Instant, in tx: any Transaction) throws {
        switch whose {
        case .staff:
            try tx.execute("DELETE FROM identity_half_sign_in")
            try tx.execute(
                """
                UPDATE identity_session SET ended_at = \(now) WHERE ended_at IS NULL AND token_digest <> \(digest)
                """)
        case .citizens:
            try tx.execute(
                """
                UPDATE identity_citizen_session SET ended_at = \(now), identity_token = NULL
                WHERE ended_at IS NULL AND token_digest <> \(digest)
                """)
        }
    }

    static func migration(_ number: Int) -> Migration {
        Migration(
            number, "sessions-that-go-on",
            """
            CREATE INDEX identity_session_unended ON identity_session (created_at) WHERE ended_at IS NULL;
            CREATE INDEX identity_citizen_session_unended ON identity_citizen_session (created_at)
                WHERE ended_at IS NULL;
            """)
    }
}
