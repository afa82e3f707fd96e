// SPDX-License-Identifier: Apache-2.0

import Basics

extension SampleMaker {
    func receive(_ course: inout SampleCourse, at moment: Instant) throws {
        guard let accept = course.way.first else { throw Impossible() }
        try course.act(accept, at: moment, words: "")
        guard course.state.receivedAt != nil else { throw Impossible() }
    }

    func refuse(_ course: inout SampleCourse, at moment: Instant) throws {
        guard let refuse = course.action({ $0 == .end(.refused) }) else { throw Impossible() }
        try course.act(refuse, at: moment, words: shape.words.refusal)
    }

    /// Brings it to its end, early, on its day or late.
    mutating func end(_ course: inout SampleCourse, _ fate: Fate, after moment: Instant) throws {
        var moment = moment
        let target = try target(fate.punctuality, course, after: moment)
        let hours = course.reckoning.hours
        if fate.punctuality == "late", numbers.happens(shape.apologised), let due = course.dueAt,
            let extend = course.extending
        {
            let asked = try hours.opening(from: moment + (due - moment) * 0.6)
            let until = try hours.close(of: desk.zone.day(of: target))
            // An apology after the time has passed is none.
            if moment < asked, asked < due, due < until {
                try course.act(extend, at: asked, words: shape.words.apology, until: until)
                moment = asked
            }
        }
        switch fate.ending {
        case .refused, .notReceived: try refuse(&course, at: target)
        case .withdrawn:
            let middle = try hours.opening(from: moment + (target - moment) * numbers.share())
            let clerk = course.fact(.ended, at: middle, by: .receive).by
            try course.add(try course.state.withdrawal(because: shape.words.withdrawal, at: middle, by: clerk))
        case .done:
            try walk(&course, .max, from: moment, to: target)
            guard let action = course.way.first, let processed = course.state.processedAt else { throw Impossible() }
            let later = processed + .minutes(Int.random(in: 5...4_000, using: &numbers))
            try course.handOver(action, at: try hours.opening(from: later))
        }
    }

    /// When the work is done.
    private mutating func target(
        _ punctuality: String, _ course: SampleCourse, after moment: Instant
    ) throws -> Instant {
        let hours = course.reckoning.hours
        guard let due = course.dueAt else {
            return try hours.opening(from: moment + .hours(Int.random(in: 24...240, using: &numbers)))
        }
        let day = desk.zone.day(of: due)
        let (from, to): (Instant, Instant) =
            switch punctuality {
            // What is due on the day it came cannot be early.
            case "early" where desk.zone.day(of: moment) < day: (moment, desk.zone.start(of: day))
            case "late": (desk.zone.start(of: day + 1), desk.zone.start(of: day + 8))
            default: (max(moment, desk.zone.start(of: day)), due)
            }
        guard from < to else { throw Impossible() }
        let found = try hours.opening(from: from + (to - from) * numbers.share())
        guard punctuality == "late" || found <= due, moment <= found else { throw Impossible() }
        return found
    }

    /// Does the steps up to the end of the work, spread over the time.
    ///
    /// - Parameter most: So many of them at most.
    func walk(_ course: inout SampleCourse, _ most: Int, from start: Instant, to end: Instant) throws {
        let actions = course.way
        guard let last = actions.firstIndex(where: course.finishes) else { throw Impossible() }
        var moment = start
        for (place, action) in actions[...last].enumerated() {
            guard place < most else { return }
            let share = Double(place + 1) / Double(last + 1)
            let wanted = try course.reckoning.hours.opening(from: start + (end - start) * share)
            // Rounding to the next opening may lead past the end, never past what was reached.
            moment = max(moment, min(wanted, end))
            try course.act(action, at: moment, words: shape.words.work)
        }
    }
}
