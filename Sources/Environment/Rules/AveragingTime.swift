// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Over what stretch of time a mean is taken. Limits hold for one averaging
/// time each and say nothing about another.
package enum AveragingTime: String, CaseIterable, Hashable, Sendable {
    /// What the station sends, usually five minutes: no limit of law speaks of it.
    case report
    case hour = "1h"
    case eightHours = "8h"
    case day = "24h"
    case year = "1y"

    /// `environment.averaging.1h`.
    package var name: Message { Message("environment.averaging.\(rawValue)") }
}

/// How much of what was expected has come and counts.
package struct Completeness: Hashable, Sendable {
    package let counted: Int
    package let expected: Int

    package init(counted: Int, expected: Int) {
        self.counted = counted
        self.expected = expected
    }

    /// From 0 to 1; nothing expected is complete.
    package var share: Double {
        expected > 0 ? min(1, Double(counted) / Double(expected)) : 1
    }

    /// Whether at least `share` of what was expected counts: 9 of 12 meets 0.75.
    package func meets(_ share: Double) -> Bool {
        // The smallest count that is enough, safe from 0.75 × 12 = 9.000000001.
        counted >= Int((Double(expected) * share - 1e-9).rounded(.up))
    }
}

/// The mean of one parameter over one hour, in the parameter's unit, of the
/// values that count.
package struct HourlyMean: Hashable, Sendable {
    /// The hour's end: 05:00 covers (04:00, 05:00].
    package let endingAt: Instant
    package let value: Double
    /// Values that count, of those that the station's reporting period promises.
    package let completeness: Completeness

    package init(endingAt: Instant, value: Double, completeness: Completeness) {
        self.endingAt = endingAt
        self.value = value
        self.completeness = completeness
    }
}
