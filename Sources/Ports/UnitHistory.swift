// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Units through time, for reports that count by unit.
///
/// Records keep the unit as it was when they were made. A report chooses: each
/// number with the unit of its day (`asItWas`), or with the units that stand
/// for it on another day (`asOf`).
package protocol UnitHistory: Sendable {
    /// The unit that had `code` on `day`; on another day it may be another's.
    func unit(scheme: String, code: String, on day: CivilDay) async throws -> UnitReference?

    /// Which units stand for what `unit` was on `day`, in the report's view.
    func portions(of unit: UnitReference, on day: CivilDay, seen view: UnitView) async throws -> [UnitPortion]

    /// Who is responsible for `function` in a territory on a day.
    func competent(for function: String, in territory: UnitReference, on day: CivilDay) async throws -> [UnitReference]
}

package enum UnitView: Hashable, Sendable {
    case asItWas
    case asOf(CivilDay)
}

/// A unit, called as it was on some day.
package struct UnitReference: Hashable, Sendable {
    /// The same through renamings and moves.
    package let id: String
    package let scheme: String
    package let code: String
    /// `Phường Tân Ninh`
    package let title: String
    package let titleEnglish: String

    package init(id: String, scheme: String, code: String, title: String, titleEnglish: String) {
        self.id = id
        self.scheme = scheme
        self.code = code
        self.title = title
        self.titleEnglish = titleEnglish
    }
}

package struct UnitPortion: Hashable, Sendable {
    package let unit: UnitReference
    /// Which part of the unit asked about; `nil` where nobody has published
    /// it: such a number may not be divided, only named with its candidates.
    package let share: Double?

    package init(unit: UnitReference, share: Double?) {
        self.unit = unit
        self.share = share
    }
}

/// Numbers of a report gathered by the units of a view.
package struct UnitTotals: Sendable {
    /// Known for sure, by unit.
    package private(set) var byUnit: [UnitReference: Double] = [:]
    /// What falls to several units in shares that nobody has published.
    package private(set) var undivided: [Set<UnitReference>: Double] = [:]
    /// What no unit follows for.
    package private(set) var withoutUnit: Double = 0

    package init() {}

    package mutating func add(_ amount: Double, to portions: [UnitPortion]) {
        if portions.isEmpty {
            withoutUnit += amount
        } else if portions.count == 1, portions[0].share == nil || portions[0].share == 1 {
            byUnit[portions[0].unit, default: 0] += amount
        } else if portions.allSatisfy({ $0.share != nil }) {
            var left = amount
            for portion in portions {
                let part = amount * (portion.share ?? 0)
                byUnit[portion.unit, default: 0] += part
                left -= part
            }
            if abs(left) > abs(amount) * 0.000_001 { withoutUnit += left }
        } else {
            undivided[Set(portions.map(\.unit)), default: 0] += amount
        }
    }
}
