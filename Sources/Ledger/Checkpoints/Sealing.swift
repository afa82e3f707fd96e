// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore

/// Numbers what acts have written and puts it into the tree.
package enum Sealing {
    /// How long acts with legal effect go on while no checkpoint can be signed.
    package static let patience: Duration = .hours(4)

    /// Moves up to `limit` entries from the inbox into the log.
    ///
    /// Numbers follow each other without a gap: a transaction that fails
    /// leaves both tables as they were.
    ///
    /// - Returns: How many were moved.
    @discardableResult
    package static func number(limit: Int = 500, in tx: any Transaction) throws -> Int {
        let records = try InboxStore.take(limit, in: tx)
        guard !records.isEmpty else { return 0 }
        let old = try EntryStore.count(in: tx)
        let entries = records.enumerated().map { index, record in
            let number = old + index + 1
            return SealedEntry(number: number, record: record, hash: record.hash(number: number))
        }
        try EntryStore.add(entries, in: tx)
        try NodeStore.complete(from: old, to: old + entries.count, in: tx)
        try TallyStore.add(records, in: tx)
        return entries.count
    }

    /// Whether acts with legal effect are taken.
    ///
    /// - Throws: `LedgerError.notSealed`.
    package static func requireRecent(at now: Instant, in tx: any Reading) throws {
        guard let since = try CheckpointStore.latest(in: tx)?.signedAt ?? CheckpointStore.log(in: tx)?.madeAt,
            now - since >= patience
        else { return }
        throw LedgerError.notSealed(since: since)
    }
}
