// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation

/// How far a procedure can be done online, as the city published it, from a day on.
package struct ServiceLevel: Hashable, Sendable {
    /// The words of Decree 42/2022/NĐ-CP.
    package enum Level: String, CaseIterable, Sendable {
        /// Toàn trình: every step online, nobody comes.
        case full
        /// Một phần.
        case partial
        case information
    }

    /// The words until 15 August 2022: levels 1 to 4.
    package enum Old: Int, CaseIterable, Sendable { case one = 1, two, three, four }

    package let level: Level
    /// What the same service was called before, where the city says so.
    package let old: Old?
    package let validFrom: CivilDay
    /// The decision or list it was published by.
    package let source: String
    package let by: Actor
    package let at: Instant
}

extension [ServiceLevel] {
    /// The one that holds on a day: the latest begun, and of one day the last said.
    package func holding(on day: CivilDay) -> ServiceLevel? {
        filter { $0.validFrom <= day }.max { ($0.validFrom, $0.at) < ($1.validFrom, $1.at) }
    }
}

/// What old and new words of service levels have to do with each other, as a
/// dated table: `Reference/procedures/service-levels.csv`.
package struct LevelVocabulary: Sendable {
    package struct Row: Hashable, Sendable {
        package let old: ServiceLevel.Old
        package let level: ServiceLevel.Level
        /// When an old level is this new one and not its other: `no-payment`; empty for always.
        package let condition: String
        package let validFrom: CivilDay
        package let source: String
    }

    package enum Failure: Error, Hashable, Sendable {
        case unreadable(HeadedTable.Failure)
        case malformed(line: Int)
    }

    package let rows: [Row]

    /// - Throws: `Failure`.
    package init(table: String) throws {
        let table = HeadedTable(
            table, needing: ["old_level", "level", "condition", "valid_from", "source"], limit: 100)
        if let failure = table.failure { throw Failure.unreadable(failure) }
        rows = try table.rows.map { row in
            guard let old = Int(row["old_level"]).flatMap(ServiceLevel.Old.init),
                let level = ServiceLevel.Level(rawValue: row["level"]), ["", "no-payment"].contains(row["condition"]),
                let day = CivilDay(iso8601: row["valid_from"]), !row["source"].isEmpty
            else { throw Failure.malformed(line: row.line) }
            return Row(
                old: old, level: level, condition: row["condition"], validFrom: day, source: row["source"])
        }
    }

    package static func shipped() throws -> LevelVocabulary {
        let file = DossiersResources.reference.appendingPathComponent("procedures/service-levels.csv")
        return try LevelVocabulary(table: try String(contentsOf: file, encoding: .utf8))
    }

    /// Whether a service of this old level may be called that, with or without condition.
    package func admits(_ old: ServiceLevel.Old, as level: ServiceLevel.Level) -> Bool {
        rows.contains { $0.old == old && $0.level == level }
    }

    /// The old names a new one may have had.
    package func old(_ level: ServiceLevel.Level) -> [Row] { rows.filter { $0.level == level } }
}
