// SPDX-License-Identifier: Apache-2.0

import Basics

/// Weighted draws, the same for the same seed.
struct SampleNumbers: RandomNumberGenerator {
    private var generator: SeededGenerator

    init(_ seed: UInt64) { generator = SeededGenerator(state: seed) }

    mutating func next() -> UInt64 { generator.next() }

    /// From 0 up to and without 1.
    mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }

    /// - Returns: `false` for a chance of 0, `true` for 1.
    mutating func happens(_ chance: Double) -> Bool { share() < chance }

    /// A place of a list of weights; 0 where all are nothing.
    mutating func place(_ weights: [Double]) -> Int {
        var left = share() * weights.reduce(0, +)
        for (place, weight) in weights.enumerated() where weight > 0 {
            left -= weight
            if left < 0 { return place }
        }
        return weights.lastIndex { $0 > 0 } ?? 0
    }

    /// One of the keys by its weight; `nil` for none.
    mutating func pick(_ weights: [String: Double]) -> String? {
        let keys = weights.keys.sorted()
        return keys.isEmpty ? nil : keys[place(keys.map { weights[$0] ?? 0 })]
    }
}
