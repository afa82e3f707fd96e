// SPDX-License-Identifier: Apache-2.0

/// Why a leaf is in a tree: the hashes beside its way up to the root.
package struct InclusionProof: Hashable, Sendable {
    /// The leaf's place, from 0.
    package let place: Int
    /// How many leaves the tree has.
    package let size: Int
    /// From the leaf upwards.
    package let path: [LogHash]

    package init(place: Int, size: Int, path: [LogHash]) {
        self.place = place
        self.size = size
        self.path = path
    }

    /// Whether it leads from `leaf` to `root` (RFC 9162 section 2.1.3.2).
    package func leads(from leaf: LogHash, to root: LogHash) -> Bool {
        guard place >= 0, place < size else { return false }
        var (own, last, hash) = (place, size - 1, leaf)
        for beside in path {
            if last == 0 { return false }
            if own & 1 == 1 || own == last {
                hash = .node(beside, hash)
                while own & 1 == 0, own != 0 {
                    own >>= 1
                    last >>= 1
                }
            } else {
                hash = .node(hash, beside)
            }
            own >>= 1
            last >>= 1
        }
        return last == 0 && hash == root
    }
}

/// Why a tree is the beginning of a larger one: nothing was changed, taken
/// away or put in between.
package struct ConsistencyProof: Hashable, Sendable {
    package let old: Int
    package let new: Int
    package let path: [LogHash]

    package init(old: Int, new: Int, path: [LogHash]) {
        self.old = old
        self.new = new
        self.path = path
    }

    /// Whether it leads from the root of `old` leaves to that of `new`
    /// (RFC 9162 section 2.1.4.2). Every tree goes on from the empty one.
    package func leads(from oldRoot: LogHash, to newRoot: LogHash) -> Bool {
        guard old >= 0, old <= new else { return false }
        if old == new { return path.isEmpty && oldRoot == newRoot }
        if old == 0 { return path.isEmpty && oldRoot == .empty }
        var hashes = path[...]
        if old & (old - 1) == 0 { hashes = [oldRoot] + path }
        guard let first = hashes.popFirst() else { return false }
        var (own, last) = (old - 1, new - 1)
        while own & 1 == 1 {
            own >>= 1
            last >>= 1
        }
        var (oldHash, newHash) = (first, first)
        for beside in hashes {
            if last == 0 { return false }
            if own & 1 == 1 || own == last {
                oldHash = .node(beside, oldHash)
                newHash = .node(beside, newHash)
                while own & 1 == 0, own != 0 {
                    own >>= 1
                    last >>= 1
                }
            } else {
                newHash = .node(newHash, beside)
            }
            own >>= 1
            last >>= 1
        }
        return last == 0 && oldHash == oldRoot && newHash == newRoot
    }
}
