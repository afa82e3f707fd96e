// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    /// The name under which the browser keeps where it was signed in.
    private static let errand = "left"

    /// Ends whatever session the browser has.
    @Sendable func signOut(_ request: Request, _ context: WebContext) async throws -> Response {
        if let token = context.sessionToken {
            let ended = try await openID.signOut(token: token, from: context.origin(of: request))
            if let ended, ended.provider != nil {
                let next = context.endingSession(in: context.redirect(to: "/signed-out"))
                return context.keeping(errand: Self.errand, try openID.kept(ended), for: .minutes(5), in: next)
            }
            try await signIns.signOut(token: token, from: context.origin(of: request))
        }
        let flash = Flash(.success, Message("identity.sign-out.done"))
        return context.endingSession(in: context.redirect(to: "/sign-in", flash: flash))
    }

    /// What somebody sees whose session ended here, and perhaps not yet at a provider.
    @Sendable func showSignedOut(_ request: Request, _ context: WebContext) async throws -> Response {
        guard !context.viewer.isSignedIn, let ended = context.errand(Self.errand).flatMap(openID.leave) else {
            return context.redirect(to: "/sign-in")
        }
        return context.secret(SignedOutPage(ended: ended).content)
    }
}
