// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ports
import SQLStore

extension DossierDesk {
    /// Does an action of the step a dossier is at.
    ///
    /// - Parameter revision: As whoever acts saw it.
    /// - Throws: `DossierError`; `.changedMeanwhile` when somebody else acted since. `PermissionError`.
    package func act(_ deed: Deed, on id: Dossier.ID, revision: Int, by actor: Actor) async throws -> Dossier {
        let seen = try await seen(id, revision)
        let power = DossierPower(of: seen.queue)
        let actor = try await permissions.require(power.action, of: actor, in: .unit(seen.office))
        let code = try await unitCode(of: seen.office)
        let clocks = try await clocks(code)
        let chosen = power == .receive ? try await colleague(for: seen.office, besides: actor) : nil
        for _ in 0..<Self.mostTries {
            let made = try await made(deed, on: seen, by: actor, clocks: clocks)
            do {
                return try await database.write { [self] tx in
                    let dossier = try same(id, revision, in: tx)
                    let done = try act(
                        deed, on: dossier, by: actor, clocks: clocks, unitCode: code, issuing: made, in: tx)
                    guard dossier.receivedAt == nil, done.receivedAt != nil else { return done }
                    return try give(done, to: chosen, clocks: clocks, in: tx)
                }
            } catch is NumberGone { continue }
        }
        throw DossierError.changedMeanwhile(by: "")
    }

    /// The dossier, if it is as whoever acts saw it: what they may do is asked of that.
    func seen(_ id: Dossier.ID, _ revision: Int) async throws -> Dossier {
        try await database.read { [self] tx in try same(id, revision, in: tx) }
    }

    /// The dossier as it was seen.
    ///
    /// - Throws: `DossierError.changedMeanwhile`, naming who acted last.
    func same(_ id: Dossier.ID, _ revision: Int, in tx: any Reading) throws -> Dossier {
        guard let dossier = try DossierStore.dossier(id, in: tx) else { throw DossierError.unknown }
        guard dossier.revision == revision else {
            let last = try facts.facts(of: id, in: tx).last
            throw DossierError.changedMeanwhile(by: last?.by.name ?? "")
        }
        return dossier
    }

    /// - Parameter made: The result the act issues, made before with the number that comes next.
    /// - Throws: `NumberGone` when another result took that number.
    func act(
        _ deed: Deed, on dossier: Dossier, by actor: Actor, clocks: ClockReference, unitCode: String,
        issuing made: PreparedResult? = nil, in tx: any Transaction
    ) throws -> Dossier {
        let began = try rules.began(dossier, in: tx)
        let state = DossierState(try facts.facts(of: dossier.id, in: tx), of: began.definition)
        let now = clock.now
        let wanted = began.definition.action(deed.action, at: dossier.step)?.needs ?? []
        // Most acts have to do with no draft: none is opened for them.
        let draft =
            wanted.contains(.draft) || wanted.contains(.signature) ? try drafts.latest(of: dossier.id, in: tx) : nil
        var circumstances = DeedCircumstances(
            at: now, actor: actor, dueAt: try? state.dueAt(by: clocks), owes: state.owes(dossier.fee),
            hasDraft: draft != nil)
        if state.receivedAt == nil {
            (circumstances.promise, circumstances.promisedAt) = try promise(
                to: dossier, began, clocks, unitCode: unitCode, at: now, in: tx)
        }
        if let longest = began.definition.lengthening?.longest, let dueAt = circumstances.dueAt,
            let promise = state.promise,
            let reckoning = try? clocks.clock(calendar: promise.calendar, policy: promise.policy)
        {
            circumstances.latestExtension = try? reckoning.dueAt(longest, from: dueAt)
        }
        var fact = try state.decide(deed, of: began.definition, circumstances)
        let action = began.definition.action(fact.action, at: fact.step)
        if action?.needs.contains(.number) ?? false {
            let year = zone.day(of: now).parts.0
            fact.mark = "\(try OfficeStore.nextResult(of: dossier.office, year: year, in: tx))/\(year)"
            if let made { try issue(made, numbered: fact.mark, of: dossier, by: actor, in: tx) }
        }
        // Who asks for a reason in the same words gets the reason there, and the draft beforehand.
        if let action, action.needs.contains(.draft), !action.needs.contains(.reason), !deed.words.isEmpty,
            deed.words != draft?.text
        {
            try save(deed.words, nil, to: dossier, by: actor, at: now, in: tx)
        }
        if fact.kind == .ended, fact.target == ProcedureDefinition.Outcome.done.rawValue, !state.produced.isEmpty,
            try ResultTable.entry(of: dossier.id, in: tx) == nil
        {
            throw DossierError.resultMissing
        }
        let signs = action?.needs.contains(.signature) ?? false
        // What was approved is that draft and no other.
        let fields = signs ? draft.map { ["draft": String($0.version), "draft-sha256": $0.sha256] } ?? [:] : [:]
        let binds = signs || made != nil
        return try write(
            fact, to: dossier, state, began: began, clocks: clocks,
            hasLegalEffect: binds || fact.kind == .extended || (fact.kind == .ended && fact.target != "done"),
            noting: fields, in: tx)
    }

    /// What the receipt promises: the definition's limit by the clock of the office.
    ///
    /// - Throws: `ReckoningError` when the office's calendar does not reach that far.
    private func promise(
        to dossier: Dossier, _ began: DossierRules.Began, _ clocks: ClockReference, unitCode: String,
        at now: Instant, in tx: any Reading
    ) throws -> (DossierFact.Promise, Instant?) {
        // What was settled since of the catalogue's unclear limits counts for a dossier received now.
        let settled =
            dossier.definition == nil
            ? try definitions.inForce(dossier.procedure, on: zone.day(of: now), in: tx)?.definition : began.definition
        let limit = (settled ?? began.definition).limit(by: dossier.channel, case: dossier.caseCode)?.limit
        let reckoning = try clocks.clock(
            unit: unitCode, field: began.field, procedure: dossier.procedure, on: zone.day(of: now))
        let dueAt = try limit.flatMap { try reckoning.deadline($0, from: now).dueAt }
        return (
            DossierFact.Promise(limit: limit, policy: reckoning.policy.code, calendar: reckoning.hours.code), dueAt
        )
    }
}
