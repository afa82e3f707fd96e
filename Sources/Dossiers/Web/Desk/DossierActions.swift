// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// What may be done with a dossier now, by whoever looks: every form stands
/// for one act and says what it needs.
struct DossierActions: Component {
    let page: DossierPage

    private var dossier: Dossier { page.dossier }

    var html: HTML {
        let forms = stepForms + supplied + payment + assignment + transfer + withdrawal
        guard !page.state.isOver else { return .empty }
        return Panel(
            Message("dossiers.desk.actions"), id: "actions",
            forms.isEmpty ? "<p class=\"muted\">\(say: "dossiers.desk.nothing-to-do")</p>" : forms
        ).html
    }

    /// The step's own actions, for whoever holds it and has the power.
    private var stepForms: HTML {
        guard let step = page.step, !page.state.waitsForApplicant, page.powers.contains(DossierPower(of: step.role))
        else { return .empty }
        if page.state.pause != nil {
            return page.form("resume", "resumption", Message("dossiers.desk.resume"), fields: .empty)
        }
        guard page.state.holder.isEmpty || page.state.holder == page.account else {
            return Notice(
                .information, Message("dossiers.error.held", ["name": .text(page.state.holderName)])
            ).html
        }
        return HTML.each(step.actions) { action in
            let isSigned = action.needs.contains(.signature)
            return page.form(
                action.code, isSigned ? "signatures" : "acts",
                QuestionField.words(action.name, inEnglish: page.inEnglish), fields: fields(of: action))
        }
    }

    private func fields(of action: ProcedureDefinition.Action) -> HTML {
        let texts: [ProcedureDefinition.Need] = [.reason, .draft, .opinion, .siteReport]
        let ticks: [ProcedureDefinition.Need] = [.papersChecked, .applicantConfirmed, .receiptSigned]
        let code = action.code
        var fields: HTML = "<input type=\"hidden\" name=\"action\" value=\"\(code)\">"
        if let text = texts.first(where: action.needs.contains) {
            fields +=
                FormField.lines(
                    "words-\(code)", label: Message("dossiers.need-label.\(text.rawValue)"),
                    value: page.typed.value("words-\(code)").map { _ in page.typed.lines("words-\(code)") }
                        ?? (text == .draft ? page.draftText : ""),
                    hint: text == .draft ? Message("dossiers.result.fields-hint") : nil,
                    error: page.errors["words-\(code)"], rows: text == .draft ? 8 : 3,
                    maxLength: DossierState.mostWords
                ).html
        }
        if case .extend = action.effect { fields += day("until-\(code)", Message("dossiers.desk.new-day")) }
        if case .supplement = action.effect {
            fields += day("until-\(code)", Message("dossiers.desk.answer-by"), isOptional: true)
        }
        for tick in ticks where action.needs.contains(tick) {
            fields +=
                Checkbox(
                    "\(tick.rawValue)-\(code)", label: Message("dossiers.need-label.\(tick.rawValue)"),
                    isChecked: page.typed.isChecked("\(tick.rawValue)-\(code)"),
                    error: page.errors["\(tick.rawValue)-\(code)"]
                ).html
        }
        if action.needs.contains(.number), !page.state.produced.isEmpty {
            fields +=
                Checkbox(
                    "on-paper-\(code)", label: Message("dossiers.result.on-paper"),
                    isChecked: page.typed.isChecked("on-paper-\(code)")
                ).html + "<p class=\"muted\">\(say: "dossiers.result.on-paper-hint")</p>"
        }
        if action.needs.contains(.feePaid), page.state.owes(dossier.fee) {
            fields += "<p class=\"muted\">\(say: "dossiers.need-missing.fee-paid")</p>"
        }
        return fields
    }

    private func day(_ name: String, _ label: Message, isOptional: Bool = false) -> HTML {
        FormField.text(
            name, label: label, value: page.typed[name], error: page.errors[name], kind: .date, isOptional: isOptional
        ).html
    }

