// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Web

/// A citizen, or an organisation or business, who signed in at an identity
/// provider: a kind apart from staff, without roles and without a password here.
///
/// Who they are is the provider and its name of them (`sub`), nothing else:
/// the same name or e-mail address at another provider is another citizen.
package struct Citizen: Hashable, Sendable {
    package typealias ID = Identifier<Citizen>

    package let id: ID
    /// The provider's id in the settings.
    package let provider: String
    /// The provider's own name of them.
    package let subject: String
    package let profile: CitizenProfile
    package let createdAt: Instant

    /// Whether they signed in with a code sent by e-mail: who they are is only what they say.
    package var isLocal: Bool { provider == EmailCodes.provider }
    package var name: String {
        let name = profile.displayName
        return name.isEmpty ? profile.email.map(PersonalField.email.masked) ?? "" : name
    }
    package var actor: Actor { .person(id: id.description, name: name) }
}

/// One browser in which a citizen is signed in.
package struct CitizenSession: BrowserSession, Hashable {
    package typealias ID = Identifier<CitizenSession>

    package let id: ID
    package let citizen: Citizen.ID
    package let level: Authentication.Level
    package let createdAt: Instant
    package let lastSeenAt: Instant
    package let endedAt: Instant?
    package let userAgent: String
    package let address: String
    /// When they proved who they are; `nil` where their provider did not say.
    package let provedAt: Instant?
    package let authentication: Authentication.ID

    /// What acts of the session take with them.
    package var proof: Actor.Proof {
        Actor.Proof(authentication: authentication.description, assurance: level.rawValue)
    }
}

extension Viewer {
    /// The citizen who is signed in, if any.
    package var citizenID: Citizen.ID? {
        isCitizen ? actor.personID.flatMap(Citizen.ID.init(_:)) : nil
    }
}
