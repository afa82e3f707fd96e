// SPDX-License-Identifier: Apache-2.0

extension IntakeQueue {
    /// Items in the order of their time. Insertions are collected and merged
    /// when the oldest is next asked for: a scan inserts many at once.
    struct OldestFirst {
        /// Newest first, so that the oldest is taken from the end.
        private var sorted: [Item] = []
        private var fresh: [Item] = []

        var count: Int { sorted.count + fresh.count }
        var isEmpty: Bool { count == 0 }

        mutating func insert(_ item: Item) { fresh.append(item) }

        mutating func removeOldest() -> Item? {
            merge()
            return sorted.popLast()
        }

        var oldest: Item? {
            mutating get {
                merge()
                return sorted.last
            }
        }

        var newest: Item? {
            mutating get {
                merge()
                return sorted.first
            }
        }

        /// Drops all but the `limit` oldest.
        ///
        /// - Returns: What was dropped.
        mutating func keepOldest(_ limit: Int) -> ArraySlice<Item> {
            merge()
            let dropped = sorted.prefix(max(0, sorted.count - limit))
            sorted.removeFirst(dropped.count)
            return dropped
        }

        private mutating func merge() {
            guard !fresh.isEmpty else { return }
            fresh.sort { $0.at > $1.at }
            var merged: [Item] = []
            merged.reserveCapacity(sorted.count + fresh.count)
            var (left, right) = (0, 0)
            while left < sorted.count, right < fresh.count {
                if sorted[left].at >= fresh[right].at {
                    merged.append(sorted[left])
                    left += 1
                } else {
                    merged.append(fresh[right])
                    right += 1
                }
            }
            merged += sorted[left...]
            merged += fresh[right...]
            sorted = merged
            fresh.removeAll(keepingCapacity: true)
        }
    }
}
