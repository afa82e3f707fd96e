// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// The page of the tokens of programs.
extension IdentityFeature {
    @Sendable func listTokens(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = TokenPage(tokens: try await tokens.page(after: context.cursor), now: clock.now)
        return context.page(page.content)
    }

    /// Answers the token as a page of its own: it is nowhere kept.
    @Sendable func issueToken(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = context.form
        do {
            let issued = try await tokens.issue(
                name: form["name"], scopes: Set(form.all("scope").map(Scope.init(rawValue:))), unitCode: form["unit"],
                days: form.integer("days") ?? 0, by: context.viewer.actor, from: context.origin(of: request))
            return context.secret(IssuedTokenPage(issued: issued).content)
        } catch let error as IdentityError {
            var page = TokenPage(tokens: try await tokens.page(after: nil), now: clock.now)
            page.refusal = error
            page.name = String(form["name"].prefix(80))
            return context.page(page.content, refusedBy: error, at: clock.now)
        }
    }

    @Sendable func revokeToken(_ request: Request, _ context: WebContext) async throws -> Response {
        do {
            try await tokens.revoke(
                context.identifier("token"), by: context.viewer.actor, from: context.origin(of: request))
        } catch IdentityError.unknownToken {
            throw WebError.notFound
        }
        return context.redirect(
            to: "/identity/tokens", flash: Flash(.success, Message("identity.token.revoked")))
    }
}
