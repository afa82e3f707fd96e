// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The page to change one's own password on.
struct PasswordPage {
    let account: Account
    var errors = FormErrors()
    var refusal: IdentityError?

    var content: PageContent {
        PageContent(
            Message("identity.change-password.title"),
            breadcrumb: account.isPasswordDue ? [] : [.init(Message("identity.own.title"), "/account")], body: body)
    }

    /// Puts an error beside the field it belongs to, or above the form.
    mutating func show(_ error: IdentityError) {
        switch error {
        case .password(.notRepeated): errors.add("repeated", error.answer.message)
        case .password: errors.add("new", error.answer.message)
        case .wrongCurrentPassword: errors.add("current", error.answer.message)
        default: refusal = error
        }
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.change-password.title")))
        <div class="stack">\
        \(account.isPasswordDue ? Notice(.warning, Message("identity.change-password.due")) : nil)\
        \(refusal.map { Notice(.danger, $0.answer.message) })\
        \(errors.summary)
        <form class="form" method="post" action="/account/password" novalidate>\(HTML.formToken)\
        <input type="hidden" name="username" autocomplete="username" value="\(account.login)">\
        \(field("current", "identity.change-password.current", autocomplete: "current-password"))\
        \(field("new", "identity.change-password.new", hint: hint, autocomplete: "new-password"))\
        \(field("repeated", "identity.change-password.repeated", autocomplete: "new-password"))\
        <p class="actions">\(SubmitButton(Message("identity.change-password.submit")))</p></form>
        <p class="muted">\(say: "identity.change-password.others")</p></div>
        """
    }

    private var hint: Message {
        Message("identity.change-password.hint", ["shortest": .count(Password.shortest)])
    }

    private func field(_ name: String, _ label: String, hint: Message? = nil, autocomplete: String) -> FormField {
        .text(
            name, label: Message(label), hint: hint, error: errors[name], kind: .password, width: 30,
            autocomplete: autocomplete)
    }
}
