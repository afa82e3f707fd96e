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
    var refusal: (any UserFacing)?
    /// Why whoever comes is not signed in any more.
    var notice: Message?
    /// Where citizens and businesses sign in.
    var providers: [OpenIDProvider] = []
    /// Whether a code by e-mail is another way for them.
    var sendsCodes = false
    /// What was typed to send a code to.
    var email = ""
    /// Whether there is any account yet.
    var isPrepared = true

    var content: PageContent {
        PageContent(Message("identity.sign-in.title"), body: body)
    }

    private var isForStaffAlone: Bool { providers.isEmpty && !sendsCodes }

    private var body: HTML {
        """
        \(PageHead(
            Message("identity.sign-in.title"), lead: isForStaffAlone ? Message("identity.sign-in.lead") : nil))
        <div class="stack">\
        \(notice.map { Notice(.warning, $0) })\
        \(refusal.map { Notice(.danger, $0.answer.message) })\
        \(errors.summary)\
        \(isForStaffAlone ? nil : citizens)\
        \(isPrepared ? form : unprepared)</div>
        """
    }

    private var citizens: HTML {
        """
        <section class="section stack"><h2>\(say: "identity.sign-in.citizens")</h2>
        \(providers.isEmpty ? nil : atProviders)\(sendsCodes ? byEmail : nil)</section>
        <h2>\(say: "identity.sign-in.staff")</h2>
        <p class="muted">\(say: "identity.sign-in.lead")</p>
        """
    }

    private var atProviders: HTML {
        """
        <p class="muted">\(say: "identity.sign-in.citizens-lead")</p>
        <ul class="sign-in-providers" role="list">\(HTML.each(providers) { provider in
            let address = Address("/sign-in/openid/\(provider.id)").with("return", returnAddress?.text)
            let title = Message("identity.sign-in.with", ["provider": .text(provider.name)])
            return "<li>\(LinkButton(title, address))</li>"
        })</ul>
        """
    }

    private var byEmail: HTML {
        """
        <p class="muted">\(say: "identity.email.lead")</p>
        <form class="form" method="post" action="/sign-in/email" novalidate>\(HTML.formToken)\(returning)\
        \(FormField.text(
            "email", label: Message("identity.citizen.email"), value: email, error: errors["email"], kind: .email,
            width: 30, autocomplete: "email", maxLength: 254))\
        <p class="actions">\(SubmitButton(Message("identity.email.send"), providers.isEmpty ? .primary : .quiet))</p></form>
        """
    }

    private var returning: HTML? {
        returnAddress.map { "<input type=\"hidden\" name=\"return\" value=\"\($0)\">" }
    }

    private var form: HTML {
        """
        <form class="form" method="post" action="/sign-in" novalidate>\(HTML.formToken)\(returning)\
        \(FormField.text(
            "login", label: Message("identity.field.login"), value: login, error: errors["login"], width: 30,
            autocomplete: "username", maxLength: 64))\
        \(FormField.text(
            "password", label: Message("identity.field.password"), error: errors["password"], kind: .password,
            width: 30, autocomplete: "current-password"))\
        <p class="actions">\(SubmitButton(Message("identity.sign-in.submit"), isForStaffAlone ? .primary : .quiet))</p></form>
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
