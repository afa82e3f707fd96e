// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func showSignIn(_ request: Request, _ context: WebContext) async throws -> Response {
        let back = ReturnAddress.local(context.query["return"])
        if context.viewer.isSignedIn {
            return context.redirect(to: back ?? (context.viewer.isCitizen ? "/citizen" : home))
        }
        var page = try await signInPage(back: back)
        page.notice = try await citizenSessions.refusal(ofToken: context.sessionToken)
        return context.page(page.content)
    }

    /// The page to sign in on, with all the ways there are here.
    func signInPage(back: Address?) async throws -> SignInPage {
        SignInPage(
            returnAddress: back, providers: openID.providers, sendsCodes: emailCodes.isOffered,
            isPrepared: try await signIns.isPrepared)
    }

    @Sendable func signIn(_ request: Request, _ context: WebContext) async throws -> Response {
        let password = context.form.secret("password")
        var page = SignInPage(
            login: String(context.form["login"].prefix(64)), returnAddress: ReturnAddress.local(context.form["return"]),
            providers: openID.providers, sendsCodes: emailCodes.isOffered)
        if context.form["login"].isEmpty { page.errors.add("login", Message("identity.field.login-missing")) }
        if password.isEmpty { page.errors.add("password", Message("identity.field.password-missing")) }
        guard page.errors.isEmpty else { return context.page(page.content, status: .unprocessableContent) }
        do {
            let signedIn = try await signIns.signIn(
                login: context.form["login"], password: password, from: context.origin(of: request),
                replacing: context.sessionToken)
            guard !signedIn.isHalf else {
                let step = ("/sign-in/second-factor" as Address).with("return", page.returnAddress?.text)
                return context.starting(session: signedIn.token.text, in: context.redirect(to: step))
            }
            let next: Address = signedIn.account.isPasswordDue ? "/account/password" : page.returnAddress ?? home
            return context.starting(session: signedIn.token.text, in: context.redirect(to: next))
        } catch let error as IdentityError {
            page.refusal = error
            page.isPrepared = try await signIns.isPrepared
            return context.page(page.content, refusedBy: error, at: clock.now)
        }
    }
}
