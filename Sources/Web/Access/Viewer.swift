// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Who looks at a page or calls an address.
package struct Viewer: Hashable, Sendable {
    package let actor: Actor
    package let roles: Set<Role>

    package init(actor: Actor, roles: Set<Role>) {
        self.actor = actor
        self.roles = roles
    }

    package static let visitor = Viewer(actor: .visitor, roles: [])

    package var isSignedIn: Bool { actor != .visitor }
}

/// Where sessions are kept; a feature offers it, the pages only ask.
package protocol Sessions: Sendable {
    /// The viewer whose browser holds `token`, or `nil` when the session is
    /// unknown or over. Cheap: asked once for every request with a token.
    func viewer(ofToken token: String) async throws -> Viewer?
}
