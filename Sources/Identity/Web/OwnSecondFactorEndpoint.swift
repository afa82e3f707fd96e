// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// What people do with their own second factor and their other devices.
extension IdentityFeature {
    /// Leads to setting up another one; the present one counts until then.
    @Sendable func replaceSecondFactor(_ request: Request, _ context: WebContext) async throws -> Response {
        let token = try await secondFactors.beginReplacing(
            of: try context.ownAccount, from: context.origin(of: request))
        let next = context.redirect(to: "/sign-in/second-factor?return=/account")
        return context.starting(session: token.text, in: next)
    }

    @Sendable func makeRecoveryCodes(_ request: Request, _ context: WebContext) async throws -> Response {
        let codes = try await secondFactors.freshRecoveryCodes(
            of: try context.ownAccount, by: context.viewer.actor, from: context.origin(of: request))
        return context.secret(RecoveryCodesPage(codes: codes, next: "/account").content)
    }

    @Sendable func endOtherSessions(_ request: Request, _ context: WebContext) async throws -> Response {
        let count = try await accountSessions.endOthers(
            of: try await accounts.account(context.ownAccount), than: context.sessionToken ?? "",
            from: context.origin(of: request))
        let message = Message("identity.own.ended-others", ["count": .count(count)])
        return context.redirect(to: "/account", flash: Flash(.success, message))
    }

    /// An administrator takes away the second factor of somebody who lost it.
    @Sendable func resetSecondFactor(_ request: Request, _ context: WebContext) async throws -> Response {
        let id: Account.ID = try context.identifier("account")
        do {
            try await secondFactors.reset(
                id, reason: context.form["reason"], by: context.viewer.actor, from: context.origin(of: request))
        } catch IdentityError.reasonMissing {
            var page = try await accountPage(id, context)
            page.errors.add("reason", IdentityError.reasonMissing.answer.message)
            return context.page(page.content, refusedBy: .reasonMissing, at: clock.now)
        }
        return context.redirect(
            to: "/identity/accounts/\(id.description)",
            flash: Flash(.success, Message("identity.account.second-factor-reset")))
    }
}
