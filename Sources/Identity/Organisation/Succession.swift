// SPDX-License-Identifier: Apache-2.0

package import Basics

/// That one unit follows another, wholly or in part, since a day.
package struct Succession: Hashable, Sendable {
    package typealias ID = Identifier<Succession>

    package enum Kind: String, CaseIterable, Sendable {
        /// The whole goes into a unit that has other predecessors too.
        case merge
        /// One unit is divided into several; each takes a share.
        case split
        /// A part goes to a unit that others make up as well.
        case part
        /// The whole goes on under another code, name or kind.
        case rename
        /// The unit ends and nothing follows.
        case abolish
        /// A task goes over; both units may exist before and after.
        case transfer

        /// Whether several of one unit share it among them.
        package var isShared: Bool { self == .split || self == .part }
    }

    package let id: ID
    package let from: OrgUnit.ID
    /// `nil` when nothing follows.
    package let to: OrgUnit.ID?
    package let kind: Kind
    /// Which part of the predecessor, more than 0 and at most 1; `nil` where
    /// nobody has published it.
    package let share: Double?
    /// The task that goes over, for a transfer; empty otherwise.
    package let function: String
    /// The first day on which the successor is responsible.
    package let on: CivilDay
    package let act: String
    package let source: String
    package let plan: Reorganisation.ID?

    package init(
        id: ID, from: OrgUnit.ID, to: OrgUnit.ID?, kind: Kind, share: Double?, function: String = "", on day: CivilDay,
        act: String, source: String, plan: Reorganisation.ID? = nil
    ) {
        self.id = id
        self.from = from
        self.to = to
        self.kind = kind
        self.share = share
        self.function = function
        self.on = day
        self.act = act
        self.source = source
        self.plan = plan
    }
}
