// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Letters
import Web

/// Signing in again before something that asks for a fresh proof: a citizen
/// has no code of their own here, so where they sign in is where they prove it.
extension IdentityFeature {
    @Sendable func showCitizenConfirmation(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await citizenConfirmation(context, back: ReturnAddress.local(context.query["return"]))
        return context.secret(page.content)
    }

    /// Sends a code to the address of whoever came with one.
    @Sendable func confirmCitizen(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await citizenConfirmation(context, back: ReturnAddress.local(context.form["return"]))
        guard page.provider == nil, emailCodes.isOffered, let address = EmailAddress(page.citizen.subject) else {
            throw WebError.notFound
        }
        do {
            return try await sendCode(
                to: address, back: page.returnAddress, from: context.origin(of: request), context)
        } catch let error as IdentityError {
            page.refusal = error
            return context.secret(page.content, refusedBy: error, at: clock.now)
        }
    }

    private func citizenConfirmation(_ context: WebContext, back: Address?) async throws -> CitizenConfirmationPage {
        guard let citizen = try await citizenSessions.citizen(try context.ownCitizen) else {
            throw WebError.signInNeeded
        }
        return CitizenConfirmationPage(
            citizen: citizen, provider: citizen.isLocal ? nil : openID.provider(citizen.provider), returnAddress: back)
    }
}

/// Says that the sign-in was too long ago, and leads to another one.
struct CitizenConfirmationPage {
    let citizen: Citizen
    /// `nil` where they come with a code sent by e-mail.
    let provider: OpenIDProvider?
    let returnAddress: Address?
    var refusal: IdentityError?

    var content: PageContent { PageContent(Message("identity.citizen.confirmation.title"), body: body) }

    private var body: HTML {
        """
        \(PageHead(Message("identity.citizen.confirmation.title"), lead: Message("identity.citizen.confirmation.lead")))
        <div class="stack">\(refusal.map { Notice(.danger, $0.answer.message) })\(provider.map(atProvider) ?? byEmail)</div>
        """
    }

    private func atProvider(_ provider: OpenIDProvider) -> HTML {
        let address = Address("/sign-in/openid/\(provider.id)").with("again", "yes").with("return", returnAddress?.text)
        let title = Message("identity.sign-in.with", ["provider": .text(provider.name)])
        return "<p class=\"actions\">\(LinkButton(title, address))</p>"
    }

    private var byEmail: HTML {
        let to = PersonalField.email.masked(citizen.subject)
        return """
            <form class="form" method="post" action="/citizen/confirmation" novalidate>\(HTML.formToken)\
            \(returnAddress.map { "<input type=\"hidden\" name=\"return\" value=\"\($0)\">" as HTML })\
            <p>\(say: "identity.citizen.confirmation.by-email", ["address": .text(to)])</p>\
            <p class="actions">\(SubmitButton(Message("identity.email.send")))</p></form>
            """
    }
}
