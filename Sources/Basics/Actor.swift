// SPDX-License-Identifier: Apache-2.0

/// Who does something, by which proof and in which office: what an act takes
/// with it into the ledger.
package struct Actor: Hashable, Sendable {
    package enum Who: Hashable, Sendable {
        /// A signed-in person: the account's identity and the name shown.
        case person(id: String, name: String)
        /// A part of the program acting by rule: `environment.intake`.
        case system(String)
        /// Somebody who has not signed in.
        case visitor
    }

    /// The sign-in, or later proof, that the act rests on.
    package struct Proof: Hashable, Sendable {
        /// The identity of the authentication on record.
        package let authentication: String
        /// How sure it is, as the record says: `low`, `medium`, `high`.
        package let assurance: String

        package init(authentication: String, assurance: String) {
            self.authentication = authentication
            self.assurance = assurance
        }
    }

    /// In which office somebody acts.
    package struct Office: Hashable, Sendable {
        /// The identity of the unit whose power is used.
        package let unit: String
        /// On whose behalf: `delegation:<id>`; empty for one's own power.
        package let onBehalfOf: String

        package init(unit: String, onBehalfOf: String = "") {
            self.unit = unit
            self.onBehalfOf = onBehalfOf
        }
    }

    package let who: Who
    /// `nil` for the program itself, and for whoever did not sign in.
    package var proof: Proof?
    /// `nil` where the power is no unit's.
    package var office: Office?

    package init(_ who: Who, proof: Proof? = nil, office: Office? = nil) {
        self.who = who
        self.proof = proof
        self.office = office
    }

    package static func person(id: String, name: String) -> Actor { Actor(.person(id: id, name: name)) }
    package static func system(_ name: String) -> Actor { Actor(.system(name)) }
    package static let visitor = Actor(.visitor)

    /// The same, acting in an office; in the one it had where there is none.
    package func acting(in office: Office?) -> Actor {
        guard let office else { return self }
        return Actor(who, proof: proof, office: office)
    }

    /// The same, by a proof.
    package func proved(by proof: Proof?) -> Actor { Actor(who, proof: proof, office: office) }

    /// The identity of the person's account; `nil` for the system and visitors.
    package var personID: String? {
        if case .person(let id, _) = who { id } else { nil }
    }

    /// The form kept beside an act: `person:<id>`, `system:<name>`, `visitor`.
    package var stored: String {
        switch who {
        case .person(let id, _): "person:\(id)"
        case .system(let name): "system:\(name)"
        case .visitor: "visitor"
        }
    }

    /// Who it was, as it is kept beside an act; proof and office stand in the ledger.
    package init(stored: String, name: String) {
        if stored.hasPrefix("person:") {
            self = .person(id: String(stored.dropFirst(7)), name: name)
        } else if stored.hasPrefix("system:") {
            self = .system(String(stored.dropFirst(7)))
        } else {
            self = .visitor
        }
    }

    /// The name to show: a person's own name, or the system's.
    package var name: String {
        switch who {
        case .person(_, let name): name
        case .system(let name): name
        case .visitor: ""
        }
    }
}
