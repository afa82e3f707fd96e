// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import Web

/// To an identity provider and back.
extension IdentityFeature {
    /// Sends a person to the provider.
    @Sendable func departToProvider(_ request: Request, _ context: WebContext) async throws -> Response {
        let provider = try provider(of: context)
        let back = ReturnAddress.local(context.query["return"])
        // Whoever is signed in goes on, unless they come to prove it again.
        let isAgain = context.viewer.isCitizen && context.query["again"] == "yes"
        if context.viewer.isCitizen, !isAgain { return context.redirect(to: back ?? "/citizen") }
        if context.viewer.isSignedIn, !context.viewer.isCitizen { return staffStays(context) }
        try limitErrands(context)
        do {
            let departure = try await openID.departure(
                to: provider, back: back?.text, language: context.language.rawValue, again: isAgain)
            guard let address = Address(outside: departure.address) else { throw WebError.notFound }
            return context.keeping(
                errand: departure.errand.name, departure.errand.sealed, for: Errand.limit,
                in: context.redirect(to: address))
        } catch let error as OpenIDError {
            return try await refuse(error, back: back, context)
        }
    }

    /// Takes a person back from the provider.
    @Sendable func returnFromProvider(_ request: Request, _ context: WebContext) async throws -> Response {
        let provider = try provider(of: context)
        try limitErrands(context)
        var arrival = OpenIDSignIns.Arrival()
        arrival.state = context.query["state"]
        arrival.code = context.query.value("code")
        arrival.error = context.query.value("error")
        arrival.issuer = context.query.value("iss")
        let name = Errand.name(of: arrival.state)
        arrival.errand = context.errand(name)
        if context.viewer.isSignedIn, !context.viewer.isCitizen {
            return context.dropping(errand: name, in: staffStays(context))
        }
        do {
            let done = try await openID.arrive(
                at: provider, arrival, from: context.origin(of: request), replacing: context.sessionToken)
            let next = done.back.flatMap(ReturnAddress.local) ?? "/citizen"
            return context.dropping(
                errand: name, in: context.starting(session: done.token.text, in: context.redirect(to: next)))
        } catch let error as OpenIDError {
            let back = openID.back(of: arrival).flatMap(ReturnAddress.local)
            return context.dropping(errand: name, in: try await refuse(error, back: back, context))
        }
    }

    private func provider(of context: WebContext) throws -> OpenIDProvider {
        guard let provider = openID.provider(try context.parameter("provider")) else { throw WebError.notFound }
        return provider
    }

    /// Any site's link may lead here: it must not end what an officer is at.
    private func staffStays(_ context: WebContext) -> Response {
        context.redirect(to: home, flash: Flash(.warning, Message("identity.openid.staff-signed-in")))
    }

    private func limitErrands(_ context: WebContext) throws {
        guard let network = context.countedNetwork else { return }
        guard errandLimiter.allows(network) else { throw WebError.tooManyRequests }
    }

    /// The sign-in page with what went wrong.
    private func refuse(_ error: OpenIDError, back: Address?, _ context: WebContext) async throws -> Response {
        var page = try await signInPage(back: back)
        page.refusal = error
        var response = context.page(page.content, status: HTTPResponse.Status(code: error.answer.status))
        if error.answer.status == 503 {
            response.headers[.retryAfter] = String(ProviderConnection.pause.components.seconds)
        }
        return response
    }
}
