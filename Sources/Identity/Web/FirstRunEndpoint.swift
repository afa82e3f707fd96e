// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// Making the first administrator of a new city.
extension IdentityFeature {
    @Sendable func showFirstRun(_ request: Request, _ context: WebContext) async throws -> Response {
        guard try await firstRun.isOpen else { throw WebError.notFound }
        return context.secret(FirstRunPage().content)
    }

    @Sendable func completeFirstRun(_ request: Request, _ context: WebContext) async throws -> Response {
        guard try await firstRun.isOpen else { throw WebError.notFound }
        let form = context.form
        do {
            _ = try await firstRun.complete(
                code: form.secret("setup"), login: form["login"], name: form["name"], password: form.secret("password"),
                repeated: form.secret("repeated"), from: context.origin(of: request))
            return context.redirect(to: "/sign-in", flash: Flash(.success, Message("identity.first-run.done")))
        } catch let error as IdentityError {
            var page = FirstRunPage(
                login: String(form["login"].prefix(64)), name: String(form["name"].prefix(100)))
            page.show(error)
            return context.secret(page.content, refusedBy: error, at: clock.now)
        }
    }
}

/// The page that asks for the server's code and for the account to be made.
struct FirstRunPage {
    var login = ""
    var name = ""
    var errors = FormErrors()
    var refusal: IdentityError?

    var content: PageContent { PageContent(Message("identity.first-run.title"), body: body) }

    mutating func show(_ error: IdentityError) {
        switch error {
        case .wrongSetUpCode: errors.add("setup", error.answer.message)
        case .loginMalformed: errors.add("login", error.answer.message)
        case .nameMalformed: errors.add("name", error.answer.message)
        case .password(.notRepeated): errors.add("repeated", error.answer.message)
        case .password: errors.add("password", error.answer.message)
        default: refusal = error
        }
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.first-run.title"), lead: Message("identity.first-run.lead")))
        <div class="stack">\(refusal.map { Notice(.danger, $0.answer.message) })\(errors.summary)
        <form class="form" method="post" action="/set-up" novalidate>\(HTML.formToken)\
        \(FormField.text(
            "setup", label: Message("identity.first-run.code"), hint: Message("identity.first-run.code-hint"),
            error: errors["setup"], width: 30, autocomplete: "off", maxLength: 60))\
        \(FormField.text(
            "name", label: Message("identity.field.name"), value: name, error: errors["name"], width: 40,
            autocomplete: "name", maxLength: 100))\
        \(FormField.text(
            "login", label: Message("identity.field.login"), value: login, hint: Message("identity.field.login-hint"),
            error: errors["login"], width: 30, autocomplete: "username", maxLength: 64))\
        \(password("password", "identity.field.password", hint: hint))\
        \(password("repeated", "identity.first-run.repeated", hint: nil))\
        <p class="actions">\(SubmitButton(Message("identity.first-run.submit")))</p></form></div>
        """
    }

    private var hint: Message {
        Message("identity.change-password.hint", ["shortest": .count(Password.shortest)])
    }

    private func password(_ name: String, _ label: String, hint: Message?) -> FormField {
        .text(
            name, label: Message(label), hint: hint, error: errors[name], kind: .password, width: 30,
            autocomplete: "new-password")
    }
}
