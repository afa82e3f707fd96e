// SPDX-License-Identifier: Apache-2.0

/// How a PostgreSQL database is used. The defaults are the product's.
package struct PostgresSettings: Sendable {
    /// How many snapshots are read at once, each on a thread and a connection.
    package var readers = 4
    /// How many transactions write at once, each on a thread and a connection.
    package var writers = 4
    /// How long a statement waits for a lock.
    package var lockTimeout: Duration = .seconds(10)
    /// How many writes may wait before more are refused as `.overloaded`.
    package var waitingWrites = 20_000

    package init() {}
}
