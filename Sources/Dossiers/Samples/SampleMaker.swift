// SPDX-License-Identifier: Apache-2.0

import Basics

/// Draws sample dossiers, the same ones for the same seed, moment, people and procedures.
struct SampleMaker {
    let desk: DossierDesk
    let shape: SampleShape
    let staff: [SampleStaff]
    let procedures: [String: [SampleProcedure]]
    let now: Instant
    var numbers: SampleNumbers

    static let days = 730
    /// Draws for one dossier before it is given up: one due today, or in a year with holidays known, is rarely drawn.
    private static let mostDraws = 20_000

    /// Where a dossier that is on its way stands.
    private enum Standing: CaseIterable { case overdue, dueToday, later, waiting, fresh }

    /// What is drawn once, so that what cannot be at some times is not rarer for it.
    struct Fate {
        let procedure: String
        let channel: ProcedureDefinition.Channel
        let ending: SampleShape.Ending
        let punctuality: String
    }

    /// What a draw came to that could not have happened by now.
    struct Impossible: Error {}

    /// How many of so many are on their way now: they are the first.
    func open(of count: Int) -> Int {
        min(count, max(Standing.allCases.count, Int((Double(count) * shape.inProgress).rounded())))
    }

    /// - Parameter places: Which of them, one after the other from the first.
    /// - Throws: `DossierError.unknownProcedure` when nothing could be drawn.
    mutating func courses(_ places: Range<Int>, open: Int) throws -> [SampleCourse] {
        try places.map { place in
            let standing = place < open ? Standing.allCases[place % Standing.allCases.count] : nil
            var fate = fate()
            for draw in 1...Self.mostDraws {
                // Some things are never so: residence by post.
                if draw.isMultiple(of: 100) || standing != nil { fate = self.fate() }
                do {
                    guard let standing else { return try finished(fate) }
                    return try unfinished(standing, fate)
                } catch is Impossible { continue } catch is ReckoningError { continue } catch is DossierError {
                    continue
                }
            }
            throw DossierError.unknownProcedure
        }
    }

    private mutating func fate() -> Fate {
        Fate(
            procedure: numbers.pick(shape.procedures.filter { procedures[$0.key]?.isEmpty == false }) ?? "",
            channel: ProcedureDefinition.Channel(rawValue: numbers.pick(shape.channels) ?? "") ?? .direct,
            ending: SampleShape.Ending(rawValue: numbers.pick(shape.endings) ?? "") ?? .done,
            punctuality: numbers.pick(shape.punctuality) ?? "")
    }

    /// One that is over.
    private mutating func finished(_ fate: Fate) throws -> SampleCourse {
        let day = try workingDay()
        var course = try handedIn(day, nil, fate)
        let hours = course.reckoning.hours
        var moment = try hours.opening(from: course.dossier.submittedAt + arrival(course))
        if fate.ending == .notReceived {
            try refuse(&course, at: moment)
        } else {
            try receive(&course, at: moment)
            if numbers.happens(shape.supplemented) {
                moment = try hours.opening(from: moment + .minutes(Int.random(in: 20...200, using: &numbers)))
                try course.supplement(
                    at: moment, answered: true, after: Int.random(in: 1...6, using: &numbers), shape.words)
                moment = course.facts.last?.at ?? moment
            }
            try end(&course, fate, after: moment)
        }
        guard let last = course.facts.last, last.at <= now, course.state.isOver else { throw Impossible() }
        rate(&course, after: last.at)
        return course
    }

    /// Some applicants say how it was, on one of the days after.
    private mutating func rate(_ course: inout SampleCourse, after end: Instant) {
        let day = min(desk.zone.day(of: end) + Int.random(in: 0...5, using: &numbers), desk.zone.day(of: now))
        guard course.dossier.mayBeRated, numbers.happens(shape.rated), let ballot = desk.ballots.first else { return }
        var answers: [String: String] = [:]
        for question in ballot.questions {
            answers[question.code] =
                question.scale == true
                ? numbers.pick(shape.ratings) : question.answers.randomElement(using: &numbers)
        }
        course.rating = (answers, day)
    }

