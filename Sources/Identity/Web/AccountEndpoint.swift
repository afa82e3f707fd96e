// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func showAccount(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await accountPage(context.identifier("account"), context).content)
    }

    @Sendable func changeAccount(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(on: request, context, saying: "identity.account.changed", reason: "roles-reason") {
            id, version in
            let roles = Set(context.form.all("role").map(Role.init(rawValue:)))
            try await accounts.change(
                id, version: version, name: context.form["name"], roles: roles, because: context.form["roles-reason"],
                by: context.viewer.actor, from: context.origin(of: request))
        }
    }

    @Sendable func disableAccount(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(on: request, context, saying: "identity.account.disabled", reason: "disable-reason") {
            id, version in
            try await accounts.disable(
                id, version: version, because: context.form["disable-reason"], by: context.viewer.actor,
                from: context.origin(of: request))
        }
    }

    @Sendable func enableAccount(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(on: request, context, saying: "identity.account.enabled") { id, version in
            try await accounts.enable(
                id, version: version, by: context.viewer.actor, from: context.origin(of: request))
        }
    }

    /// Answers the new initial password as a page of its own.
    @Sendable func resetPassword(_ request: Request, _ context: WebContext) async throws -> Response {
        let id: Account.ID = try context.identifier("account")
        do {
            let issued = try await accounts.resetPassword(
                id, version: context.form.integer("version") ?? 0, by: context.viewer.actor,
                from: context.origin(of: request))
            return context.secret(IssuedPasswordPage(issued: issued, settings: settings, isNew: false).content)
        } catch let error as IdentityError {
            return try await refused(id, error, context)
        }
    }

    /// One act of an administrator: back to the account's page, or the same
    /// page with what stood against it.
    ///
    /// - Parameter reason: The field that says why.
    private func acting(
        on request: Request, _ context: WebContext, saying done: String, reason: String = "reason",
        _ act: (Account.ID, _ version: Int) async throws -> Void
    ) async throws -> Response {
        let id: Account.ID = try context.identifier("account")
        do {
            try await act(id, context.form.integer("version") ?? 0)
        } catch let error as IdentityError {
            return try await refused(id, error, context, reason: reason)
        }
        return context.redirect(
            to: "/identity/accounts/\(id.description)", flash: Flash(.success, Message(done)))
    }

    private func refused(
        _ id: Account.ID, _ error: IdentityError, _ context: WebContext, reason: String = "reason"
    ) async throws -> Response {
        var page = try await accountPage(id, context)
        page.typed = context.form
        if error != .changedMeanwhile, let name = context.form.value("name") {
            page.name = String(name.prefix(100))
            page.roles = Set(context.form.all("role"))
        }
        switch error {
        case .nameMalformed: page.errors.add("name", error.answer.message)
        case .reasonMissing: page.errors.add(reason, error.answer.message)
        case .unknownRole: page.errors.add("role", error.answer.message)
        default: page.refusal = error
        }
        return context.page(page.content, refusedBy: error, at: clock.now)
    }

    func accountPage(_ id: Account.ID, _ context: WebContext) async throws -> AccountPage {
        AccountPage(
            account: try await accounts.account(id), events: try await accounts.events(of: id),
            isOwn: context.viewer.accountID == id, secondFactor: try await secondFactors.state(of: id),
            sessions: try await accountSessions.open(of: id))
    }
}
