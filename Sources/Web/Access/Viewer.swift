// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Who looks at a page or calls an address.
package struct Viewer: Hashable, Sendable {
    /// Who it is, by which proof, and in which office unless a permission names another.
    package var actor: Actor
    package let roles: Set<Role>
    /// How long ago they proved who they are; `nil` when it is not known.
    package var provedAge: Duration?
    /// The office of each role that posts and delegations alone give, where it is but one.
    package var offices: [Role: Actor.Office] = [:]
    /// What the program with a token may do that calls; `nil` for people.
    package var scopes: Set<Scope>?
    /// The identity of the unit to whose records, and those of the units below
    /// it, that program is held; empty for the whole city.
    package var unit = ""

    /// Whether it is somebody from outside the city's staff, who signed in at
    /// an identity provider: nothing that is for staff is for them.
    package let isCitizen: Bool

    package init(actor: Actor, roles: Set<Role>) {
        self.actor = actor
        self.roles = roles
        isCitizen = false
    }

    /// A citizen or a business: never with a role.
    ///
    /// - Parameter citizen: With the proof that the session rests on.
    package init(citizen: Actor, provedAge: Duration?) {
        actor = citizen
        roles = []
        isCitizen = true
        self.provedAge = provedAge
    }

    package static let visitor = Viewer(actor: .visitor, roles: [])

    package var isSignedIn: Bool { actor.who != .visitor }

    /// The record of the proof their acts rest on.
    package var authentication: String? { actor.proof?.authentication }

    /// The same viewer in the office by whose role a policy lets them in. A role
    /// given to the account itself is no unit's: the office stays as it is.
    func acting(by policy: Policy) -> Viewer {
        guard !offices.isEmpty else { return self }
        let sufficient = policy.sufficientRoles
        var viewer = self
        for role in roles.sorted(by: { $0.rawValue > $1.rawValue }) where sufficient.contains(role.rawValue) {
            guard let office = offices[role] else { return self }
            viewer.actor.office = office
        }
        return viewer
    }

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
