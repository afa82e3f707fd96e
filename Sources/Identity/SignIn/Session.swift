// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One browser's time of being signed in.
package struct Session: Hashable, Sendable {
    package typealias ID = Identifier<Session>

    package let id: ID
    package let account: Account.ID
    package let createdAt: Instant
    /// To the minute: written once a minute at most.
    package let lastSeenAt: Instant
    package let endedAt: Instant?
    package let userAgent: String
    package let address: String
    /// When its person last proved who they are, with everything the account
    /// asks for; `nil` for sessions from before that was kept.
    package let provedAt: Instant?
    /// The proof it rests on: every act of the session names it.
    package let authentication: Authentication.ID?

    /// Whether the session still counts at `now`.
    package func isOpen(at now: Instant, _ settings: IdentitySettings) -> Bool {
        endedAt == nil && now - lastSeenAt < settings.idleLimit && now - createdAt < settings.absoluteLimit
    }
}
