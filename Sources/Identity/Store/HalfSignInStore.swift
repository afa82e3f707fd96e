// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Sign-ins whose second factor is still to come. They are no sessions and
/// stand in another table: nothing that asks for a session can find one.
enum HalfSignInStore {
    struct Stored: Sendable {
        let account: Account.ID
        let createdAt: Instant
        let passwordSetAt: Instant
        /// The sealed key of a second factor that is being set up.
        let enrolment: String?
    }

    static func insert(
        digest: String, account: Account.ID, passwordSetAt: Instant, enrolment: String?, at now: Instant,
        in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO identity_half_sign_in (token_digest, account_id, created_at, password_set_at, enrolment)
            VALUES (\(digest), \(account), \(now), \(passwordSetAt), \(enrolment))
            """)
    }

    static func half(digest: String, in tx: any Reading) throws -> Stored? {
        try tx.row(
            """
            SELECT account_id, created_at, password_set_at, enrolment FROM identity_half_sign_in
            WHERE token_digest = \(digest)
            """
        ).map {
            Stored(
                account: try $0.get(0), createdAt: try $0.get(1), passwordSetAt: try $0.get(2),
                enrolment: try $0.optional(3))
        }
    }

    static func end(digest: String, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM identity_half_sign_in WHERE token_digest = \(digest)")
    }

    static func endAll(of account: Account.ID, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM identity_half_sign_in WHERE account_id = \(account)")
    }

    static func erase(createdBefore moment: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM identity_half_sign_in WHERE created_at < \(moment)")
    }
}
