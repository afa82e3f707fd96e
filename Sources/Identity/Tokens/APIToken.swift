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
    /// The unit whose records it may see, by the code the unit had when the
    /// token was made: `25459`, `vamco:25459-VP`. Empty for the whole city.
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

    /// The unit its code meant when it was made: a code may become another's.
    /// `nil` for a code that was none, and for the whole city.
    func unit(in chart: OrgChart) -> OrgUnit.ID? {
        let named = UnitShare.parsed(unitCode)
        guard named.count == 1, named[0].share == nil else { return nil }
        return chart.unit(
            scheme: named[0].scheme, code: named[0].code, on: CivilZone.vietNam.day(of: createdAt))?.id
    }

    /// - Parameter unit: What it is held to; `nil` for the whole city.
    func viewer(heldTo unit: OrgUnit.ID?) -> Viewer {
        var viewer = Viewer(actor: actor, roles: [])
        viewer.scopes = scopes
        viewer.unit = unit?.description ?? ""
        return viewer
    }

    /// How long a token may last, in days.
    package static let lifetimes = [30, 90, 365]
    /// Stands before every token, so that a leaked one is recognised.
    static let prefix = "vamco_"
}
