// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore

extension OpenIDSignIns {
    /// The end of a citizen's session here, and the way to end the one at the provider.
    package struct SignedOut: Hashable, Sendable, Codable {
        /// The provider's name; `nil` where the citizen had none, or none that is still known.
        package let provider: String?
        /// The provider's own address for it (RP-Initiated Logout 1.0); `nil`
        /// where it has none or does not answer.
        package let address: String?
    }

    private static let leavePurpose = "openid-leave"

    /// What the browser keeps from the form that ended the session to the page
    /// that says so. The address holds an identity token: too much for a link.
    func kept(_ ended: SignedOut) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .withoutEscapingSlashes
        func sealed(_ ended: SignedOut) throws -> String {
            try keys.sealed(Array(try encoder.encode(ended)), for: Self.leavePurpose, at: Self.leavePurpose)
        }
        let text = try sealed(ended)
        // A browser keeps no cookie above four thousand bytes.
        return text.utf8.count <= 3_800 ? text : try sealed(SignedOut(provider: ended.provider, address: nil))
    }

    func leave(_ kept: String) -> SignedOut? {
        guard let bytes = try? keys.opened(kept, for: Self.leavePurpose, at: Self.leavePurpose) else { return nil }
        return try? JSONDecoder().decode(SignedOut.self, from: Data(bytes))
    }

    /// How long somebody who signs out waits for the provider to say where its own sign-out is.
    private static let patience = Duration.seconds(2)

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
        guard let end = await connection.endSession(within: Self.patience) else {
            return SignedOut(provider: provider.name, address: nil)
        }
        var pairs = [
            ("client_id", provider.clientID), ("post_logout_redirect_uri", settings.publicOrigin + "/sign-in"),
        ]
        if let sealed, let raw = try? keys.opened(sealed, for: Self.tokenPurpose, at: session.id.description) {
            pairs.insert(("id_token_hint", String(decoding: raw, as: UTF8.self)), at: 0)
        }
        return SignedOut(provider: provider.name, address: end.adding(pairs))
    }
}
