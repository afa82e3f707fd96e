// SPDX-License-Identifier: Apache-2.0

package import Basics

/// How many procedures in force have which published level on a day: what the
/// target "100 % of services at level 3, level 4 common" is held against.
package struct LevelCount: Hashable, Sendable {
    package let day: CivilDay
    /// By level and, where the city says so, its old name.
    package let published: [Published]
    /// Procedures in force, whatever is known of their level; `nil` beyond `limit`.
    package let inForce: Int?
    /// When the last level was written down.
    package let asOf: Instant?

    package static let limit = 20_000

    package struct Published: Hashable, Sendable {
        package let level: ServiceLevel.Level
        package let old: ServiceLevel.Old?
        package let count: Int
    }

    /// Procedures that can be done online, wholly or in part.
    package var online: Int { count { $0 != .information } }
    /// Procedures with any published level.
    package var known: Int { count { _ in true } }

    func count(_ isMeant: (ServiceLevel.Level) -> Bool) -> Int {
        published.reduce(0) { $0 + (isMeant($1.level) ? $1.count : 0) }
    }

    /// The three readings of the target's rate, each with what it is a rate
    /// of. The law's own, of the procedures that are eligible to go online, has
    /// no value here: ministries publish that list, and no copy of it is held.
    package var figures: [(name: String, figure: Figure)] {
        [
            ("online", figure("online", counted(.number(Double(online), decimals: 0)), .one)),
            ("of-known", figure("of-known", share(of: known), .percent)),
            ("of-in-force", figure("of-in-force", share(of: inForce ?? 0), .percent)),
            (
                "of-eligible",
                figure("of-eligible", .none(because: Message("dossiers.levels.eligible-unknown")), .percent)
            ),
        ]
    }

    private func share(of all: Int) -> Figure.Value {
        guard all > 0 || known == 0 else { return .none(because: Message("dossiers.levels.none-in-force")) }
        return counted(.number(100 * Double(online) / Double(all), decimals: 1))
    }

    /// Where no level was published nobody knows how many there are: that is no nought.
    private func counted(_ value: Figure.Value) -> Figure.Value {
        known > 0 ? value : .none(because: Message("dossiers.levels.none-known"))
    }

    private func figure(_ name: String, _ value: Figure.Value, _ unit: UnitOfMeasure) -> Figure {
        Figure(
            value, unit: unit, asOf: asOf, source: .described(Message("dossiers.levels.source")),
            definition: Message("dossiers.levels.\(name)-means"), quality: .measured, records: "/procedures/levels")
    }
}
