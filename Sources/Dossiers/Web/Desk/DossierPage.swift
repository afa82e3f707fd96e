// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// `/dossiers/{dossier}`: where a dossier stands, what may be done, what was
/// said, and everything that happened.
struct DossierPage {
    let whole: DossierDesk.Whole
    let notices: NoticeSection
    let powers: Set<DossierPower>
    let account: String
    let colleagues: [Colleague]
    let offices: [DossierOffice]
    let now: Instant
    let inEnglish: Bool
    /// How far the national portal knows it; `nil` where it is told nothing.
    var told: PortalOutbox.State?
    /// Whether what is masked is shown.
    var isOpen = false
    /// What was typed into the form that was refused.
    var typed = FormInput.empty
    /// The action that was refused.
    var refused = ""
    var errors = FormErrors()
    /// What the draft of the result is begun with; empty where a PDF is the draft.
    var draftText = ""

    var dossier: Dossier { whole.dossier }
    var state: DossierState { whole.state }
    var here: Address { Address("/dossiers/\(dossier.id.description)") }
    var step: ProcedureDefinition.Step? {
        dossier.step.isEmpty ? nil : whole.definition.step(dossier.step)
    }

    var content: PageContent {
        PageContent(
            Message("dossiers.desk.one", ["code": .text(dossier.code)]),
            breadcrumb: [.init(Message("dossiers.desk.title"), "/dossiers")],
            body: """
                \(errors.summary)
                \(PageHead(
                    worded: SourceText(dossier.procedureName).html,
                    lead: "<span class=\"nowrap\">\(dossier.code)</span> \(DossierWords.tag(dossier, at: now)) \(DossierWords.sample(dossier))"))
                <div class="spaced">\(DefinitionList(facts))
                \(FormLinks(whole: whole, isOwn: false))
                \(DossierActions(page: self))
                \(ResultSection(page: self))
                \(SaidSection(page: self))
                \(papers)
                \(notices)
                \(Panel(Message("dossiers.desk.history"), id: "history", "\(FactList(whole: whole, showsNames: true, inEnglish: inEnglish))"))</div>
                """)
    }

    private var facts: [(name: Message, content: HTML)] {
        var facts: [(name: Message, content: HTML)] = [
            (Message("dossiers.desk.applicant"), "<bdi>\(whole.applicant.name)</bdi>")
        ]
        if let other = whole.representation {
            facts.append((Message("dossiers.desk.representation"), "<bdi>\(other.name)</bdi> – \(other.ground)"))
        }
        facts.append((Message("dossiers.desk.status"), "\(dossier.status.message)"))
        if let step {
            facts.append(
                (
                    Message("dossiers.desk.step"),
                    "\(step.name.text(inEnglish: inEnglish)) · \(DossierWords.queue(dossier.queue))"
                ))
            let holder: HTML = dossier.holderName.isEmpty ? "\(say: "dossiers.desk.nobody")" : "\(dossier.holderName)"
            facts.append((Message("dossiers.desk.holder"), holder))
        }
        facts.append((Message("dossiers.desk.office"), "\(office(dossier.office))"))
        if dossier.reception != dossier.office {
            facts.append((Message("dossiers.desk.reception"), "\(office(dossier.reception))"))
        }
        facts.append((Message("dossiers.desk.channel"), "\(say: "dossiers.channel.\(dossier.channel.rawValue)")"))
        facts.append((Message("dossiers.desk.submitted"), "\(dossier.submittedAt)"))
        if let receivedAt = dossier.receivedAt { facts.append((Message("dossiers.desk.received"), "\(receivedAt)")) }
        facts.append((Message("dossiers.desk.due"), due))
        if let stepDueAt = dossier.stepDueAt { facts.append((Message("dossiers.desk.step-due"), "\(stepDueAt)")) }
        facts.append((Message("dossiers.desk.fee"), fee))
        if !state.mark.isEmpty { facts.append((Message("dossiers.desk.mark"), "\(state.mark)")) }
        if let told { facts.append((Message("dossiers.portal.title"), told.html)) }
        return facts
    }

