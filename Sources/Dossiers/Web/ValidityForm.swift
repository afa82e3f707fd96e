// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The days of a version, as somebody reads them off its decision.
struct ValidityForm {
    var decidedOn: String?
    var validFrom: String?
    var withdrawnOn: String?
    var reason = ""
    var errors = FormErrors()

    /// The form with what the version has where nothing was typed yet.
    func html(of version: ProcedureVersion) -> HTML {
        let known = version.validity
        let action = Address("/procedures/\(version.procedure.code)/versions/\(String(version.number))/validity")
        return """
            <section class="section"><h2>\(say: "dossiers.validity.title")</h2><form class="form" method="post" \
            action="\(action)" novalidate>\(HTML.formToken)\
            \(day("decided-on", decidedOn ?? known.decidedOn?.iso8601))\(day("valid-from", validFrom ?? known.validFrom?.iso8601))\
            \(day("withdrawn-on", withdrawnOn ?? known.withdrawnOn?.iso8601))\
            \(FormField.lines(
                "reason", label: Message("dossiers.validity.reason"), value: reason,
                hint: Message("dossiers.validity.reason-hint"), error: errors["reason"], rows: 2, maxLength: 1_000))\
            <p class="actions">\(SubmitButton(Message("dossiers.validity.keep")))</p></form></section>
            """
    }

    private func day(_ name: String, _ value: String?) -> FormField {
        FormField.text(
            name, label: Message("dossiers.page.\(name)"), value: value ?? "", error: errors[name], kind: .date,
            isOptional: true)
    }
}
