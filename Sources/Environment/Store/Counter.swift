// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// The counters identities are taken from: a row of a table, so that a batch
/// knows its identities before it writes, in the same way on both databases.
/// A transaction that fails gives its numbers back.
enum Counter: String {
    case station, version, file, quarantine, mark, flag, event

    /// Takes `count` numbers that follow one another.
    ///
    /// - Returns: The first of them.
    func take(_ count: Int = 1, in tx: any Transaction) throws -> Int64 {
        let last: Int64? = try tx.value(
            """
            UPDATE environment_sequence SET last = last + \(count) WHERE name = \(rawValue)
            RETURNING last
            """)
        guard let last else { throw StoreError.statement("no sequence called \(rawValue)") }
        return last - Int64(count) + 1
    }
}