    private var due: HTML {
        if let dueAt = dossier.dueAt { return "\(dueAt)" }
        if dossier.receivedAt == nil { return "\(say: "dossiers.desk.due-not-yet")" }
        if state.waitsForApplicant || state.pause != nil { return "\(say: "dossiers.desk.due-stands")" }
        return state.promise?.limit == nil
            ? "\(say: "dossiers.desk.due-none")" : "\(say: "dossiers.desk.due-unknown")"
    }

    private var fee: HTML {
        guard let fee = dossier.fee else {
            return state.payments == 0
                ? "\(say: "dossiers.desk.fee-open")" : DossierWords.money(state.paid)
        }
        guard fee > 0 else { return "\(say: "dossiers.desk.fee-none")" }
        let owed: HTML = state.owes(fee) ? "\(say: "dossiers.desk.fee-owed")" : "\(say: "dossiers.desk.fee-paid")"
        return "\(DossierWords.money(fee)) – \(owed)"
    }

    private func office(_ unit: String) -> String {
        guard let office = whole.offices[unit] else { return "–" }
        return office.name(inEnglish: inEnglish)
    }

    /// Opening is an act: it stands in the ledger.
    private func fileForm(_ file: KeptFile) -> HTML {
        let address = Address("/dossiers/\(dossier.id.description)/files/\(file.id.description)")
        let open = SubmitButton(Message("dossiers.file.open", ["name": .text(file.name)]), .quiet)
        return "\(ActionForm(address, open)) <small class=\"muted\">\(FileWords.size(file.size))</small>"
    }

    private var papers: HTML {
        let rows = whole.papers.map { paper in
            DataTable.Row([
                "\(SourceText(paper.name))\(HTML.each(paper.files.compactMap { whole.files[$0] }, fileForm))",
                "\(say: "dossiers.form.count", ["count": .count(paper.originals)])",
                "\(say: "dossiers.form.count", ["count": .count(paper.copies)])",
                "\(say: "dossiers.desk.source.\(paper.source.rawValue)")",
            ])
        }
        return Panel(
            Message("dossiers.desk.papers"), id: "papers",
            DataTable(
                "papers-table", caption: Message("dossiers.desk.papers"),
                columns: [
                    .init(Message("dossiers.desk.paper")), .init(Message("dossiers.desk.originals"), .number),
                    .init(Message("dossiers.desk.copies"), .number), .init(Message("dossiers.desk.from")),
                ], rows: rows, empty: Message("dossiers.desk.no-papers"), hidesCaption: true, stacks: true
            ).html
        ).html
    }
}

/// What the applicant answered; what is delicate masked until somebody says why they need it.
struct SaidSection: Component {
    let page: DossierPage

    var html: HTML {
        let asked = page.whole.definition.pages.flatMap(\.asks).map(\.question)
        let rows = asked.compactMap { code -> (name: Message, content: HTML)? in
            guard let answer = page.whole.answers[code] else { return nil }
            let question = page.whole.bank[code]
            let shown = page.isOpen ? answer : DossierWords.masked(answer, to: question) ?? answer
            let label =
                question.map { QuestionField.label($0, inEnglish: page.inEnglish) } ?? Message("dossiers.desk.answer")
            return (label, AnswerWords.html(shown, to: question, inEnglish: page.inEnglish))
        }
        return Panel(
            Message("dossiers.desk.said"), id: "said", "\(DefinitionList(rows))\(page.isOpen ? .empty : form)"
        ).html
    }

    private var form: HTML {
        """
        <details\(" open", if: page.errors["reason"] != nil)><summary>\(say: "dossiers.desk.show-all")</summary>\
        <form class="form" method="post" action="\(Address("/dossiers/\(page.dossier.id.description)/data"))" novalidate>\(HTML.formToken)\
        \(FormField.text(
            "reason", label: Message("dossiers.desk.why"), value: page.typed["reason"], hint: Message("dossiers.desk.why-hint"),
            error: page.errors["reason"], maxLength: 300))\
        <p class="actions">\(SubmitButton(Message("dossiers.desk.show"), .quiet))</p></form></details>
        """
    }
}
