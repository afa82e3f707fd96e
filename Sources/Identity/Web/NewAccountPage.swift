// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The page to make an account on.
struct NewAccountPage {
    var login = ""
    var name = ""
    var roles: Set<String> = []
    var errors = FormErrors()
    var refusal: IdentityError?

    var content: PageContent {
        PageContent(
            Message("identity.new-account.title"),
            breadcrumb: [.init(Message("identity.accounts.title"), "/identity/accounts")], body: body)
    }

    /// Puts an error beside the field it belongs to, or above the form.
    mutating func show(_ error: IdentityError) {
        switch error {
        case .loginTaken, .loginMalformed: errors.add("login", error.answer.message)
        case .nameMalformed: errors.add("name", error.answer.message)
        case .unknownRole: errors.add("role", error.answer.message)
        default: refusal = error
        }
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.new-account.title"), lead: Message("identity.new-account.lead")))
        <div class="stack">\
        \(refusal.map { Notice(.danger, $0.answer.message) })\
        \(errors.summary)
        <form class="form" method="post" action="/identity/accounts" novalidate>\(HTML.formToken)\
        \(FormField.text(
            "name", label: Message("identity.field.name"), value: name, error: errors["name"], width: 40,
            autocomplete: "off", maxLength: 100))\
        \(FormField.text(
            "login", label: Message("identity.field.login"), value: login, hint: Message("identity.field.login-hint"),
            error: errors["login"], width: 30, autocomplete: "off", maxLength: 64))\
        \(ChoiceField(
            "role", .any, legend: Message("identity.field.roles"), options: RoleNames.choices, chosen: roles,
            error: errors["role"]))\
        <p class="actions">\(SubmitButton(Message("identity.new-account.submit")))</p></form></div>
        """
    }
}
