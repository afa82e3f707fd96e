// SPDX-License-Identifier: Apache-2.0

import Basics
import Letters
import Web

/// The page that asks for the code that was sent by e-mail.
struct EmailCodePage {
    let pending: EmailCodes.Pending
    /// Where to go on, already checked.
    let returnAddress: Address?
    var errors = FormErrors()
    /// What went wrong with the attempt as a whole.
    var refusal: IdentityError?

    private let title = Message("identity.email.code-title")

    var content: PageContent { PageContent(title, body: body) }

    private var body: HTML {
        """
        \(PageHead(title, lead: Message("identity.email.code-lead", ["address": .text(pending.address.text)])))
        <div class="stack">\(refusal.map { Notice(.danger, $0.answer.message) })\(errors.summary)\(news)
        <form class="form" method="post" action="/sign-in/email/code" novalidate>\(HTML.formToken)\(returning)\
        \(FormField.text(
            "code", label: Message("identity.email.code"), hint: Message("identity.email.code-hint"),
            error: errors["code"], width: 12, autocomplete: "one-time-code", maxLength: 20))\
        <p class="actions">\(SubmitButton(Message("identity.second-factor.submit")))</p></form>
        <section class="section stack"><h2>\(say: "identity.email.none-title")</h2>
        <p class="muted">\(say: "identity.email.none-help")</p>
        <form method="post" action="/sign-in/email">\(HTML.formToken)\(returning)\
        <input type="hidden" name="email" value="\(pending.address.text)">\
        <p class="actions">\(SubmitButton(Message("identity.email.again"), .quiet)) \
        \(LinkButton(Message("identity.email.other"), ("/sign-in" as Address).with("return", returnAddress?.text), .quiet))\
        </p></form></section></div>
        """
    }

    /// What became of the letter.
    private var news: HTML? {
        if let letter = pending.shown {
            return Notice(
                .information, Message("identity.email.sample"),
                detail: """
                    <blockquote class="stack"><p><strong>\(letter.subject)</strong></p>\
                    \(HTML.each(letter.text.split(separator: "\n\n")) { "<p>\(String($0))</p>" })</blockquote>
                    """
            ).html
        }
        guard let state = pending.letter else { return nil }
        if state.givenUpAt != nil { return Notice(.danger, Message("identity.email.given-up")).html }
        if state.tries > 0, state.sentAt == nil { return Notice(.warning, Message("identity.email.delayed")).html }
        return nil
    }

    private var returning: HTML? {
        returnAddress.map { "<input type=\"hidden\" name=\"return\" value=\"\($0)\">" }
    }
}

/// The letter with a code.
struct EmailCodeLetter {
    let code: EmailCode
    let limit: Duration

    func words(_ wording: Wording) -> (subject: String, text: String) {
        let filled: [String: Message.Argument] = [
            "code": .text(code.grouped), "minutes": .count(Int(limit.components.seconds / 60)),
        ]
        let paragraphs = ["code", "where", "warning"].map {
            wording.text(of: Message("identity.email.letter.\($0)", filled))
        }
        return (
            wording.text(of: Message("identity.email.letter.subject", filled)),
            paragraphs.joined(separator: "\n\n") + "\n"
        )
    }
}
