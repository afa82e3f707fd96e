// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What a session has, whether somebody on the staff or a citizen is signed in.
package protocol BrowserSession: Sendable {
    var id: Identifier<Self> { get }
    var createdAt: Instant { get }
    /// To the minute: written once a minute at most.
    var lastSeenAt: Instant { get }
    var endedAt: Instant? { get }
    var userAgent: String { get }
    var address: String { get }
}

extension BrowserSession {
    /// Whether the session still counts at `now`.
    package func isOpen(at now: Instant, _ settings: IdentitySettings) -> Bool {
        endedAt == nil && now - lastSeenAt < settings.idleLimit && now - createdAt < settings.absoluteLimit
    }
}
