// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func showNewAccount(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(NewAccountPage().content)
    }

    /// Answers the new account's initial password as a page of its own: it is
    /// nowhere kept, so it cannot be shown again.
    @Sendable func createAccount(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = context.form
        let roles = form.all("role")
        var page = NewAccountPage(
            login: String(form["login"].prefix(64)), name: String(form["name"].prefix(100)), roles: Set(roles))
        if AccountName(form["name"]) == nil { page.show(.nameMalformed) }
        if LoginName(form["login"]) == nil { page.show(.loginMalformed) }
        guard page.errors.isEmpty else { return context.page(page.content, status: .unprocessableContent) }
        do {
            let issued = try await accounts.create(
                login: form["login"], name: form["name"], roles: Set(roles.map(Role.init(rawValue:))),
                by: context.viewer.actor, from: context.origin(of: request))
            return context.secret(IssuedPasswordPage(issued: issued, settings: settings, isNew: true).content)
        } catch let error as IdentityError {
            page.show(error)
            return context.page(page.content, refusedBy: error, at: clock.now)
        }
    }
}