    /// One that is on its way now.
    private mutating func unfinished(_ standing: Standing, _ fate: Fate) throws -> SampleCourse {
        guard standing != .fresh else {
            return try handedIn(
                desk.zone.day(of: now), now - .minutes(Int.random(in: 5...900, using: &numbers)), fate,
                by: .online)
        }
        let today = desk.zone.day(of: now)
        let day = today - Int.random(in: 0...40, using: &numbers)
        var course = try handedIn(day, nil, fate)
        let hours = course.reckoning.hours
        let received = try hours.opening(from: course.dossier.submittedAt + arrival(course))
        try receive(&course, at: received)
        if standing == .waiting {
            guard received >= now - .days(12) else { throw Impossible() }
            try course.supplement(
                at: try hours.opening(from: received + .hours(2)), answered: false, after: 0, shape.words)
            guard course.state.waitsForApplicant else { throw Impossible() }
        } else {
            guard let due = course.dueAt else { throw Impossible() }
            let isRight =
                switch standing {
                case .overdue: due < now && due > now - .days(8)
                case .dueToday: due >= now && desk.zone.day(of: due) == today || isFree(today, course)
                case .later, .waiting, .fresh: desk.zone.day(of: due) > today
                }
            guard isRight else { throw Impossible() }
            try walk(&course, Int.random(in: 0...2, using: &numbers), from: received, to: now)
        }
        guard let last = course.facts.last, last.at <= now else { throw Impossible() }
        return course
    }

    /// On a day off nothing is due; then it is due whenever.
    private func isFree(_ day: CivilDay, _ course: SampleCourse) -> Bool {
        guard let last = try? course.reckoning.hours.close(of: day) else { return true }
        return desk.zone.day(of: last) != day || last < now
    }

    private mutating func workingDay() throws -> CivilDay {
        let day = desk.zone.day(of: now) - Int.random(in: 0..<Self.days, using: &numbers)
        let most = shape.weekdays.max() ?? 0
        guard most > 0, numbers.happens(shape.weekdays[day.weekday - 1] / most) else { throw Impossible() }
        return day
    }

    /// How long what came by wire or post lies before somebody looks at it.
    private mutating func arrival(_ course: SampleCourse) -> Duration {
        course.dossier.channel == .direct ? .zero : .minutes(Int.random(in: 10...240, using: &numbers))
    }

    /// - Parameters:
    ///   - moment: When; `nil` for some hour of the day.
    ///   - way: The channel; `nil` for what was drawn.
    private mutating func handedIn(
        _ day: CivilDay, _ moment: Instant?, _ fate: Fate, by way: ProcedureDefinition.Channel? = nil
    ) throws -> SampleCourse {
        let (code, channel) = (fate.procedure, way ?? fate.channel)
        guard let procedure = procedures[code]?.last(where: { $0.from <= day }) ?? procedures[code]?.first,
            let staff = staff.randomElement(using: &numbers), procedure.inForce.channels.contains(channel)
        else { throw Impossible() }
        let reckoning = try staff.clocks.clock(
            unit: staff.office.unitCode, field: procedure.field, procedure: code, on: day)
        let hour = numbers.place(channel == .online ? shape.onlineHours : shape.hours)
        let at =
            moment ?? desk.zone.start(of: day) + .seconds(hour * 3_600 + Int.random(in: 0..<3_600, using: &numbers))
        if channel != .online, try !reckoning.hours.isOpen(at: at) { throw Impossible() }
        guard at <= now else { throw Impossible() }
        let said = shape.answers(to: procedure.inForce, procedure.began.bank, today: day, &numbers)
        let answers = Answers(today: day, said)
        let caseCode = procedure.inForce.caseCode(for: answers)
        // What a local decision leaves open is taken as nothing: no sample makes up a fee.
        let fee = procedure.inForce.fees(by: channel, case: caseCode, answers: answers).compactMap(\.amount)
            .reduce(0, +)
        let id = Dossier.ID(at: at, using: &numbers)
        var dossier = Dossier(
            id: id, code: "", procedure: code, procedureName: procedure.inForce.name.vi,
            definition: procedure.definition, version: procedure.version, channel: channel, caseCode: caseCode,
            reception: staff.office.unit, citizen: "", fee: fee, office: staff.office.unit, status: .new, queue: "",
            step: "", holder: "", holderName: "", submittedAt: at, receivedAt: nil, dueAt: nil, stepDueAt: nil,
            processedAt: nil, endedAt: nil, revision: 0,
            sealedApplicant: try desk.content.sealed(Applicant(said), at: id))
        dossier.isSample = true
        return try SampleCourse(dossier, answers: said, of: procedure, at: staff, reckoning, desk)
    }
}
