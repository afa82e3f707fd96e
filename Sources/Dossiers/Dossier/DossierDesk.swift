// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import Logging
package import Ports
package import SQLStore
import Web

/// The only place where dossiers are written: every act is one transaction of
/// its fact, the row it changes, its counters and its ledger entry.
package struct DossierDesk: Sendable {
    package let database: any Database
    let clock: Clock
    let definitions: Definitions
    let rules: DossierRules
    let content: SealedContent
    let notices: NoticeDesk
    /// Whether the national portal is told of every fact.
    let tellsPortal: Bool
    let results: ResultStore
    /// Documents of the office are written in Vietnamese.
    let wording: Wording
    let templates: ResultTemplates
    /// What applicants are asked afterwards, the latest first.
    let ballots: [Ballot]
    let logger: Logger
    let files: FileStore
    let permissions: any Permissions
    let staffing: any Staffing
    /// The clocks of a unit, by its code, over the days known now.
    let clocks: @Sendable (String?) async throws -> ClockReference

    var facts: FactStore { FactStore(content: content) }
    var zone: CivilZone { .vietNam }

    /// Offices in which somebody may do something now.
    package func offices(of account: String, _ action: String) async throws -> [DossierOffice] {
        let all = try await database.read { try OfficeStore.offices(in: $0) }
        var mine: [DossierOffice] = []
        for office in all
        where try await permissions.permits(account: account, action, in: .unit(office.unit), state: nil) {
            mine.append(office)
        }
        return mine
    }

    /// A dossier with everything that is known of it, for whoever may see it.
    package struct Whole: Sendable {
        package let dossier: Dossier
        package let facts: [DossierFact]
        package let state: DossierState
        package let definition: ProcedureDefinition
        let bank: [String: Question]
        package let papers: [Submission.Paper]
        /// What was handed in as files, by identity.
        package let files: [String: KeptFile]
        package let applicant: Applicant
        package let answers: [String: Answer]
        package let representation: Submission.Representation?
        package let lookUpKey: String
        package let offices: [String: DossierOffice]
        /// The newest draft of the result.
        package let draft: DraftedResult?
        /// The result that is in force.
        let result: ResultTable.Entry?
    }

    /// - Throws: `DossierError.unknown`.
    package func whole(_ id: Dossier.ID) async throws -> Whole {
        try await database.read { [self] tx in
            guard let dossier = try DossierStore.dossier(id, in: tx) else { throw DossierError.unknown }
            return try whole(dossier, in: tx)
        }
    }

    /// The dossier of a code, for whoever shows its look-up key.
    ///
    /// - Throws: `DossierError.wrongKey`, the same whether the code or the key is wrong.
    package func whole(code: String, key: String) async throws -> Whole {
        try await database.read { [self] tx in
            guard let dossier = try DossierStore.dossier(code: DossierCode.typed(code), in: tx) else {
                throw DossierError.wrongKey
            }
            // Nothing else is opened for whoever guesses.
            let kept = try content.key(DossierStore.sealedKey(of: dossier.id, in: tx), at: dossier.id)
            guard LookUpKey.isSame(kept, typed: key) else { throw DossierError.wrongKey }
            return try whole(dossier, in: tx)
        }
    }

    func whole(_ dossier: Dossier, in tx: any Reading) throws -> Whole {
        let began = try rules.began(dossier, in: tx)
        let facts = try facts.facts(of: dossier.id, in: tx)
        let said = try content.answers(DossierStore.sealedAnswers(of: dossier.id, in: tx), at: dossier.id)
        let offices = try Set(
            [dossier.office, dossier.reception] + facts.filter { $0.kind == .transferred }.map(\.target)
        )
        .compactMap { try OfficeStore.office($0, in: tx) }
        let papers = try DossierStore.papers(of: dossier.id, in: tx)
        let kept =
            papers.allSatisfy(\.files.isEmpty) ? [] : try files.files(of: .dossier(dossier.id.description), in: tx)
        return Whole(
            dossier: dossier, facts: facts, state: DossierState(facts, of: began.definition),
            definition: began.definition, bank: began.bank, papers: papers,
            files: Dictionary(kept.map { ($0.id.description, $0) }) { first, _ in first },
            applicant: try content.applicant(of: dossier), answers: said.answers,
            representation: said.representation,
            lookUpKey: try content.key(DossierStore.sealedKey(of: dossier.id, in: tx), at: dossier.id),
            offices: Dictionary(offices.map { ($0.unit, $0) }) { first, _ in first },
            draft: try drafts.latest(of: dossier.id, in: tx), result: try ResultTable.entry(of: dossier.id, in: tx))
    }

    /// Writes one more fact of a dossier.
    ///
    /// - Parameters:
    ///   - old: As it was read in this transaction.
    ///   - effect: Whether the act binds somebody: refused while the ledger cannot be sealed.
    ///   - fields: What the ledger keeps besides.
    /// - Throws: `DossierError.changedMeanwhile`.
    func write(
        _ fact: DossierFact, to old: Dossier, _ state: DossierState, began: DossierRules.Began,
        clocks: ClockReference, hasLegalEffect effect: Bool = false, noting fields: [String: String] = [:],
        in tx: any Transaction
    ) throws -> Dossier {
        var next = state
        next.apply(fact, of: began.definition)
        var dossier = old
        try project(next, onto: &dossier, began.definition, clocks)
        guard try DossierStore.change(dossier, from: old.revision, in: tx) else {
            throw DossierError.changedMeanwhile(by: "")
        }
        try LoadStore.move(old, to: dossier, in: tx)
        try facts.add(fact, to: dossier.id, in: tx)
        if fact.kind == .supplementGiven || fact.kind == .ended {
            // What was gathered and not handed in answers nothing any more.
            try FileTable.removeAll(of: .supplement, [dossier.id.description], in: tx)
        }
        for change in DossierCount.changes(from: state, of: old, to: next, of: dossier, by: clocks) {
            try CountStore.count(
                change.measure, of: change.office, on: zone.day(of: fact.at), by: change.amount, in: tx)
        }
        try AlertStore.clear(after: old, dossier, in: tx)
        var entry = entry(of: fact, on: dossier, hasLegalEffect: effect)
        entry.fields.merge(fields) { $1 }
        try entry.append(in: tx)
        try notices.tell(fact, from: state, to: next, of: dossier, in: tx)
        if tellsPortal { try PortalOutbox.add(fact.number, of: dossier.id, at: fact.at, in: tx) }
        try tx.announce(DossierStore.channel, dossier.id.description)
        return dossier
    }

    /// What lists read, worked out from the state.
    func project(
        _ state: DossierState, onto dossier: inout Dossier, _ definition: ProcedureDefinition,
        _ clocks: ClockReference
    ) throws {
        dossier.office = state.office
        dossier.status = state.status(owing: state.owes(dossier.fee))
        dossier.queue = state.queue(in: definition)
        dossier.step = state.step ?? ""
        dossier.holder = state.holder
        dossier.holderName = state.holderName
        dossier.receivedAt = state.receivedAt
        // When it was to be done stays to be seen after it was.
        if state.isOver || state.processedAt != nil {
            dossier.dueAt = dossier.dueAt ?? (try? state.dueAt(by: clocks)) ?? nil
        } else {
            // A year nobody has entered yet leaves the time open; it is reckoned again with the next act.
            dossier.dueAt = (try? state.dueAt(by: clocks)) ?? nil
        }
        dossier.stepDueAt = state.stepDueAt(of: definition, by: clocks)
        dossier.processedAt = state.processedAt
        dossier.endedAt = state.endedAt
        dossier.revision = state.count
    }

    func entry(of fact: DossierFact, on dossier: Dossier, hasLegalEffect: Bool) -> LedgerEntry {
        var fields = [
            "code": dossier.code, "number": String(fact.number), "step": fact.step, "action": fact.action,
            "target": fact.target, "mark": fact.mark, "promise": fact.promise?.stored ?? "",
            "amount": fact.amount.map { String($0) } ?? "",
            "until": fact.moment.map { $0.iso8601(in: zone) } ?? "",
        ].filter { !$0.value.isEmpty }
        if fact.kind == .submitted {
            fields["procedure"] = dossier.procedure
            fields["channel"] = dossier.channel.rawValue
            fields["definition"] = dossier.definition.map { String($0) } ?? "generic \(dossier.version)"
        }
        if fact.kind == .received, let dueAt = dossier.dueAt { fields["due"] = dueAt.iso8601(in: zone) }
        var entry = LedgerEntry(
            "dossiers.\(fact.kind.rawValue)", of: "dossiers.dossier", dossier.id.description, by: fact.by, at: fact.at,
            fields: fields, personal: fact.words.isEmpty ? [:] : ["words": fact.words])
        entry.hasLegalEffect = hasLegalEffect
        return entry
    }
}
