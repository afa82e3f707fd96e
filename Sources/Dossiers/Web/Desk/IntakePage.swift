// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/dossiers/new/{code}`: everything a clerk asks at the counter, on one page
/// that is filled in from the keyboard.
struct IntakePage {
    let definition: ProcedureDefinition
    let bank: [String: Question]
    /// The offices whose counter it may be.
    let mine: [DossierOffice]
    let offices: [DossierOffice]
    let today: CivilDay
    /// Makes a double press one dossier; typed forms keep it.
    var key: String
    let inEnglish: Bool
    var typed = TypedAnswers()
    var form = FormInput.empty
    var errors = FormErrors()

    private var channels: [ProcedureDefinition.Channel] {
        [.direct, .post].filter(definition.channels.contains)
    }

    private var channel: ProcedureDefinition.Channel {
        form.value("channel").flatMap(ProcedureDefinition.Channel.init) ?? channels.first ?? .direct
    }

    /// The first step's action that leads on.
    var accept: String {
        definition.steps.first?.actions.first { action in
            if case .move = action.effect { true } else { false }
        }?.code ?? ""
    }

    /// Reads what was typed; questions that the answers make needless are not asked for.
    mutating func take(_ form: FormInput) {
        self.form = form
        // A key of a sample would find the sample.
        key = form.value("key").flatMap { Dossier.isSample(key: $0) ? nil : $0 } ?? key
        for page in definition.pages {
            guard page.shownIf?.holds(for: answers) ?? true else { continue }
            for ask in page.asks where ask.shownIf?.holds(for: answers) ?? true {
                guard let question = bank[ask.question] else { continue }
                typed.read(question, isOptional: ask.isOptional, from: form, today: today)
            }
        }
        errors = typed.errors(bank, inEnglish: inEnglish)
        if !form.isChecked("papers-checked") {
            errors.add("papers-checked", Message("dossiers.need-missing.papers-checked"))
        }
        if hasOpenFee, statedFee == nil { errors.add("fee", Message("dossiers.error.amount")) }
        for words in definition.obstacles(answers, asked: Set(definition.pages.flatMap(\.asks).map(\.question))) {
            errors.add("office", QuestionField.words(words, inEnglish: inEnglish))
        }
        // Whether it may be this counter the desk judges.
        if !offices.contains(where: { $0.unit == reception }) {
            errors.add("reception", Message("dossiers.error.office"))
        }
        if !offices.contains(where: { $0.unit == office }) { errors.add("office", Message("dossiers.error.office")) }
    }

    private var answers: Answers { Answers(today: today, typed.answers) }
    private var office: String { form.value("office") ?? mine.first?.unit ?? "" }
    private var reception: String { form.value("reception") ?? mine.first?.unit ?? "" }
    private var statedFee: Int64? {
        Int64(form["fee"].filter { !" .".contains($0) }).flatMap { (0...1_000_000_000_000).contains($0) ? $0 : nil }
    }

    /// Whether the definition leaves open what some fee is.
    private var hasOpenFee: Bool {
        definition.fees(by: channel, case: definition.caseCode(for: answers), answers: answers)
            .contains { $0.amount == nil }
    }

    /// What is handed in; `nil` while something is wrong.
    var submission: Submission? {
        guard errors.isEmpty else { return nil }
        let needed = definition.papers(by: channel, case: definition.caseCode(for: answers), answers: answers)
        var submission = Submission(
            procedure: definition.procedure, channel: channel, office: office, answers: typed.answers,
            papers: needed.filter { form.isChecked("paper-\($0.code)") }.map { paper in
                Submission.Paper(
                    code: paper.code, name: paper.name.vi, originals: paper.originals, copies: paper.copies,
                    source: .counter)
            }, key: key)
        submission.reception = reception
        submission.statedFee = statedFee
        submission.isFeeTaken = form.isChecked("fee-taken")
        if let name = form.value("for-name") {
            submission.representation = .init(name: name, ground: form["for-ground"])
        }
        return submission
    }

    var content: PageContent {
        PageContent(
            Message("dossiers.intake.of", ["name": .text(definition.name.text(inEnglish: inEnglish))]),
            breadcrumb: [
                .init(Message("dossiers.desk.title"), "/dossiers"),
                .init(Message("dossiers.intake.title"), "/dossiers/new"),
            ],
            body: """
                \(errors.summary)
                \(PageHead(
                    worded: SourceText(definition.name.text(inEnglish: inEnglish)).html,
                    lead: "<code>\(definition.procedure)</code> · \(limit)"))
                \(mine.isEmpty ? Notice(.warning, Message("dossiers.desk.no-office")).html : filled)
                """)
    }

