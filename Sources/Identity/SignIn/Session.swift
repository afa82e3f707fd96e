// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One browser's time of being signed in.
package struct Session: BrowserSession, Hashable {
    package typealias ID = Identifier<Session>

    package let id: ID
    package let account: Account.ID
    package let createdAt: Instant
    package let lastSeenAt: Instant
    package let endedAt: Instant?
    package let userAgent: String
    package let address: String
    /// When its person last proved who they are, with everything the account
    /// asks for; `nil` for sessions from before that was kept.
    package let provedAt: Instant?
    /// The proof it rests on: every act of the session names it.
    package let authentication: Authentication.ID?
    /// How sure that proof is; `nil` without one.
    package var level: Authentication.Level?

    /// What acts of the session take with them.
    package var proof: Actor.Proof? {
        guard let authentication, let level else { return nil }
        return Actor.Proof(authentication: authentication.description, assurance: level.rawValue)
    }
}
