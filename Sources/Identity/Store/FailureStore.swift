// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The failures that sign-ins are throttled by. Kept in the database so that
/// neither a restart nor a second node gives anybody a fresh start.
enum FailureStore {
    /// The latest moment until which one of `subjects` is locked after `now`.
    static func lock(of subjects: [String], at now: Instant, in tx: any Reading) throws -> Instant? {
        try tx.value(
            """
            SELECT max(locked_until) FROM identity_sign_in_failure
            WHERE subject IN (\(SQL.list(subjects))) AND locked_until > \(now)
            """)
    }

    /// Counts one more failure of `subject`.
    ///
    /// - Returns: Until when it was locked before, and until when this failure
    ///   locks it. A failure that was under way while the lock came does not
    ///   lengthen it.
    static func count(
        _ subject: String, _ rule: ThrottleRule, at now: Instant, in tx: any Transaction
    ) throws -> (was: Instant?, becomes: Instant?) {
        let forgottenBefore = now - rule.forgetsAfter
        try tx.execute(
            """
            INSERT INTO identity_sign_in_failure (subject, failures, last_at, locked_until)
            VALUES (\(subject), 1, \(now), NULL)
            ON CONFLICT (subject) DO UPDATE SET
                failures = CASE WHEN identity_sign_in_failure.last_at < \(forgottenBefore) THEN 1
                    ELSE identity_sign_in_failure.failures + 1 END,
                last_at = excluded.last_at
            """)
        guard
            let row = try tx.row(
                "SELECT failures, locked_until FROM identity_sign_in_failure WHERE subject = \(subject)")
        else { return (nil, nil) }
        if let lockedUntil: Instant = try row.optional(1), lockedUntil > now { return (lockedUntil, nil) }
        guard let lock = rule.lock(afterFailures: try row.get(0)) else { return (nil, nil) }
        let until = now + lock
        try tx.execute("UPDATE identity_sign_in_failure SET locked_until = \(until) WHERE subject = \(subject)")
        return (nil, until)
    }

    /// Counts one less: what was counted turned out to be no failure.
    static func takeBack(_ subject: String, in tx: any Transaction) throws {
        try tx.execute(
            """
            UPDATE identity_sign_in_failure SET failures = failures - 1
            WHERE subject = \(subject) AND failures > 0
            """)
    }

    static func forget(_ subject: String, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM identity_sign_in_failure WHERE subject = \(subject)")
    }

    /// Removes what no longer counts for anything.
    static func erase(lastBefore moment: Instant, at now: Instant, in tx: any Transaction) throws -> Int {
        try tx.execute(
            """
            DELETE FROM identity_sign_in_failure
            WHERE last_at < \(moment) AND (locked_until IS NULL OR locked_until < \(now))
            """)
    }
}
