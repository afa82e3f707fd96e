// SPDX-License-Identifier: Apache-2.0

/// A measured or computed number on its way to a person: the only form in
/// which one reaches a screen, a report or an export.
///
/// A figure cannot be made without saying as of when it holds, where it comes
/// from, what it means and where the records behind it are. The complaint it
/// answers: figures on walls that nobody can trace and nobody trusts.
package struct Figure: Hashable, Sendable {
    package let value: Value
    package let unit: UnitOfMeasure
    /// When the newest record behind the value was made; `nil` only while
    /// there is no record at all.
    package let asOf: Instant?
    /// The stretch of time the value speaks of, where it is not a moment.
    package let period: Period?
    /// Who or what supplied the records.
    package let source: Source
    /// What is counted or measured and how, as one sentence.
    package let definition: Message
    package let quality: Quality
    /// Since when the value ought to have been renewed; `nil` while it is fresh.
    package let staleSince: Instant?
    /// The address of the records behind the value, on this server: `/…`.
    package let records: String

    package init(
        _ value: Value, unit: UnitOfMeasure, asOf: Instant?, period: Period? = nil, source: Source,
        definition: Message, quality: Quality, staleSince: Instant? = nil, records: String
    ) {
        self.value = value
        self.unit = unit
        self.asOf = asOf
        self.period = period
        self.source = source
        self.definition = definition
        self.quality = quality
        self.staleSince = staleSince
        self.records = records
    }

    package enum Value: Hashable, Sendable {
        /// A number and how many decimals are meaningful.
        case number(Double, decimals: Int)
        /// No value, and why.
        case none(because: Message)
    }

    /// A half-open stretch of time, `start` excluded or included as the
    /// definition says.
    package struct Period: Hashable, Sendable {
        package let start: Instant
        package let end: Instant
        package init(start: Instant, end: Instant) {
            self.start = start
            self.end = end
        }
    }

    package enum Source: Hashable, Sendable {
        /// A named station, system or file: shown as it is.
        case named(String)
        /// A source with words of its own in every language.
        case described(Message)
    }

    package enum Quality: Hashable, Sendable {
        /// Read by an instrument or counted from the city's own records.
        case measured
        /// Worked out by a rule or model from incomplete records.
        case estimated
        /// Typed in by this person.
        case manual(by: String)
        /// May still change: late records are expected.
        case provisional
        /// Past records played again for a demonstration, faster than life.
        case replayed
    }

    /// The number, where there is one.
    package var number: Double? {
        if case .number(let number, _) = value { number } else { nil }
    }
}
