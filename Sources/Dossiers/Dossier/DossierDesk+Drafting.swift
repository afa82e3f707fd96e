// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import Logging
import Ports
import SQLStore
import Web

extension DossierDesk {
    var drafts: ResultDraftStore { ResultDraftStore(content: content) }

    /// Saves what the result shall say, before it goes to be approved: a text
    /// with fields, or a PDF.
    ///
    /// - Throws: `DossierError.notNow` where the open step makes no draft; `FileError`.
    package func saveDraft(
        _ id: Dossier.ID, text: String, file: SealedFile?, revision: Int, by actor: Actor
    ) async throws -> Dossier {
        let seen = try await seen(id, revision)
        let actor = try await permissions.require(
            DossierPower(of: seen.queue).action, of: actor, in: .unit(seen.office))
        guard file != nil || !text.isEmpty else { throw DossierError.missing(.draft) }
        guard text.count <= DossierState.mostWords else { throw DossierError.wordsTooLong }
        guard file.map({ $0.file.kind == .pdf }) ?? true else { throw DossierError.resultNotPDF }
        let now = clock.now
        return try await database.write { [self] tx in
            let dossier = try same(id, revision, in: tx)
            let began = try rules.began(dossier, in: tx)
            let state = DossierState(try facts.facts(of: id, in: tx), of: began.definition)
            guard state.drafts(in: began.definition) else { throw DossierError.notNow }
            if !state.holder.isEmpty, state.holder != actor.personID { throw DossierError.heldBy(state.holderName) }
            if let file {
                try results.files.insert(file, in: tx)
                try results.files.attach([file.file.id], to: .dossier(id.description), in: tx)
            }
            try save(file == nil ? text : "", file?.file, to: dossier, by: actor, at: now, in: tx)
            return dossier
        }
    }

    func save(
        _ text: String, _ file: KeptFile?, to dossier: Dossier, by actor: Actor, at now: Instant,
        in tx: any Transaction
    ) throws {
        let draft = try drafts.add(text, file, to: dossier.id, by: actor, at: now, in: tx)
        try LedgerEntry(
            "dossiers.result-drafted", of: "dossiers.dossier", dossier.id.description, by: actor, at: now,
            fields: ["code": dossier.code, "draft": String(draft.version), "draft-sha256": draft.sha256]
        ).append(in: tx)
    }

    /// The draft as a document nobody could take for the result, with every field filled.
    ///
    /// - Throws: `DossierError.missing(.draft)`, `.cannotPrint`; `FileError`.
    package func draftDocument(of whole: Whole) async throws -> [UInt8] {
        guard let draft = whole.draft else { throw DossierError.missing(.draft) }
        if let file = draft.file { return try await results.files.open(file).bytes }
        let year = zone.day(of: clock.now).year
        return try await printed(
            try sheet(of: draft, whole, number: "…/\(year)", at: clock.now).document(
                code: nil, address: "", in: wording))
    }

    func sheet(of draft: DraftedResult, _ whole: Whole, number: String, at now: Instant) -> ResultSheet {
        let text = ResultFields(whole: whole, wording: wording).filled(draft.text, isMasked: false)
        return ResultSheet(
            office: whole.offices[whole.dossier.office]?.name ?? "", section: "", number: number, place: "",
            day: zone.day(of: now), title: whole.resultTitle,
            paragraphs: text.split(separator: "\n").map { String($0) },
            signer: (wording.text(of: Message("dossiers.result.signer")), whole.approver?.name ?? ""))
    }

    func printed(_ document: PrintedDocument) async throws -> [UInt8] {
        do throws(PrintingError) {
            return try await results.printing.pdf(of: document)
        } catch {
            logger.warning("result not printed", metadata: ["why": "\(error)"])
            throw DossierError.cannotPrint
        }
    }
}

extension DossierState {
    /// Whether the open step is where a draft is written.
    func drafts(in definition: ProcedureDefinition) -> Bool {
        !isOver && !waitsForApplicant && pause == nil
            && step.flatMap(definition.step)?.actions.contains { $0.needs.contains(.draft) } ?? false
    }
}

extension DossierDesk.Whole {
    /// The first numbered result that was produced, or that the procedure has.
    var resultKind: ProcedureDefinition.Result? {
        let numbered = definition.results.filter(\.isNumbered)
        return numbered.first { state.produced.contains($0.code) } ?? numbered.first
            ?? definition.results.first
    }

    var resultTitle: String { resultKind?.name.vi ?? dossier.procedureName }

    /// Who signed last.
    var approver: Actor? {
        facts.last { definition.action($0.action, at: $0.step)?.needs.contains(.signature) ?? false }?.by
    }
}
