// SPDX-License-Identifier: Apache-2.0

package import SQLStore

/// The tree's stored hashes: of every leaf beside its entry, of every complete
/// subtree of 256, 65,536 … leaves in a table of their own.
package enum NodeStore {
    /// The tree of the first `size` entries.
    package static func tree(size: Int, in tx: any Reading) -> TreeNodes {
        TreeNodes(size: size) { level, places in try hashes(level, places, in: tx) }
    }

    static func hashes(_ level: Int, _ places: Range<Int>, in tx: any Reading) throws -> [LogHash] {
        let rows =
            level == 0
            ? try tx.rows(
                """
                SELECT hash FROM ledger_entry
                WHERE number > \(places.lowerBound) AND number <= \(places.upperBound) ORDER BY number
                """)
            : try tx.rows(
                """
                SELECT hash FROM ledger_node
                WHERE level = \(level) AND place >= \(places.lowerBound) AND place < \(places.upperBound) ORDER BY place
                """)
        return try rows.compactMap { LogHash(bytes: try $0.get(0)) }
    }

    /// Stores the hashes of subtrees that became complete while the log grew
    /// from `old` to `new` entries.
    static func complete(from old: Int, to new: Int, in tx: any Transaction) throws {
        var level = TreeNodes.step
        while new >> level > 0 {
            for place in (old >> level)..<(new >> level) {
                let places = (place * TreeNodes.width)..<((place + 1) * TreeNodes.width)
                let below = try hashes(level - TreeNodes.step, places, in: tx)
                guard below.count == TreeNodes.width else {
                    throw LedgerError.damaged(level: level - TreeNodes.step, places: places)
                }
                try tx.execute(
                    """
                    INSERT INTO ledger_node (level, place, hash)
                    VALUES (\(level), \(place), \(LogHash.root(of: below).bytes))
                    """)
            }
            level += TreeNodes.step
        }
    }
}
