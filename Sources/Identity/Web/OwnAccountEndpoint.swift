// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func showOwnAccount(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try context.ownAccount
        let open = try await accountSessions.open(of: id, token: context.sessionToken)
        let page = OwnAccountPage(
            account: try await accounts.account(id), sessions: open.all, this: open.this, settings: settings,
            secondFactor: try await secondFactors.state(of: id))
        return context.page(page.content)
    }

    /// Ends one session; ending the one in use is signing out.
    @Sendable func endOwnSession(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try context.ownAccount
        let session: Session.ID = try context.identifier("session")
        let this = try await accountSessions.open(of: id, token: context.sessionToken).this
        if session == this { return try await signOut(request, context) }
        try await accountSessions.end(
            session, of: try await accounts.account(id), from: context.origin(of: request))
        return context.redirect(to: "/account", flash: Flash(.success, Message("identity.own.ended")))
    }
}
