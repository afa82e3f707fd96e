// SPDX-License-Identifier: Apache-2.0

package import Basics

extension OfficeHours {
    /// The first moment from `moment` on in which dossiers are worked on:
    /// itself, the end of the lunch break, or a later morning.
    package func opening(from moment: Instant) throws(ReckoningError) -> Instant {
        var day = zone.day(of: moment)
        while true {
            if let stretch = try stretches(on: day).first(where: { moment < $0.upperBound }) {
                return max(moment, stretch.lowerBound)
            }
            day = day + 1
        }
    }

    /// The end of the day's last worked session; the next working day's where it has none.
    package func close(of day: CivilDay) throws(ReckoningError) -> Instant {
        var day = day
        while true {
            if let last = try stretches(on: day).last { return last.upperBound }
            day = day + 1
        }
    }

    /// The working day `count` working days after `day`; for none, `day` or the next that is one.
    package func workingDay(_ count: Int, after day: CivilDay) throws(ReckoningError) -> CivilDay {
        var day = day
        var left = count
        while true {
            if left <= 0, try isWorkingDay(day) { return day }
            day = day + 1
            if left > 0, try isWorkingDay(day) { left -= 1 }
        }
    }

    /// How many working days come after `start`, up to and with `end`.
    package func workingDays(after start: CivilDay, to end: CivilDay) throws(ReckoningError) -> Int {
        var count = 0
        var day = start
        while day < end {
            day = day + 1
            if try isWorkingDay(day) { count += 1 }
        }
        return count
    }

    /// How much of the time between two moments was worked.
    package func worked(from start: Instant, to end: Instant) throws(ReckoningError) -> Duration {
        var sum = Duration.zero
        var day = zone.day(of: start)
        while zone.start(of: day) < end {
            for stretch in try stretches(on: day) {
                let (from, to) = (max(start, stretch.lowerBound), min(end, stretch.upperBound))
                if from < to { sum += to - from }
            }
            day = day + 1
        }
        return sum
    }

    /// The first moment by which `length` was worked since `start`: an end of
    /// a session, not the opening after it. The inverse of `worked`.
    package func moment(after length: Duration, from start: Instant) throws(ReckoningError) -> Instant {
        guard length > .zero else { return try opening(from: start) }
        var left = length
        var day = zone.day(of: start)
        while true {
            for stretch in try stretches(on: day) {
                let from = max(start, stretch.lowerBound)
                guard from < stretch.upperBound else { continue }
                let room = stretch.upperBound - from
                if left <= room { return from + left }
                left -= room
            }
            day = day + 1
        }
    }
}
