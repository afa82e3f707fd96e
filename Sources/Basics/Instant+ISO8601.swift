// SPDX-License-Identifier: Apache-2.0

extension Instant {
    /// ISO 8601 with the zone's offset, as in `2026-11-23T18:31:00+07:00`.
    /// A fraction is written only when there is one.
    package func iso8601(in zone: CivilZone = .utc) -> String {
        let time = zone.time(of: self)
        let fraction = Int(microseconds - seconds * 1_000_000)
        var text = "\(time.day.iso8601)T\(two(time.hour)):\(two(time.minute)):\(two(time.second))"
        if fraction > 0 {
            var digits = String(fraction)
            digits = String(repeating: "0", count: 6 - digits.count) + digits
            while digits.last == "0" { digits.removeLast() }
            text += "." + digits
        }
        return text + zone.iso8601Offset
    }

    /// The moment written as ISO 8601 date and time *with* a zone (`Z` or
    /// `±hh:mm`), or `nil`. A `+` that a query string turned into a space is
    /// read as `+`.
    package init?(iso8601 text: String) {
        var text = Substring(text.replacing(" ", with: "+"))
        let offset: Int
        if text.last == "Z" || text.last == "z" {
            offset = 0
            text.removeLast()
        } else {
            let sign = text.suffix(6)
            guard sign.count == 6, let first = sign.first, first == "+" || first == "-",
                let hours = Int(sign.dropFirst().prefix(2)), let minutes = Int(sign.suffix(2)),
                sign.dropFirst(3).first == ":", hours <= 14, minutes < 60
            else { return nil }
            offset = (first == "-" ? -1 : 1) * (hours * 60 + minutes)
            text.removeLast(6)
        }
        guard let moment = CivilZone(offsetMinutes: offset).instant(iso8601Local: String(text)) else {
            return nil
        }
        self = moment
    }
}

extension CivilZone {
    /// The moment of a local date and time without zone, as in
    /// `2026-11-23T18:31`, `2026-11-23T18:31:05.25`; or `nil`.
    package func instant(iso8601Local text: String) -> Instant? {
        let parts = text.split(whereSeparator: { $0 == "T" || $0 == "t" })
        guard parts.count == 2, let day = CivilDay(iso8601: String(parts[0])) else { return nil }
        let clock = parts[1].split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(clock.count), clock[0].count == 2, clock[1].count == 2,
            let hour = Int(clock[0]), let minute = Int(clock[1]), (0...23).contains(hour),
            (0...59).contains(minute)
        else { return nil }
        var second = 0
        var micro: Int64 = 0
        if clock.count == 3 {
            let pieces = clock[2].split(separator: ".", omittingEmptySubsequences: false)
            guard (1...2).contains(pieces.count), pieces[0].count == 2, let whole = Int(pieces[0]),
                (0...59).contains(whole)
            else { return nil }
            second = whole
            if pieces.count == 2 {
                guard (1...9).contains(pieces[1].count), pieces[1].allSatisfy(\.isASCIIDigit),
                    let value = Int64((pieces[1] + "000000").prefix(6))
                else { return nil }
                micro = value
            }
        }
        return instant(of: CivilTime(day: day, hour: hour, minute: minute, second: second))
            + .microseconds(micro)
    }
}

extension Character {
    /// Whether this is one of `0` to `9`: no other script's digits.
    package var isASCIIDigit: Bool { isASCII && isWholeNumber }
}

/// Two digits, as in hours and months.
package func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
