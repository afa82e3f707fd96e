// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    /// Hands a form in. The draft's identity is the key: a double tap, or a
    /// second window, hands in once and both see the same dossier.
    @Sendable func submitDraft(_ request: Request, _ context: WebContext) async throws -> Response {
        let (id, citizen) = (try context.draftID(), try context.ownDrafts)
        let form = try await drafts.form(id, of: citizen)
        guard form.draft.content.submitted == nil else { return context.redirect(to: form.here) }
        if let refusal = refusal(of: form, seen: context.seenDraft) {
            return context.page(try await draftPage(form, context, refusal: refusal), status: .conflict)
        }
        guard form.isComplete, form.obstacles.isEmpty else {
            return context.page(try await draftPage(form, context), status: .unprocessableContent)
        }
        guard context.form.isChecked("declared") else {
            var errors = FormErrors()
            errors.add("declared", Message("dossiers.apply.declare-first"))
            return context.page(try await draftPage(form, context, errors: errors), status: .unprocessableContent)
        }
        guard let submitting else { throw DraftError.noSubmitting }
        let offices = try await submitting.offices()
        let chosen = context.form.value("office") ?? (offices.count == 1 ? offices.first?.unit : nil)
        guard let office = offices.first(where: { $0.unit == chosen }) else {
            var errors = FormErrors()
            errors.add("office", Message("dossiers.error.office"))
            return context.page(try await draftPage(form, context, errors: errors), status: .unprocessableContent)
        }
        let dossier = try await submitting.submit(
            form.submission, to: office.unit, by: context.viewer.actor, key: id.description)
        try await drafts.close(id, of: citizen, as: dossier)
        return context.redirect(to: form.here)
    }

    /// What was looked at must be what is handed in.
    private func refusal(of form: DraftForm, seen: Drafts.Seen) -> DraftError? {
        if let day = form.withdrawnOn { return .withdrawn(on: day) }
        if submitting == nil { return .noSubmitting }
        if form.number != seen.definition || form.renewal != nil { return .renewed }
        return form.draft.revision != seen.revision ? .changedMeanwhile : nil
    }
}
