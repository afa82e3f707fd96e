// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// The questions about tokens of programs.
enum APITokenStore {
    private static let columns: SQL = """
        t.id, t.name, t.scopes, t.unit_code, t.owner_id, t.created_at, t.expires_at, t.revoked_at, t.last_used_at, a.name
        """

    /// The token with this digest; `nil` when whoever answers for it is
    /// disabled or looks after accounts no more: a token may do no more than
    /// its owner.
    static func token(digest: String, in tx: any Reading) throws -> APIToken? {
        try tx.row(
            """
            SELECT \(columns) FROM identity_api_token t JOIN identity_account a ON a.id = t.owner_id
            WHERE t.digest = \(digest) AND a.disabled_at IS NULL AND EXISTS (
                SELECT 1 FROM identity_account_role r
                WHERE r.account_id = a.id AND r.role = \(Role.administrator.rawValue))
            """
        ).map(token(of:))
    }

    static func page(after cursor: Cursor?, limit: Int, in tx: any Reading) throws -> Page<APIToken> {
        let before = cursor?.parts.first ?? "~"
        let rows = try tx.rows(
            """
            SELECT \(columns) FROM identity_api_token t JOIN identity_account a ON a.id = t.owner_id
            WHERE t.id < \(before) ORDER BY t.id DESC LIMIT \(limit + 1)
            """
        ).map(token(of:))
        return Page(rows: rows, limit: limit) { Cursor([$0.id.description]) }
    }

    static func insert(_ token: APIToken, digest: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_api_token (id, digest, name, scopes, unit_code, owner_id, created_at, expires_at)
            VALUES (\(token.id), \(digest), \(token.name), \(token.scopes.map(\.rawValue).sorted().joined(separator: " ")),
                \(token.unitCode), \(token.owner), \(token.createdAt), \(token.expiresAt))
            """)
    }

    static func see(_ id: APIToken.ID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute("UPDATE identity_api_token SET last_used_at = \(now) WHERE id = \(id)")
    }

    /// - Returns: The token, where it was good until now.
    static func revoke(_ id: APIToken.ID, by actor: String, at now: Instant, in tx: any Transaction) throws
        -> APIToken?
    {
        let revoked = try tx.execute(
            """
            UPDATE identity_api_token SET revoked_at = \(now), revoked_by = \(actor)
            WHERE id = \(id) AND revoked_at IS NULL
            """)
        guard revoked == 1 else { return nil }
        return try tx.row(
            """
            SELECT \(columns) FROM identity_api_token t JOIN identity_account a ON a.id = t.owner_id WHERE t.id = \(id)
            """
        ).map(token(of:))
    }

    /// Those of an account that were not revoked.
    static func unrevoked(of owner: Account.ID, in tx: any Reading) throws -> [APIToken.ID] {
        try tx.rows("SELECT id FROM identity_api_token WHERE owner_id = \(owner) AND revoked_at IS NULL ORDER BY id")
            .map { try $0.get(0) }
    }

    private static func token(of row: Row) throws -> APIToken {
        let scopes = try row.get(2, as: String.self).split(separator: " ").map { Scope(rawValue: String($0)) }
        return APIToken(
            id: try row.get(0), name: try row.get(1), scopes: Set(scopes), unitCode: try row.get(3),
            owner: try row.get(4), createdAt: try row.get(5), expiresAt: try row.get(6), revokedAt: try row.optional(7),
            lastUsedAt: try row.optional(8), ownerName: try row.get(9))
    }
}
