// SPDX-License-Identifier: Apache-2.0

package import Basics

/// For how long something is kept: a field after its person has left, the
/// record of a citizen after the last sign-in. Without a rule it is kept until
/// somebody erases it: no term is made up.
package struct RetentionRule: Hashable, Sendable {
    package enum Matter: Hashable, Sendable {
        case field(PersonalField)
        /// Everything kept of citizens.
        case citizens

        package static let all = PersonalField.allCases.map(Self.field) + [.citizens]

        package init?(stored text: String) {
            guard let matter = Self.all.first(where: { $0.stored == text }) else { return nil }
            self = matter
        }

        package var stored: String {
            switch self {
            case .field(let field): field.rawValue
            case .citizens: "citizen"
            }
        }

        package var title: Message {
            switch self {
            case .field(let field): field.name
            case .citizens: Message("identity.personal.citizens-records")
            }
        }
    }

    package let matter: Matter
    package let days: Int
    /// The provision it rests on.
    package let ground: String
    package let setAt: Instant
    package let setByName: String
}

/// That a person's data must stay although its term is over: an inspection, a
/// complaint, a case at court.
package struct LegalHold: Hashable, Sendable {
    package typealias ID = Identifier<LegalHold>

    package let id: ID
    package let holder: DataHolder
    package let reason: String
    package let placedAt: Instant
    package let placedByName: String
    package let liftedAt: Instant?
    package let liftedByName: String
}
