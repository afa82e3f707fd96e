// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// Proving again who one is, before a grave act.
extension IdentityFeature {
    @Sendable func showConfirmation(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await confirmationPage(context, back: ReturnAddress.local(context.query["return"]))
        return context.secret(page.content)
    }

    @Sendable func confirm(_ request: Request, _ context: WebContext) async throws -> Response {
        let back = ReturnAddress.local(context.form["return"])
        do {
            let token = try await secondFactors.confirm(
                context.ownAccount, code: context.form["code"], password: context.form.secret("password"),
                token: context.sessionToken, from: context.origin(of: request))
            let flash = Flash(.success, Message("identity.confirmation.done"))
            return context.starting(session: token.text, in: context.redirect(to: back ?? "/account", flash: flash))
        } catch let error as IdentityError {
            var page = try await confirmationPage(context, back: back)
            page.show(error)
            return context.secret(page.content, refusedBy: error, at: clock.now)
        }
    }

    private func confirmationPage(_ context: WebContext, back: Address?) async throws -> ConfirmationPage {
        let account = try await accounts.account(context.ownAccount)
        return ConfirmationPage(
            hasFactor: try await secondFactors.state(of: account.id).setAt != nil,
            sampleCode: try await secondFactors.sampleCode(of: account), returnAddress: back)
    }
}

/// The page that asks for a code, or for the password where the account has
/// no second factor.
struct ConfirmationPage {
    let hasFactor: Bool
    let sampleCode: SecondFactors.SampleCode?
    let returnAddress: Address?
    var errors = FormErrors()
    var refusal: IdentityError?

    var content: PageContent { PageContent(Message("identity.confirmation.title"), body: body) }

    mutating func show(_ error: IdentityError) {
        switch error {
        case .wrongCode: errors.add("code", error.answer.message)
        case .wrongCurrentPassword: errors.add("password", error.answer.message)
        default: refusal = error
        }
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.confirmation.title"), lead: Message("identity.confirmation.lead")))
        <div class="stack">\(refusal.map { Notice(.danger, $0.answer.message) })\
        \(errors.summary)\(sampleCode.map(SampleCodeNotice.init))
        <form class="form" method="post" action="/account/confirmation" novalidate>\(HTML.formToken)\
        \(returnAddress.map { "<input type=\"hidden\" name=\"return\" value=\"\($0)\">" as HTML })\
        \(hasFactor ? CodeField(errors: errors, isNew: false).html : password)\
        <p class="actions">\(SubmitButton(Message("identity.confirmation.submit")))</p></form></div>
        """
    }

    private var password: HTML {
        FormField.text(
            "password", label: Message("identity.field.password"), error: errors["password"], kind: .password,
            width: 30, autocomplete: "current-password"
        ).html
    }
}
