// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// The name that a citizen gives themselves who came with a code sent by e-mail.
extension IdentityFeature {
    @Sendable func nameCitizen(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try context.ownCitizen
        let name = context.form["name"].tidied()
        do {
            try await emailCodes.name(id, name, from: context.origin(of: request))
            return context.redirect(to: "/citizen", flash: Flash(.success, Message("identity.citizen.named")))
        } catch IdentityError.nameMalformed {
            var errors = FormErrors()
            errors.add("name", IdentityError.nameMalformed.answer.message)
            return try await citizenPage(id, context, typedName: String(name.prefix(200)), errors: errors)
        }
    }
}
