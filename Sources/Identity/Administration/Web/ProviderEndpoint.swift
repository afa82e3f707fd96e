// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func listProviders(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(ProviderListPage(openID: openID, sendsCodes: settings.sendsCodes).content)
    }

    /// Asks a provider now: on a button, since a page must not wait for others.
    @Sendable func askProvider(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let connection = openID.connection(try context.parameter("provider")) else { throw WebError.notFound }
        let named: [String: Message.Argument] = ["provider": .text(connection.provider.name)]
        let flash: Flash
        do throws(OpenIDError) {
            try await connection.asked()
            flash = Flash(.success, Message("identity.provider.answers", named))
        } catch {
            openID.log(error, connection.provider)
            let why = "\(error.reason.rawValue) \(error.detail)"
            flash = Flash(
                .danger, Message("identity.provider.silent", named.merging(["error": .text(why)]) { $1 }))
        }
        return context.redirect(to: "/identity/providers", flash: flash)
    }
}
