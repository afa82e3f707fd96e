// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Dossiers

@Suite("Reckoning due times")
struct ReckoningTests {
    private func due(
        _ count: Int, _ unit: TimeLimit.Unit, from: String, _ convention: DeadlinePolicy.Convention = .days,
        _ hours: OfficeHours = SampleOffice.hours()
    ) throws -> String? {
        let clock = SampleOffice.clock(convention, .pause, hours)
        return SampleOffice.text(try clock.dueAt(try TimeLimit(count, unit), from: SampleOffice.at(from)))
    }

    @Test(
        "units of every kind",
        arguments: [
            (1, TimeLimit.Unit.month, "2026-01-31 09:00", "2026-03-02 17:00"),  // 28 February is a Saturday
            (1, .month, "2024-01-31 09:00", "2024-02-29 17:00"),
            (2, .month, "2024-12-31 10:00", "2025-02-28 17:00"),
            (4, .clockHour, "2026-08-03 09:00", "2026-08-03 13:30"),
            (24, .clockHour, "2026-08-07 16:00", "2026-08-10 07:00"),
            (8, .workingHour, "2026-08-03 07:00", "2026-08-03 17:00"),
            (5, .workingDay, "2024-02-07 10:00", "2024-02-21 17:00"),  // across Tết of 2024
            (1, .workingDay, "2024-02-28 10:00", "2024-02-29 17:00"),  // a leap day is worked
            (366, .calendarDay, "2024-01-02 10:00", "2025-01-02 17:00"),
        ])
    func units(count: Int, unit: TimeLimit.Unit, from: String, expected: String) throws {
        #expect(try due(count, unit, from: from) == expected)
    }

    @Test("five working days from before Tết end after it, whichever way a day is counted")
    func tet() throws {
        #expect(try due(5, .workingDay, from: "2026-02-12 14:00", .days) == "2026-02-26 17:00")
        #expect(try due(5, .workingDay, from: "2026-02-12 14:00", .hours) == "2026-02-26 14:00")
        #expect(try due(15, .calendarDay, from: "2026-02-03 14:00") == "2026-02-23 17:00")
    }

    @Test("a counter that takes dossiers on Saturday does not run its clocks then")
    func saturdayReception() throws {
        let morning = OfficeSession(opens: 420, closes: 690, isWorked: false)!
        let hours = SampleOffice.hours(saturday: [morning])

        #expect(try hours.isOpen(at: SampleOffice.at("2026-08-08 09:00")))
        #expect(try !hours.isOpen(at: SampleOffice.at("2026-08-08 11:30")))
        #expect(try due(3, .workingDay, from: "2026-08-08 09:00", .days, hours) == "2026-08-13 17:00")
    }

    @Test("an office that works on Saturday morning has its clocks run then")
    func saturdayWork() throws {
        let hours = SampleOffice.hours(saturday: [OfficeSession(opens: 420, closes: 690)!])

        #expect(try due(1, .sameDay, from: "2026-08-08 09:00", .days, hours) == "2026-08-08 11:30")
        #expect(try due(1, .sameDay, from: "2026-08-08 12:00", .days, hours) == "2026-08-10 17:00")
        #expect(try due(1, .workingDay, from: "2026-08-07 15:00", .hours, hours) == "2026-08-10 08:30")
        // A Saturday worked in place of a Monday is worked to the evening.
        #expect(try due(1, .sameDay, from: "2026-08-22 14:00", .days, hours) == "2026-08-22 17:00")
    }

