// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/my/drafts/{draft}`: every answer with the way to change it, what is
/// missing, what stands in the way, and handing it in.
struct AnswersPage {
    let form: DraftForm
    /// Where it may be handed in; none where this city takes no forms.
    let offices: [DossierOffice]
    var chosen = ""
    let inEnglish: Bool
    var refusal: DraftError?
    var errors = FormErrors()

    var content: PageContent {
        let name = form.name.text(inEnglish: inEnglish)
        return PageContent(
            Message("dossiers.apply.answers-of", ["name": .text(name)]),
            breadcrumb: [.init(Message("dossiers.drafts.title"), "/my/drafts")],
            body: """
                \(errors.summary)\(refusal.map { Notice(.danger, $0.answer.message) })\
                \(DraftNotices(form: form, inEnglish: inEnglish))\
                \(DraftProgress(form: form, step: form.steps, inEnglish: inEnglish))\
                \(PageHead(Message("dossiers.apply.answers"), lead: Message("dossiers.apply.answers-lead")))\
                \(missing)\(obstacles)\(HTML.each(form.flow.pages, section))\(papers)\(fees)\(submission)\(deletion)
                """)
    }

    private var missing: HTML {
        let pages = form.flow.pages.filter { !form.flow.missing(on: $0).isEmpty }
        guard !form.isComplete else { return .empty }
        let paperLine = HTML.each(form.openPapers) { paper in
            let address = form.way(of: paper) == .upload ? form.address(ofPaper: paper.code) : form.papersAddress
            return "<li><a href=\"\(address)\">\(paper.name.text(inEnglish: inEnglish))</a></li>"
        }
        return Notice(
            .warning, Message("dossiers.apply.missing"),
            detail: """
                <ul>\(HTML.each(pages) { shown in
                    HTML.each(form.flow.missing(on: shown)) { ask in
                        "<li><a href=\"\(change(shown))\">\(label(ask.question))</a></li>"
                    }
                })\(paperLine)</ul><p>\(LinkButton(Message("dossiers.apply.go-on"), form.goingOn))</p>
                """
        ).html
    }

    private var obstacles: HTML {
        guard form.flow.firstUnfinished == nil, !form.obstacles.isEmpty else { return .empty }
        return Notice(
            .danger, Message("dossiers.eligibility.may-not"),
            detail: """
                <ul>\(HTML.each(form.obstacles) { "<li>\($0.text(inEnglish: inEnglish))</li>" })</ul>\
                <p>\(say: "dossiers.apply.obstacle-advice")</p>
                """
        ).html
    }

    private func change(_ shown: FormFlow.ShownPage) -> Address {
        form.address(of: shown.code).with("back", "answers")
    }

    private func label(_ question: String) -> Message {
        form.flow.questions[question].map { QuestionField.label($0, inEnglish: inEnglish) }
            ?? Message("dossiers.form.words", ["words": .text(question)])
    }

    private func section(_ shown: FormFlow.ShownPage) -> HTML {
        let heading = shown.page.heading(inEnglish: inEnglish)
        return """
            <section class="section"><h2>\(heading)</h2>\
            \(DefinitionList(shown.asks.map { ask in (label(ask.question), answer(ask)) }))\
            <p><a href="\(change(shown))">\(say: "dossiers.apply.change", ["page": .message(heading)])</a></p></section>
            """
    }

    private func answer(_ ask: ProcedureDefinition.Ask) -> HTML {
        let question = form.flow.questions[ask.question]
        guard let answer = form.flow.answers[ask.question] else {
            if question?.kind == .file { return "<span class=\"muted\">\(say: "dossiers.form.file")</span>" }
            return ask.isOptional
                ? "<span class=\"muted\">\(say: "dossiers.form.no-answer")</span>"
                : Tag(Message("dossiers.apply.unanswered"), .warning).html
        }
        let words = AnswerWords.html(answer, to: question, inEnglish: inEnglish)
        guard form.draft.content.prefilled.contains(ask.question) else { return words }
        return "\(words) <small class=\"muted\">\(say: "dossiers.apply.from-profile")</small>"
    }

    private var papers: HTML {
        guard !form.papers.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.apply.papers")</h2>\
            \(DefinitionList(form.papers.map { paper in
                (
                    QuestionField.words(paper.name, inEnglish: inEnglish),
                    form.way(of: paper).map { "\(say: "dossiers.paper-way.\($0.rawValue)")\(files(paper, $0))" as HTML }
                        ?? Tag(Message("dossiers.apply.unanswered"), .warning).html
                )
            }))<p><a href="\(form.papersAddress)">\(say: "dossiers.apply.change-papers")</a></p></section>
            """
    }

    private func files(_ paper: ProcedureDefinition.Paper, _ way: PaperWay) -> HTML {
        guard way == .upload else { return .empty }
        let sent = form.files(of: paper)
        guard !sent.isEmpty else {
            return "<br>\(Tag(Message("dossiers.apply.no-file-yet"), .warning))"
        }
        return HTML.each(sent) { file in
            "<br><a href=\"\(form.address(ofFile: file))\"><bdi>\(file.name)</bdi></a> <small class=\"muted\">\(FileWords.size(file.size))</small>"
        }
    }

    private var fees: HTML {
        let code = form.definition.caseCode(for: form.flow.answers)
        let lines = form.definition.fees(by: .online, case: code, answers: form.flow.answers)
        guard !lines.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.definition.fees")</h2>\
            \(DefinitionList(lines.map { line in
                (
                    QuestionField.words(line.fee.name, inEnglish: inEnglish),
                    "\(amount(line))\(line.exemption.map { "<br><small>\($0.text(inEnglish: inEnglish))</small>" as HTML })"
                )
            }))</section>
            """
    }

    private func amount(_ line: ProcedureDefinition.FeeLine) -> HTML {
        switch line.amount {
        case nil: "<span class=\"muted\">\(say: "dossiers.fee.open")</span>"
        case 0?: "\(say: "dossiers.fee.free")"
        case let amount?: "\(say: "dossiers.fee.vnd", ["count": .count(Int(clamping: amount))])"
        }
    }

    private var submission: HTML {
        guard form.withdrawnOn == nil, form.isComplete, form.obstacles.isEmpty else { return .empty }
        guard !offices.isEmpty else { return Notice(.information, DraftError.noSubmitting.answer.message).html }
        return """
            <form class="form" method="post" action="\(Address("/my/drafts/\(form.draft.id.description)/submission"))" \
            novalidate>\(form.seenFields)\(office)\
            \(Checkbox("declared", label: Message("dossiers.apply.declare"), error: errors["declared"]))\
            <p class="actions">\(SubmitButton(Message("dossiers.apply.submit")))</p></form>
            """
    }

    /// Whose it is: asked where there are several.
    private var office: HTML {
        guard offices.count > 1 else { return .empty }
        let choices =
            [FormField.Choice("", Message("dossiers.desk.choose-office"))]
            + offices.map { .init($0.unit, named: $0.name(inEnglish: inEnglish)) }
        return FormField.select(
            "office", label: Message("dossiers.apply.office"), options: choices, value: chosen,
            hint: Message("dossiers.apply.office-hint"), error: errors["office"]
        ).html
    }

    private var deletion: HTML {
        """
        <details class="section"><summary>\(say: "dossiers.drafts.delete-head")</summary>\
        <p>\(say: "dossiers.drafts.delete-advice")</p>\
        \(ActionForm(
            Address("/my/drafts/\(form.draft.id.description)/deletion"),
            SubmitButton(Message("dossiers.drafts.delete"), .danger)))</details>
        """
    }
}