    private var limit: HTML {
        definition.limit(by: channel, case: nil).map { "\(PrintedWords.words(of: $0.limit))" }
            ?? "\(say: "dossiers.desk.due-none")"
    }

    private var filled: HTML {
        """
        <form class="form form-wide" method="post" action="\(Address("/dossiers/new/\(definition.procedure)"))" novalidate>\
        \(HTML.formToken)<input type="hidden" name="key" value="\(key)">\
        \(HTML.each(definition.pages, fieldset))\
        \(papers)\(places)\
        <p class="actions">\(SubmitButton(Message("dossiers.intake.receive")))</p></form>
        """
    }

    private func fieldset(_ page: ProcedureDefinition.FormPage) -> HTML {
        """
        <fieldset class="fieldset"><legend><h2>\(page.title.text(inEnglish: inEnglish))</h2></legend>\
        \(page.shownIf == nil ? .empty : "<p class=\"muted\">\(say: "dossiers.intake.if-it-applies")</p>")\
        \(HTML.each(page.asks) { ask in
            guard let question = bank[ask.question] else { return .empty }
            let isConditional = ask.shownIf != nil || page.shownIf != nil
            return QuestionField(
                question, isOptional: ask.isOptional || isConditional || question.kind == .file,
                typed: form[QuestionField.name(of: question.code)],
                error: errors[QuestionField.name(of: question.code)],
                note: ask.shownIf == nil ? nil : Message("dossiers.intake.if-it-applies"), inEnglish: inEnglish
            ).html
        })</fieldset>
        """
    }

    private var papers: HTML {
        """
        <fieldset class="fieldset"><legend><h2>\(say: "dossiers.desk.papers")</h2></legend>\
        \(HTML.each(definition.papers) { paper in
            Checkbox(
                "paper-\(paper.code)", label: QuestionField.words(paper.name, inEnglish: inEnglish),
                isChecked: form.isChecked("paper-\(paper.code)")
            ).html
        })\
        \(Checkbox(
            "papers-checked", label: Message("dossiers.need-label.papers-checked"),
            isChecked: form.isChecked("papers-checked"), error: errors["papers-checked"]))</fieldset>
        """
    }

    private var places: HTML {
        """
        <fieldset class="fieldset"><legend><h2>\(say: "dossiers.intake.taking")</h2></legend>\
        \(choice("reception", Message("dossiers.desk.reception"), mine, reception))\
        \(choice("office", Message("dossiers.desk.office"), offices, office))\
        \(channels.count > 1 ? channelField : .empty)\
        \(FormField.text(
            "for-name", label: Message("dossiers.intake.for-name"), value: form["for-name"],
            hint: Message("dossiers.intake.for-hint"), isOptional: true, maxLength: 80))\
        \(FormField.text(
            "for-ground", label: Message("dossiers.intake.for-ground"), value: form["for-ground"], isOptional: true, maxLength: 200))\
        \(definition.fees.contains { $0.amount == .open } || errors["fee"] != nil ? feeField : .empty)\
        \(definition.fees.isEmpty ? .empty : Checkbox(
            "fee-taken", label: Message("dossiers.intake.fee-taken"), isChecked: form.isChecked("fee-taken"),
            error: errors["fee-taken"]).html)</fieldset>
        """
    }

    private var feeField: HTML {
        FormField.text(
            "fee", label: Message("dossiers.intake.fee"), value: form["fee"],
            hint: Message("dossiers.desk.amount-hint"),
            error: errors["fee"], kind: .number, width: 16, isOptional: true, maxLength: 20
        ).html
    }

    private var channelField: HTML {
        FormField.select(
            "channel", label: Message("dossiers.desk.channel"),
            options: channels.map { .init($0.rawValue, Message("dossiers.channel.\($0.rawValue)")) },
            value: channel.rawValue
        ).html
    }

    private func choice(
        _ name: String, _ label: Message, _ offices: [DossierOffice], _ value: String
    ) -> HTML {
        FormField.select(
            name, label: label, options: offices.map { .init($0.unit, named: $0.name(inEnglish: inEnglish)) },
            value: value, error: errors[name]
        ).html
    }
}
