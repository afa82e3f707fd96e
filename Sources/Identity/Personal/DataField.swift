// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What of somebody is kept and can be read: of staff the fields that are
/// entered, of a citizen what their provider told.
package enum DataField: String, CaseIterable, Sendable {
    case identityNumber = "identity-number"
    case phone
    case email
    case address
    case name
    case organisation
    case organisationCode = "organisation-code"
    case taxCode = "tax-code"
    case born
    /// The provider's own name of a citizen.
    case subject

    package init(_ field: PersonalField) {
        self =
            switch field {
            case .identityNumber: .identityNumber
            case .phone: .phone
            case .email: .email
            case .address: .address
            }
    }

    package var title: Message {
        switch self {
        case .identityNumber, .phone, .email, .address: Message("identity.personal.field.\(rawValue)")
        case .name: Message("identity.field.name")
        case .organisation, .organisationCode, .taxCode, .born, .subject: Message("identity.citizen.\(rawValue)")
        }
    }

    /// Whether the mask is the whole: what the page calls its reader by anyway.
    package var isPlain: Bool { self == .name || self == .organisation }

    /// What is shown until the whole is asked for.
    package func masked(_ value: String) -> String {
        switch self {
        case .name, .organisation: value
        case .identityNumber, .taxCode, .organisationCode: PersonalField.identityNumber.masked(value)
        case .phone: PersonalField.phone.masked(value)
        case .email: PersonalField.email.masked(value)
        case .address: PersonalField.address.masked(value)
        case .born, .subject: "•••"
        }
    }
}

extension Citizen {
    /// What is kept of them under each name, in the order of pages.
    package var told: [(field: DataField, value: String)] {
        let all: [(DataField, String?)] = [
            (.organisation, profile.organisation), (.name, profile.name), (.identityNumber, profile.identityNumber),
            (.organisationCode, profile.organisationCode), (.taxCode, profile.taxCode), (.born, profile.born),
            (.phone, profile.phone), (.email, profile.email),
            // With a code by e-mail the address is the name, and stands there already.
            (.subject, isLocal ? nil : subject),
        ]
        return all.compactMap { field, value in value.map { (field, $0) } }
    }
}
