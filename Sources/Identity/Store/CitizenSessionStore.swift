// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The questions about citizens' sessions.
enum CitizenSessionStore {
    private static let columns: SQL = """
        s.id, s.citizen_id, s.level, s.created_at, s.last_seen_at, s.ended_at, s.user_agent, s.address,
        s.proved_at, s.authentication_id
        """

    /// The session with this token, also one that is over.
    static func session(digest: String, in tx: any Reading) throws -> CitizenSession? {
        try tx.row("SELECT \(columns) FROM identity_citizen_session s WHERE s.token_digest = \(digest)")
            .map(session(of:))
    }

    /// A citizen's sessions that nobody ended, the latest first, fifty at most.
    static func unended(of citizen: Citizen.ID, in tx: any Reading) throws -> [CitizenSession] {
        try tx.rows(
            """
            SELECT \(columns) FROM identity_citizen_session s
            WHERE s.citizen_id = \(citizen) AND s.ended_at IS NULL ORDER BY s.created_at DESC LIMIT 50
            """
        ).map(session(of:))
    }

    static func insert(
        _ session: CitizenSession, digest: String, identityToken: String?, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO identity_citizen_session (id, token_digest, citizen_id, level, authentication_id,
                identity_token, created_at, proved_at, last_seen_at, user_agent, address)
            VALUES (\(session.id), \(digest), \(session.citizen), \(session.level.rawValue),
                \(session.authentication), \(identityToken), \(session.createdAt), \(session.provedAt),
                \(session.lastSeenAt), \(session.userAgent), \(session.address))
            """)
    }

    /// Never moves backwards: another request may have been later.
    static func see(_ id: CitizenSession.ID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE identity_citizen_session SET last_seen_at = \(now)
            WHERE id = \(id) AND last_seen_at < \(now) AND ended_at IS NULL
            """)
    }

    /// - Returns: Whether it was open until now.
    static func end(
        _ id: CitizenSession.ID, of citizen: Citizen.ID, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_citizen_session SET ended_at = \(now), identity_token = NULL
            WHERE id = \(id) AND citizen_id = \(citizen) AND ended_at IS NULL
            """) == 1
    }

    /// Ends a citizen's sessions but the one with this token.
    ///
    /// - Returns: How many were open.
    static func endOthers(
        of citizen: Citizen.ID, than digest: String, at now: Instant, in tx: any Transaction
    ) throws -> Int {
        try tx.execute(
            """
            UPDATE identity_citizen_session SET ended_at = \(now), identity_token = NULL
            WHERE citizen_id = \(citizen) AND token_digest <> \(digest) AND ended_at IS NULL
            """)
    }

    /// Ends whatever session has this token.
    ///
    /// - Returns: The session as it was, with its sealed identity token, where it was open until now.
    @discardableResult
    static func end(
        digest: String, at now: Instant, in tx: any Transaction
    ) throws -> (session: CitizenSession, identityToken: String?)? {
        guard let session = try session(digest: digest, in: tx), session.endedAt == nil else { return nil }
        let token = try tx.row("SELECT identity_token FROM identity_citizen_session WHERE id = \(session.id)")
        guard try end(session.id, of: session.citizen, at: now, in: tx) else { return nil }
        return (session, try token?.optional(0))
    }

    /// Removes sessions made before `moment`.
    static func erase(createdBefore moment: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM identity_citizen_session WHERE created_at < \(moment)")
    }

    /// Takes back what signing out at the provider needs from sessions that are over by age.
    static func forgetIdentityTokens(createdBefore moment: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute(
            """
            UPDATE identity_citizen_session SET identity_token = NULL
            WHERE created_at < \(moment) AND identity_token IS NOT NULL
            """)
    }

    /// Uses up a way to a provider and back.
    ///
    /// - Returns: Whether it was unused until now.
    static func claim(stateDigest: String, at now: Instant, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO identity_openid_return (state_digest, at) VALUES (\(stateDigest), \(now))
            ON CONFLICT (state_digest) DO NOTHING
            """) == 1
    }

    static func eraseClaims(before moment: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM identity_openid_return WHERE at < \(moment)")
    }

    private static func session(of row: Row) throws -> CitizenSession {
        CitizenSession(
            id: try row.get(0), citizen: try row.get(1),
            level: Authentication.Level(rawValue: try row.get(2)) ?? .low, createdAt: try row.get(3),
            lastSeenAt: try row.get(4), endedAt: try row.optional(5), userAgent: try row.get(6),
            address: try row.get(7), provedAt: try row.optional(8), authentication: try row.get(9))
    }
}
