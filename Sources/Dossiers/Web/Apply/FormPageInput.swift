// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// What came back from a page of a form.
///
/// Without script a question cannot appear while another is answered. So a
/// page is sent with what it showed, and a question that the new answers bring
/// up is asked next, on the same page.
struct FormPageInput {
    private(set) var read = TypedAnswers()
    /// By question; `nil` where the field was left empty that may be.
    private(set) var changes: [String: Answer?] = [:]
    /// The questions the page shows with these answers.
    private(set) var asks: [ProcedureDefinition.Ask] = []
    /// Those of them that were not on the page and have no answer yet.
    private(set) var fresh: [ProcedureDefinition.Ask] = []

    init(_ page: ProcedureDefinition.FormPage, of form: DraftForm, from input: FormInput) {
        let today = form.flow.answers.today
        let displayed = Set(input["shown"].split(separator: ",").map(String.init))
        let before = form.flow.all.prefix { $0.code != page.code }
        let kept = form.draft.content.answers
        var answers = FormFlow(Array(before), form.flow.questions, kept, today: today).answers
        for ask in page.asks where ask.shownIf?.holds(for: answers) ?? true {
            guard let question = form.flow.questions[ask.question] else { continue }
            asks.append(ask)
            guard displayed.contains(question.code) else {
                let known = kept[question.code].flatMap { question.takes($0, today: today) ? $0 : nil }
                answers[question.code] = known
                if known == nil { fresh.append(ask) }
                continue
            }
            guard question.kind != .file else { continue }
            let answer = read.read(question, isOptional: ask.isOptional, from: input, today: today)
            changes[question.code] = .some(answer)
            answers[question.code] = answer
        }
    }
}
