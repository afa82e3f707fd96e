// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The page that asks for a code after the password, and on the first time
/// shows how to set the authenticator application up.
struct SecondFactorPage {
    let half: SecondFactors.Half
    let issuer: String
    /// Where to go on, already checked.
    let returnAddress: Address?
    var errors = FormErrors()
    var refusal: IdentityError?

    private var isNew: Bool { half.enrolment != nil }

    private var title: Message {
        Message(isNew ? "identity.second-factor.set-up-title" : "identity.second-factor.title")
    }

    var content: PageContent { PageContent(title, body: body) }

    private var body: HTML {
        """
        \(PageHead(title, lead: Message(isNew ? "identity.second-factor.set-up-lead" : "identity.second-factor.lead")))
        <div class="stack">\
        \(refusal.map { Notice(.danger, $0.answer.message) })\
        \(errors.summary)\
        \(half.sampleCode.map(SampleCodeNotice.init))\
        \(half.enrolment.map(enrolment))
        <form class="form" method="post" action="/sign-in/second-factor" novalidate>\(HTML.formToken)\
        \(returnAddress.map { "<input type=\"hidden\" name=\"return\" value=\"\($0)\">" as HTML })\
        \(CodeField(errors: errors, isNew: isNew))\
        <p class="actions">\(SubmitButton(Message("identity.second-factor.submit")))</p></form>
        <p class="muted">\(say: isNew ? "identity.second-factor.set-up-help" : "identity.second-factor.help")</p></div>
        """
    }

    private func enrolment(_ secret: [UInt8]) -> HTML {
        let address = TimeCode.address(of: secret, login: half.account.login, issuer: issuer)
        return """
            <ol class="stack"><li>\(say: "identity.second-factor.step-install")</li>\
            <li>\(say: "identity.second-factor.step-scan")\
            \(QRPicture(address, words: address))\
            <p>\(say: "identity.second-factor.step-type") <code>\(Self.grouped(Base32.text(of: secret)))</code></p></li>\
            <li>\(say: "identity.second-factor.step-code")</li></ol>
            """
    }

    /// In fours, to be typed.
    private static func grouped(_ text: String) -> String {
        text.enumerated().map { $0.offset > 0 && $0.offset % 4 == 0 ? " \($0.element)" : "\($0.element)" }.joined()
    }
}

/// The field for a code: of the application, or a recovery code.
struct CodeField: Component {
    let errors: FormErrors
    let isNew: Bool

    var html: HTML {
        FormField.text(
            "code", label: Message("identity.field.code"),
            hint: Message(isNew ? "identity.second-factor.hint-new" : "identity.second-factor.hint"),
            error: errors["code"], width: isNew ? 8 : 30, autocomplete: "one-time-code", maxLength: 60
        ).html
    }
}

/// Tells the code of a sample account: its key is no secret, and nobody has
/// it in a telephone.
struct SampleCodeNotice: Component {
    private let code: SecondFactors.SampleCode

    init(_ code: SecondFactors.SampleCode) { self.code = code }

    var html: HTML {
        switch code {
        case .now(let digits):
            Notice(
                .information, Message("identity.second-factor.sample"),
                detail: "<p><code data-sample-code>\(digits)</code></p>"
            ).html
        case .soon:
            Notice(.information, Message("identity.second-factor.sample-soon")).html
        }
    }
}

/// Recovery codes, shown this once.
struct RecoveryCodesPage {
    let codes: [RecoveryCode]
    let next: Address

    var content: PageContent { PageContent(Message("identity.recovery.title"), body: body) }

    private var body: HTML {
        """
        \(PageHead(Message("identity.recovery.title"), lead: Message("identity.recovery.lead")))
        <div class="stack">\(Notice(.warning, Message("identity.recovery.once")))
        <ul class="code-list">\(HTML.each(codes) { "<li>\($0.text)</li>" })</ul>
        <p class="actions">\(LinkButton(Message("identity.recovery.kept"), next))</p></div>
        """
    }
}
