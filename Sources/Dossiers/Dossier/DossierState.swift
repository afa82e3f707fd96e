// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Where a dossier stands, worked out from its facts and from nothing else.
package struct DossierState: Hashable, Sendable {
    package typealias Definition = ProcedureDefinition

    package private(set) var count = 0
    package private(set) var submittedAt: Instant?
    package private(set) var receivedAt: Instant?
    package private(set) var promise: DossierFact.Promise?
    /// The step that is being done, or that comes after the wait; `nil` when it is over.
    package private(set) var step: String?
    /// Since when the step is open.
    package private(set) var stepSince: Instant?
    package private(set) var outcome: Definition.Outcome?
    package private(set) var endedAt: Instant?
    /// When the work was done and the result, or the refusal, was there to be
    /// handed over: what punctuality is judged by.
    package private(set) var processedAt: Instant?
    /// The account that has it in hand; empty while it is the unit's.
    package private(set) var holder = ""
    package private(set) var holderName = ""
    /// The office that is competent, by its unit's identity.
    package private(set) var office = ""
    package private(set) var interruptions: [Interruption] = []
    package private(set) var waitsForApplicant = false
    /// By when the applicant should answer.
    package private(set) var answerBy: Instant?
    /// The code of the definition's pause it rests for.
    package private(set) var pause: String?
    package private(set) var supplements = 0
    package private(set) var extensions = 0
    package private(set) var extendedTo: Instant?
    /// Đồng.
    package private(set) var paid: Int64 = 0
    package private(set) var payments = 0
    /// Codes of results that exist.
    package private(set) var produced: Set<String> = []
    /// The number the result was given.
    package private(set) var mark = ""
    /// Who did which duty, as `Actor.stored`.
    package private(set) var doers: [Definition.Duty: Set<String>] = [:]
    /// Whether somebody worked on it since it was received.
    private var isTouched = false

    package init() {}

    package init(_ facts: [DossierFact], of definition: Definition) {
        for fact in facts { apply(fact, of: definition) }
    }

    package mutating func apply(_ fact: DossierFact, of definition: Definition) {
        count = fact.number
        note(fact, of: definition)
        switch fact.kind {
        case .submitted:
            submittedAt = fact.at
            office = fact.target
            enter(definition.steps.first?.code, fact.at)
        case .received:
            receivedAt = fact.at
            promise = fact.promise
            enter(fact.target, fact.at, in: definition)
        case .assigned:
            holder = fact.target
            holderName = fact.targetName
        case .moved: enter(fact.target, fact.at, in: definition)
        case .supplementAsked:
            supplements += 1
            waitsForApplicant = true
            answerBy = fact.moment
            wait(fact.at)
            enter(fact.target, fact.at)
        case .supplementGiven:
            waitsForApplicant = false
            answerBy = nil
            goOn(fact.at)
            stepSince = fact.at
        case .paused:
            pause = fact.target
            wait(fact.at)
        case .resumed:
            pause = nil
            goOn(fact.at)
        case .extended:
            extensions += 1
            extendedTo = fact.moment
        case .paid:
            paid += fact.amount ?? 0
            payments += 1
        case .transferred:
            office = fact.target
            holder = ""
            holderName = ""
        case .ended:
            outcome = Definition.Outcome(rawValue: fact.target)
            endedAt = fact.at
            processedAt = processedAt ?? fact.at
            waitsForApplicant = false
            pause = nil
            step = nil
            holder = ""
            holderName = ""
        }
    }

    /// What is true of every fact that does an action of a step.
    private mutating func note(_ fact: DossierFact, of definition: Definition) {
        guard let done = definition.step(fact.step) else { return }
        for duty in done.duties { doers[duty, default: []].insert(fact.by.stored) }
        if receivedAt != nil, fact.kind != .assigned, fact.kind != .paid { isTouched = true }
        if let action = done.actions.first(where: { $0.code == fact.action }) {
            produced.formUnion(action.produces)
        }
        if !fact.mark.isEmpty { mark = fact.mark }
    }

    private mutating func enter(_ step: String?, _ moment: Instant, in definition: Definition? = nil) {
        self.step = step
        stepSince = moment
        holder = ""
        holderName = ""
        guard let duties = step.flatMap({ definition?.step($0) })?.duties, duties.contains(.handOver) else {
            // Sent back to be worked on again: what was done is not done yet.
            if definition != nil { processedAt = nil }
            return
        }
        processedAt = processedAt ?? moment
    }

    /// Before it is received no clock runs that could stand still.
    private mutating func wait(_ moment: Instant) {
        guard receivedAt != nil else { return }
        interruptions.append(Interruption(askedAt: moment, suppliedAt: nil))
    }

    private mutating func goOn(_ moment: Instant) {
        guard let last = interruptions.popLast() else { return }
        interruptions.append(
            last.suppliedAt == nil ? Interruption(askedAt: last.askedAt, suppliedAt: moment) : last)
    }

    /// - Parameter fee: What is to be paid in đồng; `nil` while nobody has said how much.
    package func owes(_ fee: Int64?) -> Bool { fee.map { $0 > paid } ?? (payments == 0) }

    /// - Parameter owed: Whether something is to be paid still.
    package func status(owing owed: Bool) -> NationalStatus {
        switch outcome {
        case .done: return .returned
        case .withdrawn: return .withdrawn
        case .refused: return receivedAt == nil ? .notReceived : .stopped
        case .stopped: return .stopped
        case nil: break
        }
        if waitsForApplicant { return .supplementWanted }
        guard receivedAt != nil else { return .new }
        if processedAt != nil { return owed ? .paymentWanted : .processed }
        return isTouched ? .processing : .received
    }

    package var isOver: Bool { outcome != nil }

    /// What is done is not taken back; it is fetched.
    package var mayBeWithdrawn: Bool { !isOver && processedAt == nil }

    /// The applicant takes it back.
    ///
    /// - Throws: `DossierError.isOver` once the work on it is done.
    func withdrawal(because reason: String, at now: Instant, by actor: Actor) throws(DossierError) -> DossierFact {
        guard mayBeWithdrawn else { throw .isOver }
        var fact = DossierFact(count + 1, .ended, at: now, by: actor)
        fact.target = Definition.Outcome.withdrawn.rawValue
        fact.words = reason
        return fact
    }

    /// Whose turn it is: a kind of holder, `citizen`, or `closed`.
    package func queue(in definition: Definition) -> String {
        if isOver { return Dossier.closed }
        if waitsForApplicant { return Dossier.waiting }
        return step.flatMap(definition.step)?.role ?? Dossier.closed
    }
}
