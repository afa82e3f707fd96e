// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Where somebody is signed in, with a button to end each session and all others.
struct SessionSection<Session: BrowserSession>: Component {
    /// The open ones, the latest first.
    let sessions: [Session]
    /// The one of this browser.
    let this: Identifier<Session>?
    let settings: IdentitySettings
    /// Where the person's own pages lie: `account`.
    let own: String
    /// A column more, where there is more to say of a session.
    var more: (title: Message, cell: @Sendable (Session) -> HTML)?

    var html: HTML {
        """
        <section class="section stack"><h2>\(say: "identity.own.sessions")</h2>
        \(DataTable(
            "sessions", caption: Message("identity.own.sessions"), columns: columns, rows: sessions.map(row),
            hidesCaption: true, stacks: true))
        \(sessions.count > 1 ? others : nil)
        <p class="muted">\(say: "identity.own.limits", [
            "idle": .count(settings.idleLimit.wholeMinutes), "absolute": .count(settings.absoluteLimit.wholeMinutes / 60),
        ])</p></section>
        """
    }

    private var columns: [DataTable.Column] {
        [.init(Message("identity.own.device"))] + (more.map { [.init($0.title)] } ?? []) + [
            .init(Message("identity.own.last-seen"), .time), .init(Message("identity.own.since"), .time),
            .init(Message("identity.own.act")),
        ]
    }

    private var others: HTML {
        ActionForm(
            "/\(own)/other-sessions/end", SubmitButton(Message("identity.own.end-others"), .quiet)
        ).html
    }

    private func row(_ session: Session) -> DataTable.Row {
        let isThis = session.id == this
        let title = Message(isThis ? "identity.own.end-this" : "identity.own.end")
        // Signing out asks for no proof; ending another session does.
        let end: Address = "/\(own)/sessions/\(session.id.description)/end"
        let device: HTML = """
            \(DeviceName(session.userAgent).message)\(isThis ? " · <strong>\(say: "identity.own.this")</strong>" : nil)\
            <br><span class="muted">\(session.address)</span>
            """
        return DataTable.Row(
            [device] + (more.map { [$0.cell(session)] } ?? []) + [
                "\(session.lastSeenAt)", "\(session.createdAt)",
                ActionForm(isThis ? "/sign-out" : end, SubmitButton(title, .quiet)).html,
            ])
    }
}

extension Duration {
    /// Minutes, fractions dropped.
    var wholeMinutes: Int { Int(components.seconds / 60) }
}
