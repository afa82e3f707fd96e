// SPDX-License-Identifier: Apache-2.0

/// Numbers that look random and are the same for the same seed (SplitMix64).
struct SampleNumbers: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var bits = state
        bits = (bits ^ (bits >> 30)) &* 0xBF58_476D_1CE4_E5B9
        bits = (bits ^ (bits >> 27)) &* 0x94D0_49BB_1331_11EB
        return bits ^ (bits >> 31)
    }

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
