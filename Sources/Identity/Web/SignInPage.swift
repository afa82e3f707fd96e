// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The page to sign in on.
struct SignInPage {
    var login = ""
    /// Where to go on, already checked.
    var returnAddress: Address?
    var errors = FormErrors()
    /// What went wrong with the attempt as a whole.
    var refusal: IdentityError?
    /// Whether there is any account yet.
    var isPrepared = true

    var content: PageContent {
        PageContent(Message("identity.sign-in.title"), body: body)
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.sign-in.title"), lead: Message("identity.sign-in.lead")))
        <div class="stack">\
        \(refusal.map { Notice(.danger, $0.answer.message) })\
        \(errors.summary)\
        \(isPrepared ? form : unprepared)</div>
        """
    }

    private var form: HTML {
        """
        <form class="form" method="post" action="/sign-in" novalidate>\(HTML.formToken)\
        \(returnAddress.map { "<input type=\"hidden\" name=\"return\" value=\"\($0)\">" as HTML })\
        \(FormField.text(
            "login", label: Message("identity.field.login"), value: login, error: errors["login"], width: 30,
            autocomplete: "username", maxLength: 64))\
        \(FormField.text(
            "password", label: Message("identity.field.password"), error: errors["password"], kind: .password,
            width: 30, autocomplete: "current-password"))\
        <p class="actions">\(SubmitButton(Message("identity.sign-in.submit")))</p></form>
        <p class="muted">\(say: "identity.sign-in.forgotten")</p>
        """
    }

    /// Only somebody at the machine can make the first account.
    private var unprepared: HTML {
        Notice(
            .information, Message("identity.sign-in.no-accounts"),
            detail: """
                <p><code>\(Self.command)</code></p>\
                <p>\(say: "identity.first-run.or") <a href="/set-up">\(say: "identity.first-run.title")</a></p>
                """
        ).html
    }

    private static let command = "vamco account create --login admin --name \"Nguyễn Văn A\" --role administrator"
}
