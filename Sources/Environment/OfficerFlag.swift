// SPDX-License-Identifier: Apache-2.0

package import Basics

/// An officer's judgement on a stretch of values. It wins over the verdicts of
/// the rules until it is withdrawn; both acts stay on record.
package struct OfficerFlag: Hashable, Sendable, Identifiable {
    package typealias ID = RowID<OfficerFlag>

    package let id: ID
    package let station: Station.ID
    package let parameter: Parameter.Code
    /// The first and the last time stamp it covers.
    package let from: Instant
    package let to: Instant
    package let verdict: Verdict
    package let reason: String
    package let setAt: Instant
    package let setBy: String
    package let setByName: String
    package let withdrawnAt: Instant?
    package let withdrawnByName: String?
    package let withdrawnReason: String?

    /// The officer.
    var actor: Actor {
        setBy.hasPrefix("person:") ? .person(id: String(setBy.dropFirst(7)), name: setByName) : .system(setByName)
    }

    package enum Verdict: String, Sendable, CaseIterable {
        /// The values are right, whatever the rules say.
        case valid
        /// The values are wrong: they stay on record and enter no mean.
        case invalid
    }
}
