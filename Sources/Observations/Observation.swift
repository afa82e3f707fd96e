// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One value of a series, as its source gave it, with what validation made of it.
package struct Observation: Hashable, Sendable {
    package let series: Series.ID
    /// The end of the period the value covers.
    package let at: Instant
    /// In the series' unit; `nil` when the source gave a status and no value.
    package let value: Double?
    /// The source's own word for its state, unchanged: `00`, `01`, `Valid`.
    package let status: String
    /// `valid`, or the code of the rule or the officer's reason that says otherwise.
    package let flag: String
    /// Whether the value enters aggregates. Never true without a value.
    package let counts: Bool
    package let origin: Origin?

    package init(
        series: Series.ID, at: Instant, value: Double?, status: String, flag: String = Observation.valid,
        counts: Bool, origin: Origin? = nil
    ) {
        self.series = series
        self.at = at
        self.value = value
        self.status = status
        self.flag = flag
        self.counts = counts && value != nil
        self.origin = origin
    }

    /// The flag of values nothing speaks against.
    package static let valid = "valid"

    package var key: Key { Key(series: series, at: at) }

    /// A series has one value at a moment.
    package struct Key: Hashable, Sendable, Comparable {
        package let series: Series.ID
        package let at: Instant

        package init(series: Series.ID, at: Instant) {
            self.series = series
            self.at = at
        }

        package static func < (left: Self, right: Self) -> Bool {
            (left.series, left.at) < (right.series, right.at)
        }
    }

    /// Where the value came from: a record of the feature that took it in,
    /// such as a station file, and the line there, from 1.
    package struct Origin: Hashable, Sendable {
        package let record: Int64
        package let line: Int?

        package init(record: Int64, line: Int? = nil) {
            self.record = record
            self.line = line
        }
    }

    /// Whether the source says the same again. Flags are no part of it: what
    /// an officer found out about a value stays when its file arrives again.
    func says(_ other: Observation) -> Bool { value == other.value && status == other.status }

    func flagged(_ judgement: Judgement) -> Observation {
        Observation(
            series: series, at: at, value: value, status: status, flag: judgement.flag,
            counts: judgement.counts, origin: origin)
    }
}
