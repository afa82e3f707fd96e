// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The Vietnamese air quality index (VN_AQI) of one station over one hour or day,
/// with all that must be published beside it: QĐ 1459/QĐ-TCMT, 2.2 and Bảng 3.
///
/// An index says how air affects people; whether a limit is exceeded is another
/// question, answered by `AirLimits`.
package struct AirQualityIndex: Hashable, Sendable {
    package let period: Period
    package let outcome: Outcome
    /// The band of the rounded index; `nil` without index.
    package let category: AirQualityCategory?
    /// The sub-index that is the index; `nil` without index. Of equal ones the
    /// first in the order of the decision's table as kept: PM2.5, PM10, O3, NO2,
    /// SO2, CO, and O3 over one hour before eight.
    package let dominant: SubIndex?
    /// Every sub-index that could be worked out, in the same order; also when
    /// there is no index because particulates are missing.
    package let subIndices: [SubIndex]
    /// What was measured and could not be used, with the reason.
    package let missing: [Missing]
    /// The document whose method this is: `QĐ 1459/QĐ-TCMT`.
    package let method: String

    /// The index, 0 to 500.
    package var value: Int? {
        if case .value(let value) = outcome { value } else { nil }
    }

    package var reason: NoIndexReason? {
        if case .none(let reason) = outcome { reason } else { nil }
    }

    /// Of the sub-index with the smallest share of hours; of the particulates'
    /// hours when there is no sub-index.
    package var completeness: Completeness {
        subIndices.map(\.completeness).min { $0.share < $1.share }
            ?? missing.map(\.completeness).min { $0.share < $1.share } ?? Completeness(counted: 0, expected: 1)
    }

    package enum Period: Hashable, Sendable {
        /// The hour that ends then.
        case hour(endingAt: Instant)
        /// The hours labelled 01:00 to 00:00 of the next day.
        case day(CivilDay)
    }

    package enum Outcome: Hashable, Sendable {
        case value(Int)
        case none(NoIndexReason)
    }

    /// The index of one parameter (AQIx).
    package struct SubIndex: Hashable, Sendable {
        package let parameter: Parameter.Code
        package let basis: Basis
        /// In µg/m³, unrounded: a NowCast, a mean or a highest mean.
        package let concentration: Double
        /// Before rounding, for comparison and for those who check.
        package let exact: Double
        /// Half-up on the decimal value, as published.
        package let index: Int
        /// Hours used of those that the basis looks at.
        package let completeness: Completeness
        /// The hours used, newest first.
        package let inputs: [HourlyMean]
    }

    /// On what a sub-index rests.
    package enum Basis: String, Hashable, Sendable {
        case nowCast = "nowcast"
        case hour = "1h"
        case highestHour = "highest-1h"
        case highestEightHours = "highest-8h"
        case day = "24h"

        package var name: Message { Message("environment.aqi.basis.\(rawValue)") }
    }

    /// A basis of a measured parameter that gave no sub-index.
    package struct Missing: Hashable, Sendable {
        package let parameter: Parameter.Code
        package let basis: Basis
        package let reason: Reason
        package let completeness: Completeness

        package enum Reason: Hashable, Sendable {
            case tooFewHours
            /// NowCast needs two of the last three hours.
            case tooFewRecentHours
            /// The highest eight-hour mean of O3 is above the end of its column, and is not used.
            case aboveScale

            package var message: Message {
                switch self {
                case .tooFewHours: Message("environment.aqi.missing.too-few-hours")
                case .tooFewRecentHours: Message("environment.aqi.missing.too-few-recent-hours")
                case .aboveScale: Message("environment.aqi.missing.above-scale")
                }
            }
        }
    }
}

/// Why there is no index.
package enum NoIndexReason: Hashable, Sendable {
    /// Nothing that the index uses has come for this period.
    case noData
    /// The station measures neither PM10 nor PM2.5: the method demands one (2.1 b).
    case particulatesNotMeasured
    /// PM10 and PM2.5 lack two of the last three hours.
    case particulatesWithoutRecentHours
    /// PM10 and PM2.5 have too few hours of the day.
    case particulatesIncomplete(Completeness)

    package var message: Message {
        switch self {
        case .noData: Message("environment.aqi.none.no-data")
        case .particulatesNotMeasured: Message("environment.aqi.none.particulates-not-measured")
        case .particulatesWithoutRecentHours: Message("environment.aqi.none.particulates-without-recent-hours")
        case .particulatesIncomplete(let completeness):
            Message(
                "environment.aqi.none.particulates-incomplete",
                ["counted": .count(completeness.counted), "expected": .count(completeness.expected)])
        }
    }
}
