// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/my/drafts/{draft}/pages/{page}`: one page of the form.
struct FormStepPage {
    let form: DraftForm
    let page: ProcedureDefinition.FormPage
    let asks: [ProcedureDefinition.Ask]
    let inEnglish: Bool
    /// As typed; what is kept where nothing was sent yet.
    var typed: [String: String] = [:]
    var errors = FormErrors()
    var refusal: DraftError?
    /// Whether the way on leads to the answers instead of the next page.
    var isChange = false

    var content: PageContent {
        let title = page.heading(inEnglish: inEnglish)
        let name = form.name.text(inEnglish: inEnglish)
        return PageContent(
            Message("dossiers.apply.page-title", ["page": .message(title), "name": .text(name)]),
            breadcrumb: form.breadcrumb(inEnglish),
            body: """
                \(errors.summary)\(refusal.map { Notice(.danger, $0.answer.message) })\
                \(DraftNotices(form: form, inEnglish: inEnglish))\
                \(DraftProgress(form: form, step: step, inEnglish: inEnglish))\
                \(PageHead(title))\
                <form class="form" method="post" action="\(form.address(of: page.code))" novalidate>\(form.seenFields)\
                <input type="hidden" name="shown" value="\(asks.map(\.question).joined(separator: ","))">\
                \(isChange ? "<input type=\"hidden\" name=\"back\" value=\"answers\">" as HTML : nil)\
                \(HTML.each(asks, field))<p class="actions">\
                \(SubmitButton(Message(isChange ? "dossiers.apply.keep" : "dossiers.apply.on")))\
                \(SubmitButton(Message("dossiers.apply.leave"), .quiet, name: "act", value: "leave"))</p></form>\
                <p class="actions"><a href="\(back)">\(say: "dossiers.apply.back")</a></p>
                """)
    }

    private var step: Int { (form.flow.pages.firstIndex { $0.code == page.code } ?? 0) + 1 }

    private var back: Address {
        if isChange { return form.here }
        return form.flow.page(before: page.code).map { form.address(of: $0.code) } ?? "/my/drafts"
    }

    private func field(_ ask: ProcedureDefinition.Ask) -> HTML {
        guard let question = form.flow.questions[ask.question] else { return .empty }
        let kept = form.draft.content.answers[ask.question]
        let isPrefilled = form.draft.content.prefilled.contains(ask.question) && typed[ask.question] == nil
        return QuestionField(
            question, isOptional: ask.isOptional,
            typed: typed[ask.question] ?? kept.map(AnswerWords.typed) ?? "",
            error: errors[QuestionField.name(of: ask.question)],
            note: otherWindow(question, kept) ?? (isPrefilled ? Message("dossiers.apply.prefilled") : nil),
            isAboutReader: form.flow.answers[OnBehalfPage.code] == .text("self"), inEnglish: inEnglish
        ).html
    }

    /// What the other window kept, where two of them differ.
    private func otherWindow(_ question: Question, _ kept: Answer?) -> Message? {
        guard refusal == .changedMeanwhile, let mine = typed[question.code] else { return nil }
        let other = kept.map(AnswerWords.typed) ?? ""
        guard other != mine else { return nil }
        guard let kept else { return Message("dossiers.apply.other-empty") }
        return Message(
            "dossiers.apply.other-window",
            ["answer": AnswerWords.argument(kept, to: question, inEnglish: inEnglish)])
    }
}
