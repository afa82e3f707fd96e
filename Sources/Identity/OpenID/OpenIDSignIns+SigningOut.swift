// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension OpenIDSignIns {
    /// The end of a citizen's session here, and the way to end the one at the provider.
    package struct SignedOut: Sendable {
        package let provider: OpenIDProvider?
        /// The provider's own address for it (RP-Initiated Logout 1.0); `nil`
        /// where it has none or does not answer.
        package let address: String?
    }

    /// Ends the session of `token`.
    ///
    /// - Returns: `nil` when it was no citizen's, or over already.
    package func signOut(token: String, from origin: SignInOrigin) async throws -> SignedOut? {
        guard let token = SessionToken(token) else { return nil }
        let now = clock.now
        let ended = try await database.write { tx -> (CitizenSession, String?, Citizen?)? in
            guard let (session, identity) = try CitizenSessionStore.end(digest: token.digest, at: now, in: tx) else {
                return nil
            }
            try EventStore.record(CitizenSessions.event(.signedOut, session.citizen, from: origin, at: now), in: tx)
            return (session, identity, try store.citizen(session.citizen, in: tx))
        }
        guard let (session, sealed, citizen) = ended else { return nil }
        guard let id = citizen?.provider, let connection = connection(id) else {
            return SignedOut(provider: nil, address: nil)
        }
        let provider = connection.provider
        // Whoever signs out is out, whether or not the provider answers.
        guard let end = try? await connection.described().endSession else {
            return SignedOut(provider: provider, address: nil)
        }
        var pairs = [
            ("client_id", provider.clientID), ("post_logout_redirect_uri", settings.publicOrigin + "/sign-in"),
        ]
        if let sealed, let raw = try? keys.opened(sealed, for: Self.tokenPurpose, at: session.id.description) {
            pairs.insert(("id_token_hint", String(decoding: raw, as: UTF8.self)), at: 0)
        }
        return SignedOut(provider: provider, address: end.adding(pairs))
    }
}
