// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Work that only one of several nodes may do at a time, held for a while and
/// renewed. A node that is gone stops renewing, and another takes over.
package struct Lease: Sendable {
    /// The feature's table of leases: `name`, `holder`, `until`.
    let table: SQL.Identifier
    let name: String
    /// This process: no other ever uses it.
    let holder: String
    package let length: Duration
    /// The machine's clock: a replayed city clock runs at another pace.
    package let clock: Clock

    /// - Parameter table: The feature's table of leases.
    package init(in table: SQL.Identifier, name: String, holder: String, length: Duration, clock: Clock) {
        self.table = table
        self.name = name
        self.holder = holder
        self.length = length
        self.clock = clock
    }

    /// Takes or renews the lease.
    ///
    /// - Returns: Whether this process holds it.
    package func hold(in tx: any Transaction) throws -> Bool {
        let now = clock.now
        try tx.execute(
            """
            INSERT INTO \(table) (name, holder, until) VALUES (\(name), \(holder), \(now + length))
            ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
            WHERE \(table).holder = excluded.holder OR \(table).until <= \(now)
            """)
        return try isHeld(in: tx)
    }

    /// Whether this process holds it. Asked inside a transaction that only the
    /// holder may do, it makes sure that two nodes never both do it.
    package func isHeld(in tx: any Reading) throws -> Bool {
        try tx.row(
            "SELECT 1 FROM \(table) WHERE name = \(name) AND holder = \(holder) AND until > \(clock.now)")
            != nil
    }

    /// Gives it up, so that another node need not wait for its end.
    package func release(in tx: any Transaction) throws {
        try tx.execute("DELETE FROM \(table) WHERE name = \(name) AND holder = \(holder)")
    }
}
