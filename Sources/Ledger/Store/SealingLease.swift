// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Only one of several nodes seals. The numbers' primary key keeps the log
/// right in any case; the lease keeps the nodes out of each other's way.
struct SealingLease: Sendable {
    let holder: String
    let length: Duration

    /// Takes it, or renews it once half of its time is over: a node at rest
    /// writes four times a minute and not every second.
    ///
    /// - Returns: Whether this process holds it.
    func hold(at now: Instant, in database: any Database) async throws -> Bool {
        let known = try await database.read { tx in
            try tx.row("SELECT holder, until FROM ledger_lease WHERE name = 'sealing'").map {
                (holder: try $0.get(0, as: String.self), until: try $0.get(1, as: Instant.self))
            }
        }
        if let known, known.holder != holder, known.until > now { return false }
        if let known, known.holder == holder, known.until - now > length / 2 { return true }
        return try await database.write { tx in try take(at: now, in: tx) }
    }

    private func take(at now: Instant, in tx: any Transaction) throws -> Bool {
        try tx.execute(
            """
            INSERT INTO ledger_lease (name, holder, until) VALUES ('sealing', \(holder), \(now + length))
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE ledger_lease.holder = excluded.holder OR ledger_lease.until <= \(now)
            """)
        return try tx.row("SELECT 1 FROM ledger_lease WHERE name = 'sealing' AND holder = \(holder)") != nil
    }

    func release(in tx: any Transaction) throws {
        try tx.execute("DELETE FROM ledger_lease WHERE name = 'sealing' AND holder = \(holder)")
    }
}
