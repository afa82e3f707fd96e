// SPDX-License-Identifier: Apache-2.0

import Basics

/// How much happened in the last minute, second by second.
package struct RecentCount: Hashable, Sendable {
    private var counts = [Int](repeating: 0, count: 60)
    /// The second since 1970 that was counted last.
    private var second: Int64 = 0

    mutating func add(_ count: Int, at moment: Instant) {
        forget(upTo: moment)
        counts[Int(second % 60)] += count
    }

    /// The sum of the sixty seconds up to a moment.
    func total(at moment: Instant) -> Int {
        var copy = self
        copy.forget(upTo: moment)
        return copy.counts.reduce(0, +)
    }

    /// A clock that was put back begins anew: what it counted has no place in time.
    private mutating func forget(upTo moment: Instant) {
        let now = max(0, moment.microseconds / 1_000_000)
        let gone = now - second
        if gone < 0 || gone >= 60 {
            counts = [Int](repeating: 0, count: 60)
        } else {
            for step in 0..<gone { counts[Int((second + 1 + step) % 60)] = 0 }
        }
        second = now
    }
}
