// SPDX-License-Identifier: Apache-2.0

package import Basics

/// For how long a field is kept after a person has left. Without a rule it is
/// kept until somebody erases it: no term is made up.
package struct RetentionRule: Hashable, Sendable {
    package let field: PersonalField
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
