// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func endAccountSessions(_ request: Request, _ context: WebContext) async throws -> Response {
        let id: Account.ID = try context.identifier("account")
        let count = try await accountSessions.endAll(
            of: id, by: context.viewer.actor, from: context.origin(of: request))
        return context.redirect(
            to: "/identity/accounts/\(id.description)",
            flash: Flash(.success, Message("identity.account.sessions-ended", ["count": .count(count)])))
    }
}

/// Where somebody else is signed in, and the button that ends all of it.
struct AccountSessionSection: Component {
    let account: Account
    /// The open ones, the latest first.
    let sessions: [Session]

    var html: HTML {
        """
        <section class="section stack"><h2>\(say: "identity.account.sessions")</h2>
        \(DataTable(
            "sessions", caption: Message("identity.account.sessions"),
            columns: [
                .init(Message("identity.own.device")), .init(Message("identity.own.last-seen"), .time),
                .init(Message("identity.own.since"), .time),
            ],
            rows: sessions.map { session in
                DataTable.Row([
                    "\(DeviceName(session.userAgent).message)<br><span class=\"muted\">\(session.address)</span>",
                    "\(session.lastSeenAt)", "\(session.createdAt)",
                ])
            }, empty: Message("identity.account.no-session"), hidesCaption: true))
        \(sessions.isEmpty ? nil : ending)</section>
        """
    }

    private var ending: HTML {
        """
        <p>\(say: "identity.account.end-sessions-means")</p>\
        \(ActionForm(
            "/identity/accounts/\(account.id.description)/sessions/end",
            SubmitButton(Message("identity.account.end-sessions"), .danger)))
        """
    }
}
