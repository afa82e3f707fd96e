// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// One sample dossier on its way: every step is decided by the rules that
/// decide what people may do, nothing is made that could not have happened.
struct SampleCourse {
    let desk: DossierDesk
    let staff: SampleStaff
    let procedure: SampleProcedure
    let answers: [String: Answer]
    /// The dossier's clock: what receives it is promised by it.
    let reckoning: DossierClock
    private(set) var dossier: Dossier
    private(set) var state = DossierState()
    private(set) var facts: [DossierFact] = []
    private(set) var changes: [Change] = []
    /// Its result's draft, by its fact.
    private(set) var draft: Int?
    /// What the applicant answered afterwards, and on which day; nothing where nobody did.
    var rating: (answers: [String: String], day: CivilDay)?

    struct Change: Hashable {
        let measure: DossierCount.Measure
        let office: String
        let day: CivilDay
        let amount: Int
    }

    var definition: ProcedureDefinition { procedure.began.definition }
    var step: ProcedureDefinition.Step? { state.step.flatMap(definition.step) }
    var dueAt: Instant? { (try? state.dueAt(by: staff.clocks)) ?? nil }

    init(
        _ dossier: Dossier, answers: [String: Answer], of procedure: SampleProcedure, at staff: SampleStaff,
        _ reckoning: DossierClock, _ desk: DossierDesk
    ) throws {
        self.desk = desk
        self.staff = staff
        self.procedure = procedure
        self.answers = answers
        self.reckoning = reckoning
        self.dossier = dossier
        // Online nobody real handed it in; at the counter an officer took it.
        let actor =
            dossier.channel == .online
            ? Actor.system(DossierDesk.sampler) : staff.people[.receive]?.first.map(Self.actor) ?? .visitor
        var fact = DossierFact(1, .submitted, at: dossier.submittedAt, by: actor)
        fact.target = staff.office.unit
        fact.targetName = staff.office.name
        try add(fact)
    }

    /// Adds what happened, with the counters it moves.
    mutating func add(_ fact: DossierFact) throws {
        let (old, previous) = (state, dossier)
        state.apply(fact, of: definition)
        try desk.project(state, onto: &dossier, definition, staff.clocks)
        facts.append(fact)
        changes += DossierCount.changes(
            from: old, of: previous, to: state, of: dossier, by: staff.clocks
        ).map { Change(measure: $0.measure, office: $0.office, day: desk.zone.day(of: fact.at), amount: $0.amount) }
    }

    /// A fact that is no step's action.
    func fact(_ kind: DossierFact.Kind, at moment: Instant, by power: DossierPower) -> DossierFact {
        DossierFact(
            state.count + 1, kind, at: moment, by: staff.people[power]?.first.map(Self.actor) ?? .visitor)
    }

    /// Does an action of the open step, by the first of the office's people whom the rules let.
    ///
    /// - Parameter until: A new due time, or by when the applicant should answer.
    /// - Throws: `DossierError` when nobody may; `ReckoningError`.
    mutating func act(
        _ action: ProcedureDefinition.Action, at moment: Instant, words: String, until: Instant? = nil
    ) throws {
        var deed = Deed(action.code)
        deed.words = words
        deed.confirmed = Set(action.needs)
        deed.isProved = true
        deed.moment = until
        var refusal = DossierError.notNow
        for person in candidates(state.queue(in: definition)) {
            do throws(DossierError) {
                let fact = try state.decide(
                    deed, of: definition, try circumstances(at: moment, Self.actor(person)))
                try finish(fact, action)
                return
            } catch { refusal = error }
        }
        throw refusal
    }

    private mutating func finish(
        _ fact: DossierFact, _ action: ProcedureDefinition.Action
    ) throws(DossierError) {
        do {
            if action.needs.contains(.draft) { draft = facts.count }
            try add(fact)
            try assign(at: fact.at)
        } catch let error as DossierError { throw error } catch { throw .notNow }
    }

    /// A dossier that was received is given to somebody who did not receive it.
    private mutating func assign(at moment: Instant) throws {
        guard facts.last?.kind == .received,
            state.queue(in: definition) == ProcedureDefinition.HolderKind.caseOfficer.rawValue
        else { return }
        let others = (staff.people[.appraise] ?? []).filter { person in
            !(state.doers[.receive]?.contains(Self.actor(person).stored) ?? false)
        }
        guard !others.isEmpty else { return }
        let chosen = others[Int(truncatingIfNeeded: moment.microseconds / 1_000_000) % others.count]
        var fact = DossierFact(state.count + 1, .assigned, at: moment, by: .system("dossiers.assignment"))
        fact.target = chosen.account
        fact.targetName = chosen.name
        try add(fact)
    }

    private func candidates(_ queue: String) -> [Colleague] {
        let able = staff.people[DossierPower(of: queue)] ?? []
        return state.holder.isEmpty ? able : able.filter { $0.account == state.holder }
    }

    private func circumstances(at moment: Instant, _ actor: Actor) throws(DossierError) -> DeedCircumstances {
        var known = DeedCircumstances(
            at: moment, actor: actor, dueAt: dueAt, owes: state.owes(dossier.fee), hasDraft: true)
        guard state.receivedAt == nil else {
            if let longest = definition.lengthening?.longest, let dueAt {
                known.latestExtension = try? reckoning.dueAt(longest, from: dueAt)
            }
            return known
        }
        let limit = procedure.inForce.limit(by: dossier.channel, case: dossier.caseCode)?.limit
        known.promise = DossierFact.Promise(
            limit: limit, policy: reckoning.policy.code, calendar: reckoning.hours.code)
        known.promisedAt = limit.flatMap { (try? reckoning.deadline($0, from: moment).dueAt) ?? nil }
        // The office would have promised nothing, so nothing would have been received.
        if limit != nil, known.promisedAt == nil { throw .notNow }
        return known
    }

    static func actor(_ person: Colleague) -> Actor { .person(id: person.account, name: person.name) }

    /// The number of the result, once every dossier's is known.
    mutating func number(_ place: Int, _ mark: String) { facts[place].mark = mark }
    /// The code, once the day's others are known.
    mutating func name(_ code: String) { dossier.code = code }
}
