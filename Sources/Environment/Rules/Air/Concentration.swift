// SPDX-License-Identifier: Apache-2.0

/// A concentration as a whole number of millionths.
///
/// Rules of law are written in decimals: 55.7 µg/m³ is exactly 109.5 on the index and
/// rounds to 110. As a binary float it is a hair less, and so may be a mean of
/// means. One rounding to millionths, then only whole numbers, gives what
/// pencil and paper give.
struct Concentration: Comparable {
    let millionths: Int64

    /// `nil` for what is no finite number; what is below zero, as the noise of
    /// an instrument in clean air, counts as zero.
    init?(_ value: Double) {
        guard value.isFinite else { return nil }
        // Beyond this every table has ended; the products below stay within 64 bits.
        millionths = Int64((min(max(value, 0), 1e9) * 1e6).rounded(.toNearestOrAwayFromZero))
    }

    static func < (left: Self, right: Self) -> Bool { left.millionths < right.millionths }
}
