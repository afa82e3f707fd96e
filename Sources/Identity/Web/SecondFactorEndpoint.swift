// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// The second step of signing in.
extension IdentityFeature {
    @Sendable func showSecondFactor(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let half = try await secondFactors.half(token: context.sessionToken) else { return startAgain(context) }
        let page = secondFactorPage(half, back: ReturnAddress.local(context.query["return"]))
        return context.secret(page.content)
    }

    @Sendable func completeSignIn(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let half = try await secondFactors.half(token: context.sessionToken) else { return startAgain(context) }
        var page = secondFactorPage(half, back: ReturnAddress.local(context.form["return"]))
        do {
            let done = try await secondFactors.complete(
                token: context.sessionToken, code: context.form["code"], from: context.origin(of: request))
            let next: Address = done.account.isPasswordDue ? "/account/password" : page.returnAddress ?? home
            guard done.recoveryCodes.isEmpty else {
                let codes = RecoveryCodesPage(codes: done.recoveryCodes, next: next)
                return context.starting(session: done.token.text, in: context.secret(codes.content))
            }
            return context.starting(session: done.token.text, in: context.redirect(to: next))
        } catch IdentityError.signInOver {
            return startAgain(context)
        } catch IdentityError.wrongCode {
            page.errors.add("code", IdentityError.wrongCode.answer.message)
            return context.secret(page.content, refusedBy: .wrongCode, at: clock.now)
        } catch let error as IdentityError {
            page.refusal = error
            return context.secret(page.content, refusedBy: error, at: clock.now)
        }
    }

    private func secondFactorPage(_ half: SecondFactors.Half, back: Address?) -> SecondFactorPage {
        SecondFactorPage(half: half, issuer: settings.issuer, returnAddress: back)
    }

    private func startAgain(_ context: WebContext) -> Response {
        let message = Message("identity.error.sign-in-over")
        return context.redirect(to: "/sign-in", flash: Flash(.warning, message))
    }
}
