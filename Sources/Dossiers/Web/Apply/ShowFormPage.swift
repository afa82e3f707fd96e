// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

extension DossiersFeature {
    @Sendable func showFormPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await drafts.form(try context.draftID(), of: try context.ownDrafts)
        let code = try context.parameter("page")
        guard form.draft.content.submitted == nil else { return context.redirect(to: form.here) }
        // A page that is asked no more leads to where the form goes on.
        guard let shown = form.flow.page(code) else { return context.redirect(to: form.goingOn) }
        var page = FormStepPage(
            form: form, page: shown.page, asks: shown.asks, inEnglish: context.language == .en)
        page.isChange = context.query["back"] == "answers"
        return context.page(page.content)
    }

    /// Keeps a page and leads on: `act=leave` to the drafts, `back=answers` to the answers.
    @Sendable func saveFormPage(_ request: Request, _ context: WebContext) async throws -> Response {
        let (id, citizen) = (try context.draftID(), try context.ownDrafts)
        let code = try context.parameter("page")
        let form = try await drafts.form(id, of: citizen)
        guard form.draft.content.submitted == nil else { return context.redirect(to: form.here) }
        guard let shown = form.flow.page(code) else { return context.redirect(to: form.goingOn) }
        let inEnglish = context.language == .en
        let input = FormPageInput(shown.page, of: form, from: context.form)
        var page = FormStepPage(
            form: form, page: shown.page, asks: input.asks, inEnglish: inEnglish, typed: input.read.typed,
            errors: input.read.errors(form.flow.questions, inEnglish: inEnglish),
            isChange: context.form["back"] == "answers")
        guard form.number == context.seenDraft.definition else {
            page.refusal = .renewed
            return context.page(page.content, status: .conflict)
        }
        guard page.errors.isEmpty else { return context.page(page.content, status: .unprocessableContent) }
        do {
            let saved = try await drafts.save(
                input.changes, on: code, of: id, by: citizen, seen: context.seenDraft,
                profile: try await profile(for: code, input, form, context))
            return wayOn(from: code, input, saved, context)
        } catch let error as DraftError where error == .changedMeanwhile || error == .renewed {
            let now = try await drafts.form(id, of: citizen)
            page = FormStepPage(
                form: now, page: shown.page, asks: input.asks, inEnglish: inEnglish, typed: input.read.typed,
                refusal: error, isChange: page.isChange)
            return context.page(page.content, status: .conflict)
        }
    }

    private func wayOn(
        from code: String, _ input: FormPageInput, _ form: DraftForm, _ context: WebContext
    ) -> Response {
        if context.form["act"] == "leave" {
            return context.redirect(to: "/my/drafts", flash: Flash(.success, Message("dossiers.apply.left")))
        }
        let isChange = context.form["back"] == "answers"
        if !input.fresh.isEmpty {
            return context.redirect(
                to: form.address(of: code).with("back", isChange ? "answers" : nil),
                flash: Flash(.information, Message("dossiers.apply.more-questions")))
        }
        return context.redirect(to: isChange ? form.here : form.address(after: code))
    }

    /// Asked for once, when somebody says that the form is for themselves.
    private func profile(
        for page: String, _ input: FormPageInput, _ form: DraftForm, _ context: WebContext
    ) async throws -> ApplicantProfile? {
        let isOwn = Answer.text("self")
        guard page == OnBehalfPage.code, input.changes[OnBehalfPage.code] == .some(isOwn),
            form.draft.content.answers[OnBehalfPage.code] != isOwn
        else { return nil }
        return try await profiles.profile(of: context.viewer.actor)
    }
}
