// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// The page of the tokens of programs.
extension IdentityFeature {
    @Sendable func listTokens(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await tokenPage(context, after: context.cursor)
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
            var page = try await tokenPage(context, after: nil)
            if error == .tokenUnitUnknown {
                page.errors.add("unit", error.answer.message)
            } else {
                page.refusal = error
            }
            page.name = String(form["name"].prefix(80))
            page.unit = String(form["unit"].prefix(32))
            page.scopes = Set(form.all("scope"))
            page.days = form["days"]
            return context.page(page.content, refusedBy: error, at: clock.now)
        }
    }

    private func tokenPage(_ context: WebContext, after cursor: Cursor?) async throws -> TokenPage {
        let page = try await tokens.page(after: cursor)
        let chart = try await organisation.chart()
        let names = UnitNames(kinds: organisation.kinds, language: context.language)
        let units = page.items.compactMap { token in
            token.unit(in: chart).map { (token.id, names.title($0, on: organisation.today, in: chart)) }
        }
        return TokenPage(tokens: page, units: Dictionary(uniqueKeysWithValues: units), now: clock.now)
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
