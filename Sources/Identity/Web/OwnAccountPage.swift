// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A person's own account: who one is here, and where one is signed in.
struct OwnAccountPage {
    let account: Account
    let sessions: [Session]
    let this: Session.ID?
    let settings: IdentitySettings
    let secondFactor: SecondFactors.State

    var content: PageContent {
        PageContent(Message("identity.own.title"), body: body)
    }

    private var body: HTML {
        """
        \(PageHead(Message("identity.own.title")))
        \(DefinitionList([
            (Message("identity.field.name"), "\(account.name)"),
            (Message("identity.field.login"), "\(account.login)"),
            (Message("identity.field.roles"), RoleNames(account.roles).html),
        ]))
        <p class="actions">\(LinkButton(Message("identity.own.change-password"), "/account/password", .quiet)) \
        \(LinkButton(Message("identity.personal.own-title"), "/account/personal", .quiet))</p>
        \(factor)
        \(SessionSection(sessions: sessions, this: this, settings: settings, own: "account"))
        """
    }

    private var factor: HTML {
        guard let setAt = secondFactor.setAt else {
            return """
                <section class="section stack"><h2>\(say: "identity.own.second-factor")</h2>
                <p>\(say: "identity.own.second-factor-none")</p>
                \(act("/account/second-factor", "identity.own.second-factor-set"))</section>
                """
        }
        return """
            <section class="section stack"><h2>\(say: "identity.own.second-factor")</h2>
            <p>\(say: "identity.own.second-factor-since", [
                "since": .instant(setAt), "count": .count(secondFactor.recoveryCodesLeft),
            ])</p>
            <div class="actions">\(act("/account/second-factor", "identity.own.second-factor-replace"))\
            \(act("/account/recovery-codes", "identity.own.recovery-codes"))</div></section>
            """
    }

    private func act(_ action: Address, _ title: String) -> HTML {
        ActionForm(action, SubmitButton(Message(title), .quiet)).html
    }
}
