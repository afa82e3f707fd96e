// SPDX-License-Identifier: Apache-2.0

/// The right edge of a growing tree: the roots of its complete subtrees, the
/// largest first. All that is needed to append and to know the root.
package struct TreeFrontier: Hashable, Sendable {
    /// How many leaves the tree has.
    package private(set) var count = 0
    private var complete: [LogHash] = []

    package init() {}

    /// - Complexity: O(1) on average, O(log *n*) at most.
    package mutating func append(_ leaf: LogHash) {
        var hash = leaf
        var rest = count
        while rest & 1 == 1 {
            hash = .node(complete.removeLast(), hash)
            rest >>= 1
        }
        complete.append(hash)
        count += 1
    }

    /// - Complexity: O(log *n*).
    package var root: LogHash {
        guard var hash = complete.last else { return .empty }
        for left in complete.dropLast().reversed() { hash = .node(left, hash) }
        return hash
    }
}
