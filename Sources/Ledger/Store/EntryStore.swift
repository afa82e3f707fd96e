// SPDX-License-Identifier: Apache-2.0

import Basics
package import SQLStore

/// The log's entries: written by sealing alone.
package enum EntryStore {
    static let columns: SQL = "number, hash, \(InboxStore.columns)"

    static func entry(_ row: Row) throws -> SealedEntry {
        guard let hash = LogHash(bytes: try row.get(1)) else {
            throw StoreError.unreadable(column: "hash", value: row[1])
        }
        return SealedEntry(number: try row.get(0), record: try InboxStore.record(row, from: 2), hash: hash)
    }

    /// How many entries have a number; their numbers are 1 to this.
    package static func count(in tx: any Reading) throws -> Int {
        try tx.value("SELECT number FROM ledger_entry ORDER BY number DESC LIMIT 1") ?? 0
    }

    static func add(_ entries: [SealedEntry], in tx: any Transaction) throws {
        let rows = entries.map { entry -> [SQLValue] in
            [entry.number.sqlValue, entry.hash.bytes.sqlValue] + InboxStore.values(of: entry.record)
                + [EntryMarks(of: entry.record, number: entry.number).bytes.sqlValue]
        }
        try tx.insert(rows, [.integer, .bytes] + InboxStore.types + [.bytes], into: "ledger_entry (\(columns), marks)")
    }

    package static func entry(_ number: Int, in tx: any Reading) throws -> SealedEntry? {
        try tx.row("SELECT \(columns) FROM ledger_entry WHERE number = \(number)").map(entry)
    }

    package static func entry(id: String, in tx: any Reading) throws -> SealedEntry? {
        try tx.row("SELECT \(columns) FROM ledger_entry WHERE id = \(id)").map(entry)
    }

    /// Entries from `number` on, in order.
    package static func entries(from number: Int, limit: Int, in tx: any Reading) throws -> [SealedEntry] {
        try tx.rows(
            "SELECT \(columns) FROM ledger_entry WHERE number >= \(number) ORDER BY number LIMIT \(limit)"
        ).map(entry)
    }
}
