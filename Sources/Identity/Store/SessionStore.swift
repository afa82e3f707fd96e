// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The questions about sessions. A session is open while it has not been
/// ended, its account is not disabled, and neither limit has passed.
enum SessionStore {
    private static let columns: SQL = """
        s.id, s.account_id, s.created_at, s.last_seen_at, s.ended_at, s.user_agent, s.address,
        s.proved_at, s.authentication_id, p.level
        """
    private static let proofs: SQL = "LEFT JOIN identity_authentication p ON p.id = s.authentication_id"

    /// The session with this token, also one that is over; `nil` for a
    /// disabled account's.
    static func session(digest: String, in tx: any Reading) throws -> Session? {
        try tx.row(
            """
            SELECT \(columns) FROM identity_session s JOIN identity_account a ON a.id = s.account_id \(proofs)
            WHERE s.token_digest = \(digest) AND a.disabled_at IS NULL
            """
        ).map(session(of:))
    }

    /// An account's sessions that nobody ended, the latest first, fifty at most.
    static func unended(of account: Account.ID, in tx: any Reading) throws -> [Session] {
        try tx.rows(
            """
            SELECT \(columns) FROM identity_session s \(proofs)
            WHERE s.account_id = \(account) AND s.ended_at IS NULL
            ORDER BY s.created_at DESC LIMIT 50
            """
        ).map(session(of:))
    }

    static func insert(_ session: Session, digest: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_session (id, token_digest, account_id, created_at, last_seen_at, user_agent, address,
                proved_at, authentication_id)
            VALUES (\(session.id), \(digest), \(session.account), \(session.createdAt), \(session.lastSeenAt),
                \(session.userAgent), \(session.address), \(session.provedAt), \(session.authentication))
            """)
    }

    /// Never moves backwards: another request may have been later.
    static func see(_ id: Session.ID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE identity_session SET last_seen_at = \(now)
            WHERE id = \(id) AND last_seen_at < \(now) AND ended_at IS NULL
            """)
    }

    /// - Returns: Whether it was open until now.
    @discardableResult
    static func end(_ id: Session.ID, of account: Account.ID, at now: Instant, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_session SET ended_at = \(now)
            WHERE id = \(id) AND account_id = \(account) AND ended_at IS NULL
            """) == 1
    }

    /// Ends whatever session has this token, whoever's it is.
    ///
    /// - Returns: The account it belonged to, where it was open until now.
    @discardableResult
    static func end(digest: String, at now: Instant, in tx: any Transaction) throws -> Account.ID? {
        let account: Account.ID? = try tx.value(
            "SELECT account_id FROM identity_session WHERE token_digest = \(digest) AND ended_at IS NULL")
        try tx.execute(
            "UPDATE identity_session SET ended_at = \(now) WHERE token_digest = \(digest) AND ended_at IS NULL")
        return account
    }

    /// Ends an account's sessions, and its sign-ins that wait for a second factor.
    static func endAll(of account: Account.ID, at now: Instant, in tx: any Transaction) throws {
        try HalfSignInStore.endAll(of: account, in: tx)
        try tx.execute(
            "UPDATE identity_session SET ended_at = \(now) WHERE account_id = \(account) AND ended_at IS NULL")
    }

    /// Ends an account's sessions but the one with this token.
    ///
    /// - Returns: How many were open.
    static func endOthers(of account: Account.ID, than digest: String, at now: Instant, in tx: any Transaction) throws
        -> Int
    {
        try tx.execute(
            """
            UPDATE identity_session SET ended_at = \(now)
            WHERE account_id = \(account) AND token_digest <> \(digest) AND ended_at IS NULL
            """)
    }

    /// Gives an open session another token after a new proof of who its person is.
    ///
    /// - Returns: Whether it was open.
    static func renew(
        digest: String, as newDigest: String, of account: Account.ID, provedBy authentication: Authentication,
        in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_session
            SET token_digest = \(newDigest), proved_at = \(authentication.at), authentication_id = \(authentication.id)
            WHERE token_digest = \(digest) AND account_id = \(account) AND ended_at IS NULL
            """) == 1
    }

    /// Removes sessions made before `moment`.
    static func erase(createdBefore moment: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM identity_session WHERE created_at < \(moment)")
    }

    private static func session(of row: Row) throws -> Session {
        Session(
            id: try row.get(0), account: try row.get(1), createdAt: try row.get(2), lastSeenAt: try row.get(3),
            endedAt: try row.optional(4), userAgent: try row.get(5), address: try row.get(6),
            provedAt: try row.optional(7), authentication: try row.optional(8),
            level: try (row.optional(9) as String?).flatMap(Authentication.Level.init(rawValue:)))
    }
}
