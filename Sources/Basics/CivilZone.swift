// SPDX-License-Identifier: Apache-2.0

/// A date and time on a wall clock, without zone.
package struct CivilTime: Hashable, Sendable {
    package var day: CivilDay
    package var hour: Int
    package var minute: Int
    package var second: Int

    package init(day: CivilDay, hour: Int = 0, minute: Int = 0, second: Int = 0) {
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }
}

/// A zone of constant offset from UTC.
///
/// Viet Nam has had UTC+7 without summer time since 1975 (IANA time zone
/// database, zone Asia/Ho_Chi_Minh), so a constant offset is exact for every
/// record the platform holds, and no zone database is needed at run time.
package struct CivilZone: Hashable, Sendable {
    package let offsetMinutes: Int

    package init(offsetMinutes: Int) { self.offsetMinutes = offsetMinutes }

    package static let utc = CivilZone(offsetMinutes: 0)
    package static let vietNam = CivilZone(offsetMinutes: 420)

    /// What a wall clock shows at `moment`; fractions of a second are dropped.
    package func time(of moment: Instant) -> CivilTime {
        let local = moment.seconds + Int64(offsetMinutes) * 60
        let second = Int(floorModulo(local, 86_400))
        return CivilTime(
            day: CivilDay(number: Int(floorDivide(local, 86_400))),
            hour: second / 3_600, minute: second / 60 % 60, second: second % 60)
    }

    package func day(of moment: Instant) -> CivilDay { time(of: moment).day }

    /// The moment a wall clock shows `time`.
    package func instant(of time: CivilTime) -> Instant {
        Instant(
            seconds: Int64(time.day.number) * 86_400 + Int64(time.hour * 3_600)
                + Int64(time.minute * 60 + time.second) - Int64(offsetMinutes) * 60)
    }

    /// The first moment of `day`.
    package func start(of day: CivilDay) -> Instant { instant(of: CivilTime(day: day)) }

    /// `Z`, or `+07:00`.
    package var iso8601Offset: String {
        guard offsetMinutes != 0 else { return "Z" }
        let size = abs(offsetMinutes)
        return (offsetMinutes < 0 ? "-" : "+") + "\(two(size / 60)):\(two(size % 60))"
    }
}
