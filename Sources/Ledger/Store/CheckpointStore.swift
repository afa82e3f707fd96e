// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Signed checkpoints, the log's name and the keys it was signed with.
package enum CheckpointStore {
    /// A stored checkpoint, not verified.
    package struct Stored: Hashable, Sendable {
        /// From 1, without a gap.
        package let number: Int
        package let size: Int
        package let signedAt: Instant
        /// The signed note.
        package let note: String
    }

    private static let columns: SQL = "number, size, signed_at, note"

    private static func stored(_ row: Row) throws -> Stored {
        Stored(number: try row.get(0), size: try row.get(1), signedAt: try row.get(2), note: try row.get(3))
    }

    package static func latest(in tx: any Reading) throws -> Stored? {
        try tx.row("SELECT \(columns) FROM ledger_checkpoint ORDER BY number DESC LIMIT 1").map(stored)
    }

    package static func latest(_ limit: Int, before: Int?, in tx: any Reading) throws -> [Stored] {
        try tx.rows(
            """
            SELECT \(columns) FROM ledger_checkpoint WHERE number < \(before ?? .max)
            ORDER BY number DESC LIMIT \(limit)
            """
        ).map(stored)
    }

    /// The first checkpoint that covers entry `number`.
    package static func covering(_ number: Int, in tx: any Reading) throws -> Stored? {
        try tx.row(
            "SELECT \(columns) FROM ledger_checkpoint WHERE size >= \(number) ORDER BY size, number LIMIT 1"
        ).map(stored)
    }

    static func each(in tx: any Reading, _ body: (Stored) throws -> Void) throws {
        try tx.each("SELECT \(columns) FROM ledger_checkpoint ORDER BY number") { try body(stored($0)) }
    }

    static func add(_ checkpoint: Stored, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO ledger_checkpoint (\(columns))
            VALUES (\(checkpoint.number), \(checkpoint.size), \(checkpoint.signedAt), \(checkpoint.note))
            """)
    }

    /// The log's name, and since when it is kept; `nil` before its first start.
    package static func log(in tx: any Reading) throws -> (origin: String, madeAt: Instant)? {
        try tx.row("SELECT origin, made_at FROM ledger_log").map { (try $0.get(0), try $0.get(1)) }
    }

    static func begin(_ origin: String, at now: Instant, in tx: any Transaction) throws {
        try tx.execute("INSERT INTO ledger_log (one, origin, made_at) VALUES (1, \(origin), \(now))")
    }

    /// The keys, in the order in which they came into use.
    package static func keys(in tx: any Reading) throws -> [VerifierKey] {
        try tx.rows("SELECT verifier FROM ledger_key ORDER BY number").compactMap { row in
            VerifierKey(text: try row.get(0))
        }
    }

    /// When the key that signs now came into use.
    package static func keyMadeAt(in tx: any Reading) throws -> Instant? {
        try tx.value("SELECT made_at FROM ledger_key ORDER BY number DESC LIMIT 1")
    }

    static func add(_ key: VerifierKey, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO ledger_key (number, verifier, made_at)
            SELECT coalesce(max(number), 0) + 1, \(key.text), \(value: now.sqlValue) FROM ledger_key
            """)
    }
}
