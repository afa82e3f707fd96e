// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Who looks at a page or calls an address.
package struct Viewer: Hashable, Sendable {
    package let actor: Actor
    package let roles: Set<Role>
    /// How long ago they proved who they are; `nil` when it is not known.
    package var provedAge: Duration?
    /// The record of that proof, which acts refer to.
    package var authentication: String?
    /// What the program with a token may do that calls; `nil` for people.
    package var scopes: Set<Scope>?
    /// The unit whose records that program may see; empty for the whole city.
    package var unitCode = ""

    /// Whether it is somebody from outside the city's staff, who signed in at
    /// an identity provider: nothing that is for staff is for them.
    package let isCitizen: Bool

    package init(actor: Actor, roles: Set<Role>) {
        self.actor = actor
        self.roles = roles
        isCitizen = false
    }

    /// A citizen or a business: never with a role.
    package init(citizen: Actor, provedAge: Duration?, authentication: String?) {
        actor = citizen
        roles = []
        isCitizen = true
        self.provedAge = provedAge
        self.authentication = authentication
    }

    package static let visitor = Viewer(actor: .visitor, roles: [])

    package var isSignedIn: Bool { actor != .visitor }

    /// The same viewer, having proved this moment who they are.
    var provedNow: Viewer {
        var viewer = self
        viewer.provedAge = .zero
        return viewer
    }
}

/// Where sessions are kept; a feature offers it, the pages only ask.
package protocol Sessions: Sendable {
    /// The viewer whose browser holds `token`, or `nil` when the session is
    /// unknown or over. Cheap: asked once for every request with a token.
    func viewer(ofToken token: String) async throws -> Viewer?
}
