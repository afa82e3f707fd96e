// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import Ports
import SQLStore

extension DossierDesk {
    /// What handing in gave.
    package struct Submitted: Hashable, Sendable {
        package let dossier: Dossier
        package let lookUpKey: String
    }

    /// Takes in what somebody hands in themselves; it waits to be received.
    ///
    /// Handed in again with the same key it is the dossier it made the first time.
    ///
    /// - Parameter actor: The citizen.
    /// - Throws: `DossierError`.
    package func submit(_ submission: Submission, by actor: Actor) async throws -> Submitted {
        let clocks = try await clocks(nil)
        return try await database.write { [self] tx in
            try add(submission, by: actor, citizen: actor.personID ?? "", clocks: clocks, in: tx)
        }
    }

    /// Takes in and receives at the counter, in one transaction: the applicant
    /// goes home with the receipt or nothing was written.
    ///
    /// - Parameters:
    ///   - actor: The reception officer, in the office they act in.
    ///   - deed: The first step's action that receives.
    /// - Throws: `DossierError`, `ReckoningError` when no due time can be promised.
    package func receive(_ submission: Submission, _ deed: Deed, by actor: Actor) async throws -> Submitted {
        let actor = try await permissions.require(
            DossierPower.receive.action, of: actor, in: .unit(submission.reception))
        let code = try await unitCode(of: submission.office)
        let clocks = try await clocks(code)
        let chosen = try await colleague(for: submission.office, besides: actor)
        return try await database.write { [self] tx in
            let submitted = try add(submission, by: actor, citizen: "", clocks: clocks, in: tx)
            var fresh = submitted.dossier
            guard fresh.receivedAt == nil else { return submitted }
            if submission.isFeeTaken { fresh = try takeFee(of: fresh, by: actor, clocks: clocks, in: tx) }
            let received = try act(deed, on: fresh, by: actor, clocks: clocks, unitCode: code, in: tx)
            let given = try give(received, to: chosen, clocks: clocks, in: tx)
            return Submitted(dossier: given, lookUpKey: submitted.lookUpKey)
        }
    }

    /// What is owed is paid at the counter before the dossier is received: some
    /// procedures receive none without.
    private func takeFee(
        of dossier: Dossier, by actor: Actor, clocks: ClockReference, in tx: any Transaction
    ) throws -> Dossier {
        let began = try rules.began(dossier, in: tx)
        let state = DossierState(try facts.facts(of: dossier.id, in: tx), of: began.definition)
        guard state.owes(dossier.fee), let fee = dossier.fee else { return dossier }
        var fact = DossierFact(state.count + 1, .paid, at: clock.now, by: actor)
        fact.amount = fee - state.paid
        return try write(fact, to: dossier, state, began: began, clocks: clocks, in: tx)
    }

    func unitCode(of office: String) async throws -> String {
        guard let office = try await database.read({ try OfficeStore.office(office, in: $0) }) else {
            throw DossierError.unknownOffice
        }
        return office.unitCode
    }

    private func add(
        _ submission: Submission, by actor: Actor, citizen: String, clocks: ClockReference, in tx: any Transaction
    ) throws -> Submitted {
        if let known = try DossierStore.dossier(submission: submission.key, in: tx) {
            return Submitted(
                dossier: known,
                lookUpKey: try content.key(DossierStore.sealedKey(of: known.id, in: tx), at: known.id))
        }
        let now = clock.now
        let day = zone.day(of: now)
        guard let office = try OfficeStore.office(submission.office, in: tx) else { throw DossierError.unknownOffice }
        guard let version = try ProcedureStore.newestLine(of: submission.procedure, in: tx),
            !version.validity.isWithdrawn(on: day),
            let inForce = try definitions.inForce(submission.procedure, on: day, in: tx)
        else { throw DossierError.unknownProcedure }
        let definition = inForce.definition
        guard definition.channels.contains(submission.channel) else { throw DossierError.noSuchChannel }
        let applicant = Applicant(submission.answers)
        guard !applicant.name.isEmpty else { throw DossierError.answersMissing }
        let answers = Answers(today: day, submission.answers)
        let caseCode = definition.caseCode(for: answers)
        let lines = definition.fees(by: submission.channel, case: caseCode, answers: answers)
        let known = lines.compactMap(\.amount).reduce(0, +)
        let fee = lines.allSatisfy { $0.amount != nil } ? known : submission.statedFee.map { $0 + known }

        let id = Dossier.ID(at: now)
        var generator = SystemRandomNumberGenerator()
        let key = LookUpKey.fresh(using: &generator)
        var dossier = Dossier(
            id: id,
            code: DossierCode.text(
                agency: office.agency, day: day,
                number: try OfficeStore.nextNumber(of: office.unit, on: day, in: tx)),
            procedure: submission.procedure, procedureName: definition.name.vi, definition: inForce.head?.number,
            version: version.number, channel: submission.channel, caseCode: caseCode,
            reception: submission.reception, citizen: citizen, fee: fee, office: office.unit, status: .new, queue: "",
            step: "", holder: "", holderName: "", submittedAt: now, receivedAt: nil, dueAt: nil, stepDueAt: nil,
            processedAt: nil, endedAt: nil, revision: 0, sealedApplicant: try content.sealed(applicant, at: id))
        var fact = DossierFact(1, .submitted, at: now, by: actor)
        fact.target = office.unit
        fact.targetName = office.name
        let began = try rules.began(dossier, in: tx)
        let state = DossierState([fact], of: began.definition)
        try project(state, onto: &dossier, began.definition, clocks)
        try DossierStore.add(
            dossier, submission: submission.key, lookUpKey: try content.sealed(key: key, at: id),
            answers: try content.sealed(submission.answers, submission.representation, at: id), in: tx)
        try DossierStore.addFindKeys(try content.findKeys(of: applicant), of: id, in: tx)
        try DossierStore.addPapers(submission.papers, of: id, in: tx)
        try files.attach(
            submission.files, to: .dossier(id.description), keptBy: actor, from: submission.draft.map(FileHolder.draft),
            in: tx)
        try facts.add(fact, to: id, in: tx)
        try entry(of: fact, on: dossier, hasLegalEffect: false).append(in: tx)
        try notices.tell(fact, from: DossierState(), to: state, of: dossier, in: tx)
        if tellsPortal { try PortalOutbox.add(fact.number, of: id, at: now, in: tx) }
        try tx.announce(DossierStore.channel, id.description)
        return Submitted(dossier: dossier, lookUpKey: key)
    }
}
