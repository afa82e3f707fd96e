// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

extension DossierDesk.Whole {
    /// Whom forms name: the applicant, as the answers say.
    var party: FormParty {
        FormParty(name: applicant.name, address: applicant.address, phone: applicant.phone, email: applicant.email)
    }

    /// A form about what happened last of its kind.
    ///
    /// - Parameters:
    ///   - origin: How people reach the city: `https://vamco.example.gov.vn`.
    ///   - clocks: What due times before an extension are worked out by.
    /// - Throws: `DossierError.notNow` where the dossier has not come to it; `FormProblem`.
    func document(
        _ form: NationalForm, origin: String, clocks: ClockReference, in wording: Wording
    ) throws -> PrintedDocument {
        guard let fact = form.fact(of: self) else { throw DossierError.notNow }
        let head = FormHead(
            office: officeName(fact), section: "", code: dossier.code, key: "",
            address: origin + "/follow?code=" + dossier.code, place: "", day: CivilZone.vietNam.day(of: fact.at))
        let content = "\(dossier.procedureName) (\(dossier.procedure))"
        let lines = fact.words.split(separator: "\n").map(String.init)
        let title = definition.action(fact.action, at: fact.step)?.name.vi ?? ""
        switch form {
        case .supplement:
            return try SupplementForm(
                head: head, party: party, content: content, missing: lines, reason: title,
                guidance: fact.moment.map {
                    wording.text(of: Message("dossiers.forms.answer-by", ["at": .instant($0)]))
                }
                    ?? "", contact: head.office, officer: fact.by.name
            ).document(in: wording)
        case .refusal:
            return try RefusalForm(
                head: head, party: party, content: content, reasons: lines, basis: "", officer: fact.by.name
            ).document(in: wording)
        case .apology:
            let before = DossierState(Array(facts.prefix(fact.number - 1)), of: definition)
            guard let receivedAt = before.receivedAt, let dueAt = try before.dueAt(by: clocks), let moment = fact.moment
            else { throw DossierError.notNow }
            return try ApologyForm(
                head: head, party: party, content: content, receivedAt: receivedAt, dueAt: dueAt, cause: fact.words,
                newDueAt: moment, signer: signer(fact, wording)
            ).document(in: wording)
        case .stop:
            return try StopForm(
                head: head, party: party, content: content,
                isRequested: fact.target == ProcedureDefinition.Outcome.withdrawn.rawValue, stage: stage(before: fact),
                reason: fact.words, settlement: "", returned: [], signer: signer(fact, wording)
            ).document(in: wording)
        case .control:
            return try ControlSlip(
                head: head, content: content, receivedAt: fact.at, dueAt: dossier.dueAt ?? fact.moment,
                handovers: handovers
            ).document(in: wording)
        }
    }

    private func signer(_ fact: DossierFact, _ wording: Wording) -> (post: String, name: String) {
        (wording.text(of: Message("dossiers.result.signer")), fact.by.name)
    }

    /// The office that was competent then.
    private func officeName(_ fact: DossierFact) -> String {
        let state = DossierState(Array(facts.prefix(fact.number)), of: definition)
        return offices[state.office]?.name ?? offices[dossier.office]?.name ?? ""
    }

    /// The step it had come to.
    private func stage(before fact: DossierFact) -> String {
        let state = DossierState(Array(facts.prefix(fact.number - 1)), of: definition)
        return state.step.flatMap(definition.step)?.name.vi ?? ""
    }

    /// Each time it went from one side to another: to the next step, to somebody, to another office.
    private var handovers: [ControlSlip.Handover] {
        facts.compactMap { fact in
            let to: String
            switch fact.kind {
            case .received, .moved: to = definition.step(fact.target)?.name.vi ?? fact.target
            case .assigned, .transferred: to = fact.targetName
            case .submitted, .supplementAsked, .supplementGiven, .paused, .resumed, .extended, .paid, .ended:
                return nil
            }
            guard !to.isEmpty else { return nil }
            return ControlSlip.Handover(from: fact.by.name, to: to, at: fact.at, due: nil)
        }
    }
}
