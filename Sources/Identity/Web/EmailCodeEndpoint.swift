// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Letters
import Web

/// Signing in with a code sent by e-mail.
extension IdentityFeature {
    /// The name under which the browser keeps which code it waits for.
    private static let errand = "email"

    /// Sends a code to the address that was typed.
    @Sendable func askForCode(_ request: Request, _ context: WebContext) async throws -> Response {
        guard emailCodes.isOffered else { throw WebError.notFound }
        let back = ReturnAddress.local(context.form["return"])
        if context.viewer.isCitizen { return context.redirect(to: back ?? "/citizen") }
        var page = try await signInPage(back: back)
        page.email = String(context.form["email"].prefix(254))
        guard let address = EmailAddress(context.form["email"]) else {
            let isEmpty = context.form["email"].isEmpty
            page.errors.add("email", Message(isEmpty ? "identity.email.missing" : "identity.email.malformed"))
            return context.page(page.content, status: .unprocessableContent)
        }
        do {
            return try await sendCode(to: address, back: back, from: context.origin(of: request), context)
        } catch let error as IdentityError {
            page.refusal = error
            return context.page(page.content, refusedBy: error, at: clock.now)
        }
    }

    /// Sends a code and leads to where it is typed.
    ///
    /// - Throws: `IdentityError.locked`.
    func sendCode(
        to address: EmailAddress, back: Address?, from origin: SignInOrigin, _ context: WebContext
    ) async throws -> Response {
        let token = try await emailCodes.ask(for: address, from: origin) { code in
            EmailCodeLetter(code: code, limit: settings.emailCodeLimit).words(context.wording)
        }
        let next = ("/sign-in/email/code" as Address).with("return", back?.text)
        return context.keeping(
            errand: Self.errand, token.text, for: settings.emailCodeLimit, in: context.redirect(to: next))
    }

    @Sendable func showEmailCode(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let pending = try await emailCodes.pending(asked(context)) else { return codeOver(context) }
        return context.secret(
            EmailCodePage(pending: pending, returnAddress: ReturnAddress.local(context.query["return"])).content
        )
    }

    @Sendable func completeEmailCode(_ request: Request, _ context: WebContext) async throws -> Response {
        let token = asked(context)
        guard let pending = try await emailCodes.pending(token) else { return codeOver(context) }
        var page = EmailCodePage(
            pending: pending, returnAddress: ReturnAddress.local(context.form["return"]))
        do {
            let session = try await emailCodes.complete(
                token, code: context.form["code"], from: context.origin(of: request),
                replacing: context.sessionToken)
            let next = page.returnAddress ?? "/citizen"
            return context.dropping(
                errand: Self.errand, in: context.starting(session: session.text, in: context.redirect(to: next)))
        } catch IdentityError.wrongCode {
            page.errors.add("code", Message("identity.email.wrong-code"))
            return context.secret(page.content, refusedBy: .wrongCode, at: clock.now)
        } catch IdentityError.signInOver {
            return codeOver(context)
        } catch let error as IdentityError {
            page.refusal = error
            return context.secret(page.content, refusedBy: error, at: clock.now)
        }
    }

    private func asked(_ context: WebContext) -> SessionToken? {
        emailCodes.isOffered ? context.errand(Self.errand).flatMap(SessionToken.init(_:)) : nil
    }

    private func codeOver(_ context: WebContext) -> Response {
        let flash = Flash(.warning, Message("identity.email.over"))
        return context.dropping(errand: Self.errand, in: context.redirect(to: "/sign-in", flash: flash))
    }
}
