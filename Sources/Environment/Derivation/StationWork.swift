// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations

/// What is derived of one station in one go: marked hours, and what they reach.
struct StationWork: Sendable {
    let station: Station
    let marks: [DueStore.Mark]
    let zone: CivilZone

    /// The marked hours, oldest first; with the hour before a live one: it may
    /// have ended only now, when its last value had come a little early.
    var hours: [Instant] {
        let marked = Set(marks.map(\.hour.endingAt))
        return marked.union(liveHours.map { $0 - .hours(1) }).sorted()
    }

    /// Hours that new values touched.
    var liveHours: Set<Instant> { Set(marks.filter(\.isLive).map(\.hour.endingAt)) }

    /// The days that the marked hours belong to, and the day after an evening
    /// hour: its first eight-hour means reach back over midnight.
    var days: [CivilDay] {
        var days: Set<CivilDay> = []
        for hour in hours {
            days.insert(zone.day(of: hour - .microseconds(1)))
            days.insert(zone.day(of: hour + .hours(7) - .microseconds(1)))
        }
        return days.sorted()
    }

    /// The hours whose figures the marked ones enter: NowCast looks back eleven
    /// hours, an eight-hour mean seven.
    var reachedHours: [Instant] {
        var reached: Set<Instant> = []
        for hour in hours { for step in 0..<NowCast.hours { reached.insert(hour + .hours(step)) } }
        return reached.sorted()
    }

    /// The hours whose means are needed for all of it.
    var neededHours: TimeSpan {
        let (days, reached) = (days, reachedHours)
        let first = min(reached[0] - .hours(24), zone.start(of: days[0]) - .hours(8))
        let last = max(reached[reached.count - 1], zone.start(of: days[days.count - 1] + 1))
        return TimeSpan(after: first, through: last)
    }
}
