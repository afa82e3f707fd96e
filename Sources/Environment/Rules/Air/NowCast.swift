// SPDX-License-Identifier: Apache-2.0

/// The weighted mean of the last twelve hours of a particulate: QĐ 1459/QĐ-TCMT, 2.2.1 a.
package enum NowCast {
    package static let hours = 12

    /// - Parameter means: The hourly means, the present hour first; `nil` where an hour has
    ///   none. Only the first twelve are looked at; below zero counts as zero.
    /// - Returns: `nil` unless two of the first three hours have a mean.
    ///
    /// The weights of the hours present are divided by their sum, also where the
    /// weight is one half. The decision prints that case without the division: with all
    /// twelve hours the difference is 0.02 %, but every missing hour would lower the
    /// value, which its own note (a missing hour has weight zero) does not intend.
    package static func value(of means: [Double?]) -> Double? {
        let means = means.prefix(hours).map { mean in mean.flatMap { $0.isFinite ? max(0, $0) : nil } }
        guard means.prefix(3).compactMap({ $0 }).count >= 2 else { return nil }
        let present = means.compactMap { $0 }
        let highest = present.max() ?? 0
        guard highest > 0 else { return 0 }
        let weight = max((present.min() ?? 0) / highest, 0.5)
        var power = 1.0
        var sum = 0.0
        var weights = 0.0
        for mean in means {
            if let mean {
                sum += power * mean
                weights += power
            }
            power *= weight
        }
        return sum / weights
    }
}
