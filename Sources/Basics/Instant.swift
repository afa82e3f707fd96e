// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A moment, to the microsecond, in UTC. Stored as a 64-bit integer in every
/// database; never a date without a zone.
package struct Instant: Hashable, Comparable, Sendable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    package let microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    /// The moment `seconds` after 1970-01-01T00:00:00Z.
    package init(seconds: Int64) { microseconds = seconds * 1_000_000 }

    /// The present moment of the machine's clock. Only composition roots and
    /// tests of real processes read it; everything else is handed a `Clock`.
    package static var machineNow: Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// Whole seconds since 1970, rounded down.
    package var seconds: Int64 { floorDivide(microseconds, 1_000_000) }

    package static func < (left: Self, right: Self) -> Bool { left.microseconds < right.microseconds }

    package static func + (left: Self, right: Duration) -> Instant {
        Instant(microseconds: left.microseconds + right.inMicroseconds)
    }

    package static func - (left: Self, right: Duration) -> Instant {
        Instant(microseconds: left.microseconds - right.inMicroseconds)
    }

    package static func - (left: Self, right: Self) -> Duration {
        .microseconds(left.microseconds - right.microseconds)
    }

    package static func += (left: inout Self, right: Duration) { left = left + right }

    /// The latest multiple of `step` that is not after this moment.
    ///
    /// Multiples are counted from midnight at offset `zone`, so a step of an
    /// hour or a day falls on the zone's own hours and days.
    package func roundedDown(to step: Duration, in zone: CivilZone = .utc) -> Instant {
        let width = step.inMicroseconds
        let shift = Int64(zone.offsetMinutes) * 60_000_000
        return Instant(microseconds: floorDivide(microseconds + shift, width) * width - shift)
    }

    /// The earliest multiple of `step` that is not before this moment.
    package func roundedUp(to step: Duration, in zone: CivilZone = .utc) -> Instant {
        let down = roundedDown(to: step, in: zone)
        return down == self ? self : down + step
    }
}

extension Duration {
    /// Whole microseconds, rounded towards zero.
    package var inMicroseconds: Int64 {
        let parts = components
        return parts.seconds * 1_000_000 + parts.attoseconds / 1_000_000_000_000
    }

    /// Seconds with fraction.
    package var inSeconds: Double { Double(inMicroseconds) / 1_000_000 }

    package static func minutes(_ count: Int) -> Duration { .seconds(count * 60) }
    package static func hours(_ count: Int) -> Duration { .seconds(count * 3_600) }
    package static func days(_ count: Int) -> Duration { .seconds(count * 86_400) }
}

/// Division that rounds down, also below zero.
package func floorDivide(_ value: Int64, _ divisor: Int64) -> Int64 {
    let quotient = value / divisor
    return (value % divisor != 0) && ((value < 0) != (divisor < 0)) ? quotient - 1 : quotient
}
