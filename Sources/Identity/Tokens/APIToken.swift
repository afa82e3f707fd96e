// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Web

/// A key of a program that calls the API, made and answered for by a person.
package struct APIToken: Hashable, Sendable {
    package typealias ID = Identifier<APIToken>

    package let id: ID
    /// What it is for: `SIEM của Sở`.
    package let name: String
    package let scopes: Set<Scope>
    /// The unit whose records it may see; empty for the whole city.
    package let unitCode: String
    package let owner: Account.ID
    package let createdAt: Instant
    package let expiresAt: Instant
    package let revokedAt: Instant?
    /// To the minute.
    package let lastUsedAt: Instant?
    /// When the account that answers for it is shown.
    package var ownerName = ""

    package func isGood(at now: Instant) -> Bool { revokedAt == nil && now < expiresAt }

    /// The program. The token is its proof, on record under the same identity.
    package var actor: Actor {
        Actor.system("token:\(id)").proved(
            by: Actor.Proof(
                authentication: id.description, assurance: Authentication.Method.token.level.rawValue))
    }

    package var viewer: Viewer {
        var viewer = Viewer(actor: actor, roles: [])
        viewer.scopes = scopes
        viewer.unitCode = unitCode
        return viewer
    }

    /// How long a token may last, in days.
    package static let lifetimes = [30, 90, 365]
    /// Stands before every token, so that a leaked one is recognised.
    static let prefix = "vamco_"
}
