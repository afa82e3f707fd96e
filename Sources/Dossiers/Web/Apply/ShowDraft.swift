// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func showDraft(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = try await drafts.form(try context.draftID(), of: try context.ownDrafts)
        return context.page(try await draftPage(form, context))
    }

    /// The answers, or what became of them.
    func draftPage(
        _ form: DraftForm, _ context: WebContext, refusal: DraftError? = nil, errors: FormErrors = FormErrors()
    ) async throws -> PageContent {
        let inEnglish = context.language == .en
        if let dossier = form.draft.content.submitted {
            return SubmittedPage(form: form, dossier: dossier, inEnglish: inEnglish).content
        }
        return AnswersPage(
            form: form, offices: try await submitting?.offices() ?? [], chosen: context.form["office"],
            inEnglish: inEnglish, refusal: refusal, errors: errors
        ).content
    }
}

/// What a form became that was handed in.
struct SubmittedPage {
    let form: DraftForm
    let dossier: SubmittedDossier
    let inEnglish: Bool

    var content: PageContent {
        PageContent(
            Message("dossiers.apply.submitted"), breadcrumb: [.init(Message("dossiers.drafts.title"), "/my/drafts")],
            body: """
                \(PageHead(Message("dossiers.apply.submitted"), lead: QuestionField.words(form.name, inEnglish: inEnglish)))\
                \(DefinitionList([
                    (Message("dossiers.apply.dossier-code"), "<code>\(dossier.code)</code>"),
                    (Message("dossiers.apply.lookup-key"), "<code>\(dossier.lookupKey)</code>"),
                ]))<p>\(say: "dossiers.apply.keep-key")</p>
                """)
    }
}
