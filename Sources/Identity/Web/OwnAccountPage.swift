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
        <section class="section stack"><h2>\(say: "identity.own.sessions")</h2>
        \(DataTable(
            "sessions", caption: Message("identity.own.sessions"),
            columns: [
                .init(Message("identity.own.device")), .init(Message("identity.own.last-seen"), .time),
                .init(Message("identity.own.since"), .time), .init(Message("identity.own.act")),
            ],
            rows: sessions.map(row), hidesCaption: true))
        \(sessions.count > 1 ? others : nil)
        <p class="muted">\(say: "identity.own.limits", [
            "idle": .count(settings.idleLimit.wholeMinutes), "absolute": .count(settings.absoluteLimit.wholeMinutes / 60),
        ])</p></section>
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
            <p class="actions">\(act("/account/second-factor", "identity.own.second-factor-replace"))\
            \(act("/account/recovery-codes", "identity.own.recovery-codes"))</p></section>
            """
    }

    private var others: HTML { act("/account/other-sessions/end", "identity.own.end-others") }

    private func act(_ action: Address, _ title: String) -> HTML {
        ActionForm(action, SubmitButton(Message(title), .quiet)).html
    }

    private func row(_ session: Session) -> DataTable.Row {
        let isThis = session.id == this
        let title = Message(isThis ? "identity.own.end-this" : "identity.own.end")
        return DataTable.Row([
            """
            \(DeviceName(session.userAgent).message)\(isThis ? " · <strong>\(say: "identity.own.this")</strong>" : nil)\
            <br><span class="muted">\(session.address)</span>
            """,
            "\(session.lastSeenAt)", "\(session.createdAt)",
            ActionForm("/account/sessions/\(session.id.description)/end", SubmitButton(title, .quiet)).html,
        ])
    }
}

extension Duration {
    /// Minutes, fractions dropped.
    var wholeMinutes: Int { Int(components.seconds / 60) }
}
