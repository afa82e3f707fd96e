// SPDX-License-Identifier: Apache-2.0

/// What a provider told of somebody at their last sign-in, or, where they came
/// with a code sent by e-mail, what they say of themselves. Sealed at rest.
package struct CitizenProfile: Hashable, Sendable, Codable {
    package enum Kind: String, Sendable, Codable {
        case person
        /// An organisation or a business; it has no personal number.
        case business
    }

    package let kind: Kind
    package var name: String?
    package let organisation: String?
    package let identityNumber: String?
    package let taxCode: String?
    package let organisationCode: String?
    package let email: String?
    package let phone: String?
    package let born: String?

    /// What pages and records call them; empty where the provider told no name.
    package var displayName: String {
        switch kind {
        case .person: name ?? ""
        case .business: organisation ?? name ?? ""
        }
    }

    /// Somebody of whom only an e-mail address is known, and the name they give.
    static func local(_ address: String, name: String?) -> CitizenProfile {
        CitizenProfile(
            kind: .person, name: name, organisation: nil, identityNumber: nil, taxCode: nil, organisationCode: nil,
            email: address, phone: nil, born: nil)
    }
}
