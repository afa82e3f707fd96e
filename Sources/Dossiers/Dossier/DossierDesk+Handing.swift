// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import SQLStore

extension DossierDesk {
    /// Gives a dossier to a colleague, takes it oneself, or gives it back to the unit.
    ///
    /// - Parameter account: Empty for the unit.
    /// - Throws: `DossierError.notHolder` for somebody who could not do the step.
    package func assign(
        _ id: Dossier.ID, to account: String, revision: Int, by actor: Actor
    ) async throws -> Dossier {
        let seen = try await seen(id, revision)
        guard seen.queue != Dossier.closed else { throw DossierError.isOver }
        let power = DossierPower(of: try await stepHolder(seen))
        // One takes what one may do; giving it to others is the leader's.
        let needed = account.isEmpty || account == actor.personID ? power : .assign
        let actor = try await permissions.require(needed.action, of: actor, in: .unit(seen.office))
        let colleague = try await staffing.holders(of: power.action, in: seen.office).first { $0.account == account }
        guard account.isEmpty || colleague != nil else { throw DossierError.notHolder }
        let clocks = try await clocks(unitCode(of: seen.office))
        return try await change(id, revision, clocks) { state, _ in
            guard !state.isOver else { throw DossierError.isOver }
            var fact = DossierFact(state.count + 1, .assigned, at: clock.now, by: actor)
            fact.target = account
            fact.targetName = colleague?.name ?? ""
            return fact
        }
    }

    /// Makes another office competent, with the reason.
    package func transfer(
        _ id: Dossier.ID, to office: String, because reason: String, revision: Int, by actor: Actor
    ) async throws -> Dossier {
        let seen = try await seen(id, revision)
        let actor = try await permissions.require(DossierPower.transfer.action, of: actor, in: .unit(seen.office))
        guard !reason.isEmpty else { throw DossierError.missing(.reason) }
        guard reason.count <= DossierState.mostWords else { throw DossierError.wordsTooLong }
        guard office != seen.office else { throw DossierError.sameOffice }
        let target = try await database.read { try OfficeStore.office(office, in: $0) }
        guard let target else { throw DossierError.unknownOffice }
        let clocks = try await clocks(target.unitCode)
        return try await change(id, revision, clocks) { state, _ in
            guard !state.isOver else { throw DossierError.isOver }
            var fact = DossierFact(state.count + 1, .transferred, at: clock.now, by: actor)
            fact.step = ""
            fact.target = target.unit
            fact.targetName = target.name
            fact.words = reason
            return fact
        }
    }

    /// Takes money at the counter; nothing where nothing is owed by a decision that names no fee.
    package func pay(
        _ id: Dossier.ID, amount: Int64, revision: Int, by actor: Actor
    ) async throws -> Dossier {
        let seen = try await seen(id, revision)
        let actor = try await permissions.require(DossierPower.handOver.action, of: actor, in: .unit(seen.office))
        guard (0...1_000_000_000_000).contains(amount) else { throw DossierError.amountMissing }
        let clocks = try await clocks(unitCode(of: seen.office))
        return try await change(id, revision, clocks) { state, _ in
            guard state.owes(seen.fee) else { throw DossierError.notNow }
            var fact = DossierFact(state.count + 1, .paid, at: clock.now, by: actor)
            fact.amount = amount
            return fact
        }
    }

    /// The applicant brought what was missing.
    ///
    /// - Parameter actor: The reception officer it was brought to.
    package func supply(
        _ id: Dossier.ID, words: String, revision: Int, by actor: Actor
    ) async throws -> Dossier {
        let seen = try await seen(id, revision)
        let doer = try await permissions.require(DossierPower.receive.action, of: actor, in: .unit(seen.office))
        let text = words
        guard !text.isEmpty else { throw DossierError.missing(.opinion) }
        guard text.count <= DossierState.mostWords else { throw DossierError.wordsTooLong }
        let clocks = try await clocks(unitCode(of: seen.office))
        return try await change(id, revision, clocks) { state, _ in
            guard state.waitsForApplicant else { throw DossierError.waitsForNobody }
            var fact = DossierFact(state.count + 1, .supplementGiven, at: clock.now, by: doer)
            fact.words = text
            return fact
        }
    }

