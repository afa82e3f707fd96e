// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The lengths of time values are gathered over.
package enum Grain: String, Hashable, Sendable, CaseIterable {
    case hour
    case day
    case month

    /// The end of the bucket `moment` belongs to, which is the bucket's label.
    /// A moment on the edge belongs to the bucket that ends there: 05:00 to
    /// (04:00, 05:00], midnight to the day before it.
    package func end(of moment: Instant, in zone: CivilZone) -> Instant {
        switch self {
        case .hour: moment.roundedUp(to: .hours(1), in: zone)
        case .day: moment.roundedUp(to: .days(1), in: zone)
        case .month: zone.start(of: lastDay(before: moment, in: zone).firstOfNextMonth)
        }
    }

    /// What the bucket labelled `end` covers.
    package func span(endingAt end: Instant, in zone: CivilZone) -> TimeSpan {
        switch self {
        case .hour: TimeSpan(after: end - .hours(1), through: end)
        case .day: TimeSpan(after: end - .days(1), through: end)
        case .month:
            TimeSpan(after: zone.start(of: lastDay(before: end, in: zone).firstOfMonth), through: end)
        }
    }

    private func lastDay(before moment: Instant, in zone: CivilZone) -> CivilDay {
        zone.day(of: moment - .microseconds(1))
    }
}

/// One bucket of one series.
package struct Bucket: Hashable, Sendable, Comparable {
    package let series: Series.ID
    package let grain: Grain
    /// The bucket's end, its label.
    package let at: Instant

    package init(series: Series.ID, grain: Grain, at: Instant) {
        self.series = series
        self.grain = grain
        self.at = at
    }

    package static func < (left: Self, right: Self) -> Bool {
        (left.series, left.at) < (right.series, right.at)
    }
}

/// What the values of one bucket come to.
package struct Aggregate: Hashable, Sendable {
    package let bucket: Bucket
    /// How many values count.
    package let counted: Int
    /// How many values there are, those that do not count with them.
    package let total: Int
    /// Of the values that count; 0 when none does.
    package let sum: Double
    /// `nil` when no value counts.
    package let min: Double?
    /// `nil` when no value counts.
    package let max: Double?

    package init(bucket: Bucket, counted: Int, total: Int, sum: Double, min: Double?, max: Double?) {
        self.bucket = bucket
        self.counted = counted
        self.total = total
        self.sum = sum
        self.min = min
        self.max = max
    }

    /// The mean of the values that count, `nil` when none does. Every value
    /// weighs the same; whether there are enough of them is the caller's rule.
    package var mean: Double? { counted > 0 ? sum / Double(counted) : nil }

    package var at: Instant { bucket.at }
}