    @Test("hours that change hold from their day on")
    func datedHours() throws {
        let summer = OfficeSession(opens: 390, closes: 690)!
        let weeks = [
            OfficeHours.Week(
                validTo: CivilDay(2026, 8, 4)!,
                Dictionary(uniqueKeysWithValues: (1...5).map { ($0, SampleOffice.weekday) })),
            OfficeHours.Week(
                validFrom: CivilDay(2026, 8, 5)!, Dictionary(uniqueKeysWithValues: (1...5).map { ($0, [summer]) })),
        ]
        let hours = SampleOffice.hours(weeks: weeks)

        #expect(try due(1, .workingDay, from: "2026-08-03 09:00", .days, hours) == "2026-08-04 17:00")
        #expect(try due(2, .workingDay, from: "2026-08-03 09:00", .days, hours) == "2026-08-05 11:30")
        #expect(throws: ReckoningError.hoursMissing(on: CivilDay(2024, 2, 1)!)) {
            let late = SampleOffice.hours(weeks: [OfficeHours.Week(validFrom: CivilDay(2026, 1, 1)!, [:])])
            return try due(1, .workingDay, from: "2024-02-01 09:00", .days, late)
        }
    }

    @Test("a year whose holidays nobody entered is asked for, never guessed")
    func missingYear() throws {
        #expect(throws: ReckoningError.calendarMissing(year: 2027)) {
            try due(5, .workingDay, from: "2026-12-29 09:00")
        }
        #expect(throws: ReckoningError.calendarMissing(year: 2027)) {
            try due(30, .calendarDay, from: "2026-12-10 09:00")
        }
        #expect(try due(2, .workingDay, from: "2026-12-29 09:00") == "2026-12-31 17:00")
    }

    @Test("limits of nothing and of ten years and more are none", arguments: [0, -1, 3_661, .max])
    func limits(count: Int) {
        #expect(throws: ReckoningError.limitOutOfRange) { try TimeLimit(count, .workingDay) }
    }
}

@Suite("Waiting for the applicant")
struct InterruptionTests {
    private let received = SampleOffice.at("2026-08-03 09:00")

    private func wait(_ asked: String, _ supplied: String?) -> Interruption {
        Interruption(askedAt: SampleOffice.at(asked), suppliedAt: supplied.map(SampleOffice.at))
    }

    private func deadline(
        _ count: Int, _ unit: TimeLimit.Unit, _ clock: DossierClock, _ interruptions: [Interruption]
    ) throws -> Deadline {
        try clock.deadline(try TimeLimit(count, unit), from: received, interruptions: interruptions)
    }

    @Test(
        "a pause gives back the days that were left",
        arguments: [
            (5, TimeLimit.Unit.workingDay, "2026-08-05 10:00", "2026-08-12 14:00", "2026-08-17 17:00"),
            // Asked on the last day: the day of the supplement remains.
            (2, .workingDay, "2026-08-05 16:00", "2026-08-12 14:00", "2026-08-12 17:00"),
            (15, .calendarDay, "2026-08-05 10:00", "2026-08-12 14:00", "2026-08-25 17:00"),
            (1, .sameDay, "2026-08-03 10:00", "2026-08-12 15:30", "2026-08-13 17:00"),
        ])
    func pause(count: Int, unit: TimeLimit.Unit, asked: String, supplied: String, expected: String) throws {
        let found = try deadline(count, unit, SampleOffice.clock(.days), [wait(asked, supplied)])
        #expect(SampleOffice.text(found.dueAt) == expected)
    }

    @Test("after a restart the whole limit begins again, and again")
    func restart() throws {
        let clock = SampleOffice.clock(.days, .restart)
        let waits = [wait("2026-08-04 10:00", "2026-08-05 10:00"), wait("2026-08-06 10:00", "2026-08-10 18:00")]
        #expect(SampleOffice.text(try deadline(3, .workingDay, clock, waits).dueAt) == "2026-08-14 17:00")
    }

    @Test("while the office waits there is no due time")
    func open() throws {
        let found = try deadline(5, .workingDay, SampleOffice.clock(.days), [wait("2026-08-05 10:00", nil)])
        #expect(found.dueAt == nil && found.stoppedAt == SampleOffice.at("2026-08-05 10:00"))
    }

    @Test("a request made too late stops nothing: late stays late", arguments: [nil, "2026-08-12 10:00"])
    func lateRequest(supplied: String?) throws {
        for supplement in [DeadlinePolicy.Supplement.pause, .restart] {
            let clock = SampleOffice.clock(.days, supplement)
            let found = try deadline(1, .workingDay, clock, [wait("2026-08-05 10:00", supplied)])
            #expect(SampleOffice.text(found.dueAt) == "2026-08-04 17:00")
        }
    }

    @Test("facts in an order that cannot be are refused")
    func disorder() {
        let clock = SampleOffice.clock(.days)
        let impossible = [
            [wait("2026-08-02 10:00", nil)], [wait("2026-08-05 10:00", "2026-08-05 09:00")],
            [wait("2026-08-05 10:00", nil), wait("2026-08-06 10:00", nil)],
            [wait("2026-08-05 10:00", "2026-08-07 10:00"), wait("2026-08-06 10:00", "2026-08-08 10:00")],
        ]
        for waits in impossible {
            #expect(throws: ReckoningError.interruptionsOutOfOrder) { try deadline(9, .workingDay, clock, waits) }
        }
    }
}