    /// The applicant takes it back.
    package func withdraw(
        _ id: Dossier.ID, because reason: String, revision: Int, by actor: Actor
    ) async throws -> Dossier {
        let seen = try await seen(id, revision)
        let doer = try await permissions.require(DossierPower.receive.action, of: actor, in: .unit(seen.office))
        guard !reason.isEmpty else { throw DossierError.missing(.reason) }
        guard reason.count <= DossierState.mostWords else { throw DossierError.wordsTooLong }
        let clocks = try await clocks(unitCode(of: seen.office))
        return try await change(id, revision, clocks) { state, _ in
            try state.withdrawal(because: reason, at: clock.now, by: doer)
        }
    }

    /// Ends a pause of the definition.
    package func resume(_ id: Dossier.ID, revision: Int, by actor: Actor) async throws -> Dossier {
        let seen = try await seen(id, revision)
        let power = DossierPower(of: try await stepHolder(seen))
        let actor = try await permissions.require(power.action, of: actor, in: .unit(seen.office))
        let clocks = try await clocks(unitCode(of: seen.office))
        return try await change(id, revision, clocks) { state, _ in
            guard state.pause != nil else { throw DossierError.waitsForNobody }
            return DossierFact(state.count + 1, .resumed, at: clock.now, by: actor)
        }
    }

    /// The kind of holder of the open step, also while the applicant is waited for.
    private func stepHolder(_ dossier: Dossier) async throws -> String {
        guard dossier.queue == Dossier.waiting else { return dossier.queue }
        return try await database.read { [self] tx in
            try rules.began(dossier, in: tx).definition.step(dossier.step)?.role ?? ""
        }
    }

    /// Writes the fact that `make` makes of where the dossier stands, in one
    /// transaction with what `make` writes besides.
    func change(
        _ id: Dossier.ID, _ revision: Int, _ clocks: ClockReference,
        _ make: @Sendable @escaping (DossierState, any Transaction) throws -> DossierFact
    ) async throws -> Dossier {
        try await database.write { [self] tx in
            let dossier = try same(id, revision, in: tx)
            let began = try rules.began(dossier, in: tx)
            let state = DossierState(try facts.facts(of: id, in: tx), of: began.definition)
            let fact = try make(state, tx)
            return try write(fact, to: dossier, state, began: began, clocks: clocks, in: tx)
        }
    }

    /// Who gets a dossier next by rule: of those who may appraise in the
    /// office, and did not receive it, whoever has the fewest in hand.
    func colleague(for office: String, besides actor: Actor) async throws -> [Colleague] {
        try await staffing.holders(of: DossierPower.appraise.action, in: office)
            .filter { $0.account != actor.personID }
    }

    /// - Parameter colleagues: Those who could be given it.
    func give(
        _ dossier: Dossier, to colleagues: [Colleague]?, clocks: ClockReference, in tx: any Transaction
    ) throws -> Dossier {
        guard dossier.queue == ProcedureDefinition.HolderKind.caseOfficer.rawValue, dossier.holder.isEmpty,
            let colleagues, !colleagues.isEmpty
        else { return dossier }
        let load = try LoadStore.loads(of: dossier.office, queue: dossier.queue, in: tx)
        let chosen = colleagues.min { (load[$0.account] ?? 0, $0.account) < (load[$1.account] ?? 0, $1.account) }
        guard let chosen else { return dossier }
        let began = try rules.began(dossier, in: tx)
        let state = DossierState(try facts.facts(of: dossier.id, in: tx), of: began.definition)
        var fact = DossierFact(state.count + 1, .assigned, at: clock.now, by: .system("dossiers.assignment"))
        fact.target = chosen.account
        fact.targetName = chosen.name
        return try write(fact, to: dossier, state, began: began, clocks: clocks, in: tx)
    }
}
