// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Work that only one of several nodes may do at a time, held for a while and
/// renewed. A node that is gone stops renewing, and another takes over.
struct Lease: Sendable {
    let name: String
    /// This process: no other ever uses it.
    let holder: String
    let length: Duration
    /// The machine's clock: a replayed city clock runs at another pace.
    let clock: Clock

    /// Takes or renews the lease.
    ///
    /// - Returns: Whether this process holds it.
    func hold(in tx: any Transaction) throws -> Bool {
        let now = clock.now
        try tx.execute(
            """
            INSERT INTO environment_lease (name, holder, until) VALUES (\(name), \(holder), \(now + length))
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE environment_lease.holder = excluded.holder OR environment_lease.until <= \(now)
            """)
        return try isHeld(in: tx)
    }

    /// Whether this process holds it. Asked inside a transaction that only the
    /// holder may do, it makes sure that two nodes never both do it.
    func isHeld(in tx: any Reading) throws -> Bool {
        try tx.row(
            "SELECT 1 FROM environment_lease WHERE name = \(name) AND holder = \(holder) AND until > \(clock.now)")
            != nil
    }

    /// Gives it up, so that another node need not wait for its end.
    func release(in tx: any Transaction) throws {
        try tx.execute("DELETE FROM environment_lease WHERE name = \(name) AND holder = \(holder)")
    }
}
