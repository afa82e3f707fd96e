// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The questions about second factors and recovery codes.
enum SecondFactorStore {
    struct Stored: Sendable {
        /// Sealed.
        let secret: String
        let setAt: Instant
        let lastStep: Int64
    }

    static func factor(of account: Account.ID, in tx: any Reading) throws -> Stored? {
        try tx.row(
            "SELECT secret, set_at, last_step FROM identity_second_factor WHERE account_id = \(account)"
        ).map { Stored(secret: try $0.get(0), setAt: try $0.get(1), lastStep: try $0.get(2)) }
    }

    static func set(
        _ secret: String, of account: Account.ID, step: Int64, at now: Instant, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            INSERT INTO identity_second_factor (account_id, secret, set_at, last_step)
            VALUES (\(account), \(secret), \(now), \(step))
            ON CONFLICT (account_id) DO UPDATE SET
                secret = excluded.secret, set_at = excluded.set_at, last_step = excluded.last_step
            """)
    }

    /// Takes the code of `step`, once: whoever comes second with it, however
    /// close, is too late.
    static func use(step: Int64, of account: Account.ID, secret: String, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_second_factor SET last_step = \(step)
            WHERE account_id = \(account) AND secret = \(secret) AND last_step < \(step)
            """) == 1
    }

    static func use(
        recoveryDigest digest: String, of account: Account.ID, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_recovery_code SET used_at = \(now)
            WHERE account_id = \(account) AND digest = \(digest) AND used_at IS NULL
            """) == 1
    }

    static func replaceRecoveryCodes(_ digests: [String], of account: Account.ID, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM identity_recovery_code WHERE account_id = \(account)")
        for digest in digests {
            try tx.execute("INSERT INTO identity_recovery_code (account_id, digest) VALUES (\(account), \(digest))")
        }
    }

    static func recoveryCodesLeft(of account: Account.ID, in tx: any Reading) throws -> Int {
        try tx.value(
            "SELECT count(*) FROM identity_recovery_code WHERE account_id = \(account) AND used_at IS NULL") ?? 0
    }

    /// - Returns: Whether there was one.
    static func remove(of account: Account.ID, in tx: any Transaction) throws -> Bool {
        try tx.execute("DELETE FROM identity_recovery_code WHERE account_id = \(account)")
        return try tx.execute("DELETE FROM identity_second_factor WHERE account_id = \(account)") == 1
    }

    /// Every sealed secret, for sealing anew under another key.
    static func all(in tx: any Reading) throws -> [(account: Account.ID, secret: String)] {
        try tx.rows("SELECT account_id, secret FROM identity_second_factor").map { (try $0.get(0), try $0.get(1)) }
    }

    static func reseal(_ secret: String, inPlaceOf old: String, of account: Account.ID, in tx: any Transaction) throws {
        try tx.execute(
            "UPDATE identity_second_factor SET secret = \(secret) WHERE account_id = \(account) AND secret = \(old)")
    }
}
