// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Dossiers

/// The same numbers in every run.
struct SeededNumbers: RandomNumberGenerator {
    private var state: UInt64
    init(_ seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state &* 0x2545_F491_4F6C_DD1D
    }
}

@Suite("What holds of every due time")
struct ClockPropertyTests {
    private static let start = SampleOffice.at("2026-01-02 00:00")

    /// A moment of the year, to the second, far enough from its end for every limit used here.
    private static func moment(_ numbers: inout SeededNumbers) -> Instant {
        start + .seconds(Int.random(in: 0..<300 * 86_400, using: &numbers))
    }

    private static func limit(_ numbers: inout SeededNumbers) throws -> TimeLimit {
        let unit = TimeLimit.Unit.allCases.randomElement(using: &numbers)!
        return try TimeLimit(unit == .month ? 1 : Int.random(in: 1...20, using: &numbers), unit)
    }

    private static let saturday = SampleOffice.hours(saturday: [OfficeSession(opens: 420, closes: 690)!])

    @Test("who comes later is never due earlier", arguments: [UInt64](1...8))
    func monotone(seed: UInt64) throws {
        var numbers = SeededNumbers(seed)
        for hours in [SampleOffice.hours(), Self.saturday] {
            for convention in [DeadlinePolicy.Convention.hours, .days] {
                let clock = SampleOffice.clock(convention, .pause, hours)
                for _ in 0..<60 {
                    let limit = try Self.limit(&numbers)
                    let first = Self.moment(&numbers)
                    let second = first + .seconds(Int.random(in: 0..<200_000, using: &numbers))
                    #expect(try clock.dueAt(limit, from: first) <= clock.dueAt(limit, from: second))
                    if limit.unit != .month, limit.unit != .sameDay {
                        let longer = try TimeLimit(limit.count + 1, limit.unit)
                        #expect(try clock.dueAt(limit, from: first) <= clock.dueAt(longer, from: first))
                    }
                }
            }
        }
    }

    @Test("the time worked until a moment is the inverse of the moment after that time", arguments: [UInt64](1...8))
    func inverse(seed: UInt64) throws {
        var numbers = SeededNumbers(seed)
        for hours in [SampleOffice.hours(), Self.saturday] {
            for _ in 0..<80 {
                let from = Self.moment(&numbers)
                let length = Duration.seconds(Int.random(in: 1...600_000, using: &numbers))
                let end = try hours.moment(after: length, from: from)
                #expect(try hours.worked(from: from, to: end) == length)
                #expect(try hours.worked(from: from, to: end - .seconds(1)) < length)
            }
        }
    }

    @Test("no due time falls into the lunch break, the night, a Sunday or a holiday", arguments: [UInt64](1...8))
    func inside(seed: UInt64) throws {
        var numbers = SeededNumbers(seed)
        for hours in [SampleOffice.hours(), Self.saturday] {
            for convention in [DeadlinePolicy.Convention.hours, .days] {
                let clock = SampleOffice.clock(convention, .pause, hours)
                for _ in 0..<60 {
                    let due = try clock.dueAt(try Self.limit(&numbers), from: Self.moment(&numbers))
                    let stretches = try hours.stretches(on: CivilZone.vietNam.day(of: due))
                    #expect(stretches.contains { $0.lowerBound <= due && due <= $0.upperBound })
                }
            }
        }
    }

    @Test("a pause takes nothing from the applicant and gives the office nothing", arguments: [UInt64](1...8))
    func pauses(seed: UInt64) throws {
        var numbers = SeededNumbers(seed)
        let clock = SampleOffice.clock(.hours)
        for _ in 0..<100 {
            let limit = try TimeLimit(Int.random(in: 1...80, using: &numbers), .workingHour)
            let received = Self.moment(&numbers)
            let due = try clock.dueAt(limit, from: received)
            let asked = received + .seconds(Int.random(in: 0..<100_000, using: &numbers))
            guard asked < due else { continue }
            let supplied = asked + .seconds(Int.random(in: 0..<500_000, using: &numbers))
            let wait = Interruption(askedAt: asked, suppliedAt: supplied)
            let later = try #require(try clock.deadline(limit, from: received, interruptions: [wait]).dueAt)
            let worked =
                try clock.hours.worked(from: received, to: asked) + clock.hours.worked(from: supplied, to: later)
            #expect(worked == .hours(limit.count) && later >= due)
        }
    }

    @Test(
        "calendar days before a pause and after it are the limit, whatever days off its end fell on",
        arguments: [UInt64](1...8))
    func calendarPauses(seed: UInt64) throws {
        var numbers = SeededNumbers(seed)
        let clock = SampleOffice.clock(.days)
        let zone = CivilZone.vietNam
        for _ in 0..<100 {
            let limit = try TimeLimit(Int.random(in: 1...40, using: &numbers), .calendarDay)
            let received = Self.moment(&numbers)
            let start = zone.day(of: try clock.hours.opening(from: received))
            let asked = received + .seconds(Int.random(in: 0..<4_000_000, using: &numbers))
            guard try asked < clock.dueAt(limit, from: received) else { continue }
            let supplied = asked + .seconds(Int.random(in: 0..<2_000_000, using: &numbers))
            let used = min(limit.count, max(0, zone.day(of: asked) - start))
            let resumed = zone.day(of: try clock.hours.opening(from: supplied))

            let wait = Interruption(askedAt: asked, suppliedAt: supplied)
            let due = try #require(try clock.deadline(limit, from: received, interruptions: [wait]).dueAt)

            #expect(try due == clock.hours.close(of: resumed + (limit.count - used)))
        }
    }
}
