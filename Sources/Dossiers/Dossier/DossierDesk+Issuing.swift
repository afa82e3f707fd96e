// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ports
import SQLStore
import Web

/// The number a result was made with went to another meanwhile: it is made again.
struct NumberGone: Error {}

extension DossierDesk {
    /// Numbers that others may take meanwhile before whoever acts is told to try again.
    static let mostTries = 5

    /// The document an act shall issue, printed with its number and signed;
    /// `nil` for acts that issue none. Nothing is written: whoever is cut off here leaves nothing.
    ///
    /// - Throws: As the act would, before anything is printed; `SigningError`.
    func made(
        _ deed: Deed, on dossier: Dossier, by actor: Actor, clocks: ClockReference
    ) async throws -> PreparedResult? {
        guard !deed.isOnPaper else { return nil }
        let now = clock.now
        let year = zone.day(of: now).year
        let plan = try await database.read { [self] tx -> (whole: Whole, office: DossierOffice, number: String)? in
            let dossier = try same(dossier.id, dossier.revision, in: tx)
            // Most acts number nothing: nothing of the dossier is opened for them.
            guard
                try rules.began(dossier, in: tx).definition.action(deed.action, at: dossier.step)?.needs
                    .contains(.number) ?? false
            else { return nil }
            let whole = try whole(dossier, in: tx)
            guard !whole.state.produced.isEmpty else { return nil }
            _ = try whole.state.decide(
                deed, of: whole.definition,
                DeedCircumstances(
                    at: now, actor: actor, dueAt: try? whole.state.dueAt(by: clocks),
                    owes: whole.state.owes(dossier.fee), hasDraft: whole.draft != nil))
            guard let office = whole.offices[dossier.office] else { throw DossierError.unknownOffice }
            let next = try OfficeStore.lastResult(of: dossier.office, year: year, in: tx) + 1
            return (whole, office, "\(next)/\(year)")
        }
        guard let plan else { return nil }
        guard let draft = plan.whole.draft else { throw DossierError.missing(.draft) }
        let code = VerificationCode()
        let bytes: [UInt8]
        if let file = draft.file {
            bytes = try await results.files.open(file).bytes
        } else {
            let sheet = sheet(of: draft, plan.whole, number: plan.number, at: now)
            bytes = try await printed(
                try sheet.document(code: code, address: results.address(of: code), in: wording))
        }
        return try await results.prepared(
            plan.whole.resultDraft(plan.number, of: plan.office, on: zone.day(of: now)), made: bytes, code: code,
            isSigned: plan.whole.resultKind?.isSigned ?? true, by: actor)
    }

    /// Keeps a result that was signed by hand, as it was scanned.
    ///
    /// - Throws: `DossierError.notNow` while there is nothing to keep, or once it is there.
    package func attachSigned(
        _ id: Dossier.ID, _ file: SealedFile, revision: Int, by actor: Actor
    ) async throws -> Dossier {
        let seen = try await seen(id, revision)
        let actor = try await permissions.require(DossierPower.number.action, of: actor, in: .unit(seen.office))
        guard file.file.kind == .pdf else { throw DossierError.resultNotPDF }
        let today = zone.day(of: clock.now)
        return try await database.write { [self] tx in
            let whole = try whole(try same(id, revision, in: tx), in: tx)
            guard whole.lacksResult, let office = whole.offices[whole.dossier.office] else {
                throw DossierError.notNow
            }
            let number = whole.state.mark.isEmpty ? whole.dossier.code : whole.state.mark
            try results.issue(
                try results.prepared(whole.resultDraft(number, of: office, on: today), scanned: file), by: actor,
                in: tx)
            return whole.dossier
        }
    }

    /// Issues what was made with this number, instead of an earlier one of the same dossier.
    func issue(
        _ made: PreparedResult, numbered mark: String, of dossier: Dossier, by actor: Actor,
        in tx: any Transaction
    ) throws {
        guard made.result.number == mark else { throw NumberGone() }
        if let old = try ResultTable.entry(of: dossier.id, in: tx) {
            let reason = wording.text(of: Message("dossiers.result.replaced", ["number": .text(mark)]))
            try results.revoke(old.id, reason: reason, by: actor, in: tx)
        }
        try results.issue(made, by: actor, in: tx)
    }
}

extension DossierDesk.Whole {
    /// Whether a result was produced and numbered of which there is no document.
    var lacksResult: Bool {
        let isNumbered = definition.steps.contains { $0.actions.contains { $0.needs.contains(.number) } }
        return !state.isOver && !state.produced.isEmpty && result == nil && (!isNumbered || !state.mark.isEmpty)
    }

    func resultDraft(_ number: String, of office: DossierOffice, on day: CivilDay) -> ResultDraft {
        var draft = ResultDraft(
            number: number, date: day, title: resultTitle, procedure: dossier.procedure, unit: office.name,
            unitCode: office.unitCode, holder: applicant.name)
        draft.dossier = dossier.id
        return draft
    }
}
