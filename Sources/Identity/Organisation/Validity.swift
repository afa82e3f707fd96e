// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The days on which a fact holds.
package struct Validity: Hashable, Sendable {
    package let from: CivilDay
    /// The first day on which it holds no more; `nil` while no end is known.
    package let to: CivilDay?

    /// - Returns: `nil` when the end does not come after the beginning.
    package init?(from: CivilDay, to: CivilDay? = nil) {
        if let to, to <= from { return nil }
        self.from = from
        self.to = to
    }

    /// From a day on, without a known end.
    package init(since from: CivilDay) {
        self.from = from
        to = nil
    }

    package func holds(on day: CivilDay) -> Bool { from <= day && to.map { day < $0 } ?? true }

    package func overlaps(_ other: Validity) -> Bool {
        (to.map { other.from < $0 } ?? true) && (other.to.map { from < $0 } ?? true)
    }

    /// Whether every day of `other` is a day of this.
    package func covers(_ other: Validity) -> Bool {
        guard from <= other.from else { return false }
        guard let to else { return true }
        return other.to.map { $0 <= to } ?? false
    }

    /// This, ended on `day` at the latest; `nil` when nothing is left.
    package func ended(on day: CivilDay) -> Validity? {
        Validity(from: from, to: to.map { min($0, day) } ?? day)
    }
}