    private var supplied: HTML {
        guard page.state.waitsForApplicant, page.powers.contains(.receive) else { return .empty }
        return page.form(
            "supply", "supplements", Message("dossiers.desk.supplied"),
            fields: lines("words-supply", Message("dossiers.desk.what-came")))
    }

    private var payment: HTML {
        guard page.powers.contains(.handOver), page.state.owes(dossier.fee), dossier.receivedAt != nil else {
            return .empty
        }
        let rest = dossier.fee.map { String($0 - page.state.paid) } ?? ""
        return page.form(
            "pay", "payments", Message("dossiers.desk.pay"),
            fields: FormField.text(
                "amount-pay", label: Message("dossiers.desk.amount"),
                value: page.typed.value("amount-pay") ?? rest, hint: Message("dossiers.desk.amount-hint"),
                error: page.errors["amount-pay"], kind: .number, width: 16, maxLength: 20
            ).html)
    }

    /// Taking it oneself, or giving it to a colleague.
    private var assignment: HTML {
        guard let step = page.step else { return .empty }
        var forms: HTML = .empty
        if page.powers.contains(DossierPower(of: step.role)), page.state.holder != page.account {
            forms += page.form(
                "take", "assignment", Message("dossiers.desk.take"),
                fields: "<input type=\"hidden\" name=\"account\" value=\"\(page.account)\">")
        }
        guard !page.colleagues.isEmpty else { return forms }
        let choices =
            [FormField.Choice("", Message("dossiers.desk.to-unit"))]
            + page.colleagues.map { .init($0.account, named: $0.name) }
        return forms
            + page.form(
                "assign", "assignment", Message("dossiers.desk.assign"),
                fields: FormField.select(
                    "account", label: Message("dossiers.desk.to-whom"), options: choices, value: page.state.holder,
                    error: page.errors["account"], isOptional: true
                ).html)
    }

    private var transfer: HTML {
        let others = page.offices.filter { $0.unit != dossier.office }
        guard page.powers.contains(.transfer), !others.isEmpty else { return .empty }
        let choices =
            [FormField.Choice("", Message("dossiers.desk.choose-office"))]
            + others.map { .init($0.unit, named: $0.name(inEnglish: page.inEnglish)) }
        return page.form(
            "transfer", "transfer", Message("dossiers.desk.transfer"),
            fields: """
                \(FormField.select(
                    "office", label: Message("dossiers.desk.other-office"), options: choices, value: page.typed["office"],
                    error: page.errors["office"]))\(lines("words-transfer", Message("dossiers.need-label.reason")))
                """)
    }

    private var withdrawal: HTML {
        guard page.powers.contains(.receive), page.state.processedAt == nil else { return .empty }
        return page.form(
            "withdraw", "withdrawal", Message("dossiers.desk.withdraw"),
            fields: lines("words-withdraw", Message("dossiers.desk.applicant-reason")))
    }

    private func lines(_ name: String, _ label: Message) -> HTML {
        FormField.lines(
            name, label: label, value: page.typed.lines(name), error: page.errors[name], rows: 3,
            maxLength: DossierState.mostWords
        ).html
    }
}

extension DossierPage {
    /// One act as a form that opens when asked for, or when it was refused.
    fileprivate func form(_ code: String, _ resource: String, _ title: Message, fields: HTML) -> HTML {
        """
        <details class="act" id="act-\(code)"\(" open", if: refused == code)><summary>\(title)</summary>\
        <form class="form" method="post" action="\(Address("/dossiers/\(dossier.id.description)/\(resource)"))" novalidate>\(HTML.formToken)\
        <input type="hidden" name="revision" value="\(machine: dossier.revision)">\
        <input type="hidden" name="form" value="\(code)">\(fields)\
        <p class="actions">\(SubmitButton(title))</p></form></details>
        """
    }
}