@Suite("Days decided afterwards")
struct RevisionTests {
    private let limit: TimeLimit
    private let received = SampleOffice.at("2026-11-23 09:00")
    private let culture = WorkingCalendar.Entry(CivilDay(2026, 11, 24)!, .rest, name: "Ngày Văn hóa Việt Nam")

    init() throws { limit = try TimeLimit(3, .workingDay) }

    private func revision(_ news: [WorkingCalendar.Entry], received: Instant? = nil) throws -> DeadlineRevision {
        let clock = SampleOffice.clock(.days)
        let from = received ?? self.received
        return try clock.revision(of: try clock.dueAt(limit, from: from), limit, from: from, after: news)
    }

    @Test("a holiday on the way moves the due time and is named")
    func later() throws {
        #expect(try revision([culture]) == .later(SampleOffice.at("2026-11-27 17:00"), because: [culture]))
    }

    @Test("a holiday beyond the due time, or already kept, changes nothing")
    func unchanged() throws {
        #expect(try revision([.init(CivilDay(2026, 11, 30)!, .rest)]) == .unchanged)
        #expect(try revision([.init(CivilDay(2026, 9, 2)!, .rest)]) == .unchanged)
    }

    @Test("a Saturday made a working day takes no promised time back")
    func promise() throws {
        let received = SampleOffice.at("2026-11-26 09:00")
        #expect(try revision([.init(CivilDay(2026, 11, 28)!, .work)], received: received) == .promiseStands)
    }

    @Test("what is uncertain on the way is told with the answer")
    func provisional() throws {
        let pending = WorkingCalendar.Entry(culture.day, .ordinary, name: culture.name, isProvisional: true)
        let clock = SampleOffice.clock(.days, .pause, SampleOffice.hours(SampleOffice.days.announcing([pending])))

        #expect(try clock.deadline(limit, from: received).provisional == [pending])
        #expect(try clock.deadline(limit, from: SampleOffice.at("2026-11-25 09:00")).provisional.isEmpty)
    }
}

@Suite("Waiting for papers over days off")
struct RolledPauseTests {
    private func due(
        _ count: Int, _ unit: TimeLimit.Unit, _ received: String, asked: String, supplied: String
    ) throws -> String? {
        let clock = SampleOffice.clock(.days)
        let wait = Interruption(askedAt: SampleOffice.at(asked), suppliedAt: SampleOffice.at(supplied))
        let limit = try TimeLimit(count, unit)
        return SampleOffice.text(
            try clock.deadline(limit, from: SampleOffice.at(received), interruptions: [wait]).dueAt)
    }

    @Test("what is left is counted to the limit's own end, not to the working day it moved to")
    func rolled() throws {
        // Fifteen days end in the Tết holiday, on 18/02; the due day is 23/02. Asked on 10/02, eight are left.
        #expect(
            try due(15, .calendarDay, "2026-02-03 09:00", asked: "2026-02-10 10:00", supplied: "2026-02-24 09:00")
                == "2026-03-04 17:00")
        // A month ends on Sunday 08/03; asked on 02/03, six days are left.
        #expect(
            try due(1, .month, "2026-02-08 09:00", asked: "2026-03-02 10:00", supplied: "2026-03-03 09:00")
                == "2026-03-10 17:00")
        // 24 hours end on Saturday 10:00; asked on Friday at 16:00, 18 are left.
        #expect(
            try due(24, .clockHour, "2026-03-06 10:00", asked: "2026-03-06 16:00", supplied: "2026-03-09 09:00")
                == "2026-03-10 07:00")
    }

    @Test("a request before the first day has begun uses nothing up and adds nothing")
    func beforeTheFirstDay() throws {
        // Received on Saturday 07/03, counted from Monday 09/03; asked on Sunday.
        #expect(
            try due(5, .calendarDay, "2026-03-07 09:00", asked: "2026-03-08 10:00", supplied: "2026-03-10 09:00")
                == "2026-03-16 17:00")
        #expect(
            try due(5, .workingDay, "2026-03-07 09:00", asked: "2026-03-08 10:00", supplied: "2026-03-10 09:00")
                == "2026-03-17 17:00")
    }
}
