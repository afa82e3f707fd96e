// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

@testable import Dossiers

/// Offices of the tests: 7:00–11:30 and 13:30–17:00, over a calendar of their own.
enum SampleOffice {
    static let weekday = [OfficeSession(opens: 420, closes: 690)!, OfficeSession(opens: 810, closes: 1_020)!]

    static let days = WorkingCalendar(
        resting: Set(
            [
                "2024-01-01", "2024-02-08", "2024-02-09", "2024-02-12", "2024-02-13", "2024-02-14", "2025-01-01",
                "2026-01-01", "2026-02-16", "2026-02-17", "2026-02-18", "2026-02-19", "2026-02-20", "2026-09-01",
                "2026-09-02",
            ].map { CivilDay(iso8601: $0)! }),
        working: [CivilDay(2026, 8, 22)!])

    static func hours(
        _ days: WorkingCalendar = days, saturday: [OfficeSession] = [], weeks: [OfficeHours.Week]? = nil
    ) -> OfficeHours {
        var sessions = Dictionary(uniqueKeysWithValues: (1...5).map { ($0, weekday) })
        sessions[6] = saturday
        return OfficeHours(
            "sample", days: days, weeks: weeks ?? [.init(sessions)], dayLength: .hours(8), cutOff: 15 * 60)
    }

    static func clock(
        _ convention: DeadlinePolicy.Convention, _ supplement: DeadlinePolicy.Supplement = .pause,
        _ hours: OfficeHours = hours()
    ) -> DossierClock {
        DossierClock(
            hours: hours, policy: DeadlinePolicy("sample", convention: convention, supplement: supplement))
    }

    /// `2026-08-03 09:00` on a Vietnamese wall clock.
    static func at(_ text: String) -> Instant {
        let parts = text.split(separator: " ")
        let minute = ClockTables.minute(String(parts[1]))!
        return CivilZone.vietNam.start(of: CivilDay(iso8601: String(parts[0]))!) + .minutes(minute)
    }

    static func text(_ moment: Instant?) -> String? {
        guard let moment else { return nil }
        let time = CivilZone.vietNam.time(of: moment)
        let clock = [time.hour, time.minute].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
        return "\(time.day.iso8601) \(clock)"
    }
}
