// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The days on which a rule of law, a limit or a name holds.
package struct Validity: Hashable, Sendable {
    /// The first day; `nil` when it has always held.
    package let from: CivilDay?
    /// The last day; `nil` while no end is known.
    package let to: CivilDay?

    package init(from: CivilDay? = nil, to: CivilDay? = nil) {
        self.from = from
        self.to = to
    }

    package func contains(_ day: CivilDay) -> Bool {
        (from.map { $0 <= day } ?? true) && (to.map { day <= $0 } ?? true)
    }

    package func overlaps(_ other: Validity) -> Bool {
        let startsInTime = other.to.flatMap { end in from.map { $0 <= end } } ?? true
        let endsInTime = to.flatMap { end in other.from.map { $0 <= end } } ?? true
        return startsInTime && endsInTime
    }
}
