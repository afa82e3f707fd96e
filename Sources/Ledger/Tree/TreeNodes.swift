// SPDX-License-Identifier: Apache-2.0

/// A tree whose leaves, and the roots of whose complete subtrees of 256,
/// 65,536 … leaves, are stored: roots and proofs of any part are a few reads.
///
/// The proofs are those of RFC 6962 sections 2.1.1 and 2.1.2.
package struct TreeNodes {
    /// The stored hashes of `level` (0, 8, 16 …; a hash of level *l* covers
    /// 2ˡ leaves) at these places, in order, without a gap.
    package typealias Fetch = (_ level: Int, _ places: Range<Int>) throws -> [LogHash]

    /// How many leaves the tree has.
    package let size: Int
    private let fetch: Fetch
    private var blocks: [Block: [LogHash]] = [:]

    private struct Block: Hashable {
        let level: Int
        let number: Int
    }

    /// Every how many levels a hash is stored.
    static let step = 8
    /// How many hashes of one stored level make one of the next.
    static let width = 1 << step

    package init(size: Int, fetch: @escaping Fetch) {
        self.size = size
        self.fetch = fetch
    }

    package mutating func root() throws -> LogHash { try root(of: 0..<size) }

    /// The hash of the tree as it was with its first `count` leaves.
    package mutating func root(atSize count: Int) throws -> LogHash { try root(of: 0..<count) }

    /// That the leaf at `place` (from 0) is in the tree of the first `count` leaves.
    ///
    /// - Precondition: `place < count`, `count <= size`.
    package mutating func inclusion(of place: Int, atSize count: Int) throws -> InclusionProof {
        var path: [LogHash] = []
        var part = 0..<count
        while part.count > 1 {
            let middle = part.lowerBound + Self.split(part.count)
            let (left, right) = (part.lowerBound..<middle, middle..<part.upperBound)
            path.append(try root(of: place < middle ? right : left))
            part = place < middle ? left : right
        }
        return InclusionProof(place: place, size: count, path: path.reversed())
    }

    /// That the tree of the first `old` leaves is the beginning of that of the
    /// first `new`.
    ///
    /// - Precondition: `old <= new`, `new <= size`.
    package mutating func consistency(from old: Int, to new: Int) throws -> ConsistencyProof {
        var path: [LogHash] = []
        if old > 0, old < new {
            var part = 0..<new
            var isWhole = true
            while part.upperBound != old {
                let middle = part.lowerBound + Self.split(part.count)
                let (left, right) = (part.lowerBound..<middle, middle..<part.upperBound)
                path.append(try root(of: old <= middle ? right : left))
                if old > middle { isWhole = false }
                part = old <= middle ? left : right
            }
            if !isWhole { path.append(try root(of: part)) }
        }
        return ConsistencyProof(old: old, new: new, path: path.reversed())
    }

    private mutating func root(of part: Range<Int>) throws -> LogHash {
        let count = part.count
        if count == 0 { return .empty }
        if count & (count - 1) == 0, part.lowerBound % count == 0 {
            return try complete(part)
        }
        let middle = part.lowerBound + Self.split(count)
        return .node(try root(of: part.lowerBound..<middle), try root(of: middle..<part.upperBound))
    }

    /// The root of a complete subtree, from the nearest stored level below.
    private mutating func complete(_ part: Range<Int>) throws -> LogHash {
        let level = part.count.trailingZeroBitCount / Self.step * Self.step
        let places = (part.lowerBound >> level)..<(part.upperBound >> level)
        let number = places.lowerBound / Self.width
        let block = try stored(Block(level: level, number: number))
        let start = number * Self.width
        return .root(of: block[(places.lowerBound - start)..<(places.upperBound - start)])
    }

    private mutating func stored(_ block: Block) throws -> [LogHash] {
        if let known = blocks[block] { return known }
        let start = block.number * Self.width
        let places = start..<min(start + Self.width, size >> block.level)
        let hashes = try fetch(block.level, places)
        guard hashes.count == places.count else {
            throw LedgerError.damaged(level: block.level, places: places)
        }
        blocks[block] = hashes
        return hashes
    }

    /// The largest power of two below `count`.
    private static func split(_ count: Int) -> Int {
        1 << (Int.bitWidth - 1 - (count - 1).leadingZeroBitCount)
    }
}
