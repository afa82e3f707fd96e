// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters
import SQLStore

/// The questions about codes sent by e-mail. They are no sessions and stand in
/// a table of their own: nothing that asks for a session can find one.
enum EmailCodeStore {
    struct Stored: Sendable {
        /// Sealed.
        let address: String
        let codeDigest: String
        let letter: Letter.ID
        let createdAt: Instant
        let wrong: Int
    }

    static func insert(
        _ digest: String, address: String, codeDigest: String, letter: Letter.ID, at now: Instant,
        in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO identity_email_code (token_digest, address, code_digest, letter_id, created_at, wrong)
            VALUES (\(digest), \(address), \(codeDigest), \(letter), \(now), 0)
            """)
    }

    static func code(_ digest: String, in tx: any Reading) throws -> Stored? {
        try tx.row(
            """
            SELECT address, code_digest, letter_id, created_at, wrong FROM identity_email_code
            WHERE token_digest = \(digest)
            """
        ).map {
            Stored(
                address: try $0.get(0), codeDigest: try $0.get(1), letter: try $0.get(2), createdAt: try $0.get(3),
                wrong: try $0.get(4))
        }
    }

    static func countWrong(_ digest: String, in tx: any Transaction) throws {
        try tx.execute("UPDATE identity_email_code SET wrong = wrong + 1 WHERE token_digest = \(digest)")
    }

    static func end(_ digest: String, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM identity_email_code WHERE token_digest = \(digest)")
    }

    static func erase(createdBefore moment: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute("DELETE FROM identity_email_code WHERE created_at < \(moment)")
    }
}
