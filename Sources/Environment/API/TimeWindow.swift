// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Web

/// The stretch of time an address asks for. A value's time is the end of the
/// period it speaks of, so `from` is excluded and `to` included: the hours of
/// 15 January are those from 2026-01-15 to 2026-01-16.
package struct TimeWindow: Hashable, Sendable {
    package let from: Instant
    package let to: Instant

    package init(from: Instant, to: Instant) {
        self.from = from
        self.to = to
    }

    /// The longest stretch one question may speak of.
    package static let longest = Duration.days(3_660)

    /// Reads `from` and `to` of a query.
    ///
    /// Without `to` the stretch ends now; without `from` it is `usual` long.
    /// Takes ISO 8601 with a zone, the same without one (the city's clock) and a
    /// day alone (its beginning).
    ///
    /// - Throws: `RequestError`.
    package init(query: FormInput, usual: Duration, now: Instant, zone: CivilZone) throws(RequestError) {
        let to = try Self.moment("to", in: query, zone: zone) ?? now
        let from = try Self.moment("from", in: query, zone: zone) ?? to - usual
        guard from < to else { throw .emptyStretch(from: from, to: to) }
        guard to - from <= Self.longest else { throw .stretchTooLong(days: 3_660) }
        self.init(from: from, to: to)
    }

    private static func moment(
        _ field: String, in query: FormInput, zone: CivilZone
    ) throws(RequestError) -> Instant? {
        guard let text = query.value(field) else { return nil }
        guard let moment = instant(text, zone: zone), (1900...2200).contains(zone.day(of: moment).year) else {
            throw .badTime(field: field, text: text)
        }
        return moment
    }

    /// A day, a time of the city's clock or a time with its zone.
    static func instant(_ text: String, zone: CivilZone) -> Instant? {
        if let day = CivilDay(iso8601: text) { return zone.start(of: day) }
        return Instant(iso8601: text) ?? zone.instant(iso8601Local: text)
    }
}
