// SPDX-License-Identifier: Apache-2.0

package import Basics

/// An index of a station for an hour or a day: VN_AQI for air, VN_WQI for
/// water; or the reason why there is none.
package struct IndexRecord: Hashable, Sendable {
    package let station: Station.ID
    package let period: Period
    /// The end of the period: 05:00 speaks of (04:00, 05:00]; for a day, the
    /// midnight that ends it.
    package let at: Instant
    /// The rounded index; `nil` when there is none.
    package let value: Int?
    /// The category's code.
    package let category: String?
    /// The parameter with the highest sub-index (air) or the lowest (water).
    package let dominant: Parameter.Code?
    package let subIndices: [SubIndex]
    /// How many values the period has, of how many a complete one would have.
    package let have: Int
    package let expected: Int
    /// Why there is no value.
    package let reason: Message?
    /// Whether the period had ended when this was computed.
    package let isFinal: Bool
    package let computedAt: Instant

    package enum Period: String, Sendable, CaseIterable {
        case hour, day

        package var length: Duration { self == .hour ? .hours(1) : .days(1) }
    }

    /// One parameter's part in an index.
    package struct SubIndex: Hashable, Sendable, Codable {
        package let parameter: Parameter.Code
        /// The mean the sub-index comes from: `1h`, `8h`, `24h`, `nowcast`.
        package let basis: String
        /// In the parameter's unit.
        package let concentration: Double
        package let value: Double

        package init(parameter: Parameter.Code, basis: String, concentration: Double, value: Double) {
            self.parameter = parameter
            self.basis = basis
            self.concentration = concentration
            self.value = value
        }
    }

    /// The share of expected values that are there, 0 to 1.
    package var completeness: Double { expected > 0 ? min(1, Double(have) / Double(expected)) : 0 }
}
