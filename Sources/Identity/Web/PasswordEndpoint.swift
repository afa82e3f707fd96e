// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func showPasswordForm(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(PasswordPage(account: try await accounts.account(context.ownAccount)).content)
    }

    @Sendable func changePassword(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try context.ownAccount
        let form = context.form
        do {
            let token = try await passwordChange.change(
                id, from: form.secret("current"), to: form.secret("new"), repeated: form.secret("repeated"),
                by: context.viewer.actor, origin: context.origin(of: request), replacing: context.sessionToken)
            let flash = Flash(.success, Message("identity.change-password.done"))
            return context.starting(session: token.text, in: context.redirect(to: "/account", flash: flash))
        } catch let error as IdentityError {
            var page = PasswordPage(account: try await accounts.account(id))
            page.show(error)
            return context.page(page.content, refusedBy: error, at: clock.now)
        }
    }
}
