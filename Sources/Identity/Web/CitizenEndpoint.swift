// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// What a citizen sees and does with their own sign-in.
extension IdentityFeature {
    @Sendable func showCitizen(_ request: Request, _ context: WebContext) async throws -> Response {
        try await citizenPage(try context.ownCitizen, context)
    }

    /// A citizen's own page; also the answer to a name that was refused.
    func citizenPage(
        _ id: Citizen.ID, _ context: WebContext, typedName: String? = nil, errors: FormErrors = FormErrors()
    ) async throws -> Response {
        guard let citizen = try await citizenSessions.citizen(id) else { throw WebError.signInNeeded }
        let open = try await citizenSessions.open(of: id, token: context.sessionToken)
        let provider = citizen.isLocal ? nil : openID.provider(citizen.provider)?.name ?? citizen.provider
        var page = CitizenPage(
            citizen: citizen, provider: provider, sessions: open.all, this: open.this, settings: settings)
        page.typedName = typedName
        page.errors = errors
        return context.page(page.content, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// Ends one session; ending the one in use is signing out.
    @Sendable func endCitizenSession(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try context.ownCitizen
        let session: CitizenSession.ID = try context.identifier("session")
        let this = try await citizenSessions.open(of: id, token: context.sessionToken).this
        if session == this { return try await signOut(request, context) }
        try await citizenSessions.end(session, of: id, from: context.origin(of: request))
        return context.redirect(to: "/citizen", flash: Flash(.success, Message("identity.own.ended")))
    }

    @Sendable func endOtherCitizenSessions(_ request: Request, _ context: WebContext) async throws -> Response {
        let count = try await citizenSessions.endOthers(
            of: try context.ownCitizen, than: context.sessionToken ?? "", from: context.origin(of: request))
        let message = Message("identity.own.ended-others", ["count": .count(count)])
        return context.redirect(to: "/citizen", flash: Flash(.success, message))
    }
}
