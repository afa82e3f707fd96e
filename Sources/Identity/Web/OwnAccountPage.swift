// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A person's own account: who one is here, and where one is signed in.
struct OwnAccountPage {
    let account: Account
    let sessions: [Session]
    let this: Session.ID?
    let settings: IdentitySettings

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
        <p class="actions">\(LinkButton(Message("identity.own.change-password"), "/account/password", .quiet))</p>
        <section class="section stack"><h2>\(say: "identity.own.sessions")</h2>
        \(DataTable(
            "sessions", caption: Message("identity.own.sessions"),
            columns: [
                .init(Message("identity.own.device")), .init(Message("identity.own.last-seen"), .time),
                .init(Message("identity.own.since"), .time), .init(Message("identity.own.act")),
            ],
            rows: sessions.map(row), hidesCaption: true))
        <p class="muted">\(say: "identity.own.limits", [
            "idle": .count(settings.idleLimit.wholeMinutes), "absolute": .count(settings.absoluteLimit.wholeMinutes / 60),
        ])</p></section>
        """
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
