// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations

/// Hourly means of one station by parameter.
struct HourTable: Sendable {
    /// By parameter: the hours that have values that count, oldest first.
    private(set) var means: [Parameter.Code: [HourlyMean]] = [:]
    /// How many values an hour has, counting or not.
    private(set) var totals: [Parameter.Code: [Instant: Total]] = [:]

    struct Total: Hashable, Sendable {
        var counted = 0
        var all = 0
    }

    init(_ aggregates: [Aggregate], series: [Series.ID: Series]) {
        var best: [Parameter.Code: [Instant: HourlyMean]] = [:]
        for aggregate in aggregates {
            guard let key = series[aggregate.bucket.series]?.key else { continue }
            let code = Parameter.Code(key.property)
            totals[code, default: [:]][aggregate.at, default: Total()].counted += aggregate.counted
            totals[code, default: [:]][aggregate.at, default: Total()].all += aggregate.total
            guard let mean = aggregate.mean else { continue }
            let hour = HourlyMean(
                endingAt: aggregate.at, value: mean,
                completeness: Completeness(counted: aggregate.counted, expected: Self.perHour(key.period)))
            // Where a station changed its period within an hour, the fuller series speaks.
            if let other = best[code]?[aggregate.at], other.completeness.share >= hour.completeness.share { continue }
            best[code, default: [:]][aggregate.at] = hour
        }
        for code in totals.keys {
            means[code] = best[code, default: [:]].values.sorted { $0.endingAt < $1.endingAt }
        }
    }

    var parameters: [Parameter.Code] { totals.keys.sorted() }

    /// The hours in which anything came at all.
    var hoursWithValues: Set<Instant> { Set(totals.values.flatMap(\.keys)) }

    /// How many values a reporting period promises in an hour.
    static func perHour(_ period: Duration) -> Int { max(1, Int((3_600 / period.inSeconds).rounded())) }

    /// The means of some parameters between two labels, for rules that look at a window.
    func window(
        _ parameters: [Parameter.Code], after: Instant, through: Instant
    ) -> [Parameter.Code: [HourlyMean]] {
        var window: [Parameter.Code: [HourlyMean]] = [:]
        for parameter in parameters {
            guard let all = means[parameter] else { continue }
            let low = all.place { $0.endingAt > after }
            let high = all.place { $0.endingAt > through }
            window[parameter] = Array(all[low..<max(low, high)])
        }
        return window
    }

    /// Values that count, of those expected in a stretch of hours of the parameters measured.
    func completeness(
        _ parameters: [Parameter.Code], hours: Int, through end: Instant, period: Duration
    ) -> Completeness {
        let perHour = Self.perHour(period)
        let measured = parameters.filter { totals[$0] != nil }
        var counted = 0
        for parameter in measured {
            for step in 0..<hours { counted += min(perHour, totals[parameter]?[end - .hours(step)]?.counted ?? 0) }
        }
        return Completeness(counted: counted, expected: max(1, measured.count) * hours * perHour)
    }
}

extension Array {
    /// The first place whose element, in an ordered array, is beyond; `count` when none is.
    func place(where isBeyond: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
