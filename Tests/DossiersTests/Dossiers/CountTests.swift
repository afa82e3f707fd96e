// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Counters")
struct CountTests {
    @Test("of any days are the sum of the days, whatever months they cut", arguments: Backend.available)
    func spans(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var luck = SeededGenerator(state: 766)
            let first = CivilDay(2023, 11, 20)!
            var counted: [(day: CivilDay, measure: DossierCount.Measure, amount: Int)] = []
            for _ in 0..<600 {
                counted.append(
                    (
                        first + Int.random(in: 0..<500, using: &luck),
                        DossierCount.Measure.allCases.randomElement(using: &luck)!, Int.random(in: -1...4, using: &luck)
                    ))
            }
            let all = counted
            try await city.database.write { tx in
                for one in all {
                    try CountStore.count(one.measure, of: "u", on: one.day, by: one.amount, in: tx)
                }
            }
            // Months' ends, a leap day, a day, an end before the beginning of everything, and any.
            var periods = [
                (CivilDay(2024, 1, 1)!, CivilDay(2024, 12, 31)!), (CivilDay(2024, 2, 29)!, CivilDay(2024, 2, 29)!),
                (CivilDay(2024, 1, 31)!, CivilDay(2024, 3, 1)!), (CivilDay(2024, 2, 1)!, CivilDay(2024, 2, 28)!),
                (CivilDay(2020, 1, 1)!, CivilDay(2022, 1, 1)!), (CivilDay(2023, 12, 31)!, CivilDay(2024, 1, 1)!),
            ]
            for _ in 0..<40 {
                let start = first + Int.random(in: -40..<520, using: &luck)
                periods.append((start, start + Int.random(in: 0..<200, using: &luck)))
            }
            for (from, to) in periods {
                let sums = try await city.database.read { try CountStore.sums(from: from, to: to, in: $0) }
                for measure in DossierCount.Measure.allCases {
                    let of = all.filter { $0.measure == measure }
                    let found = sums.first { $0.measure == measure }
                    let within = of.filter { $0.day >= from && $0.day <= to }.map(\.amount).reduce(0, +)
                    let after = of.filter { $0.day > to }.map(\.amount).reduce(0, +)
                    #expect(found?.within ?? 0 == within && found?.after ?? 0 == after, "\(from) \(to) \(measure)")
                }
            }
            // What was counted before months were kept is in them.
            try await city.database.write { tx in
                let kept = try Self.months(in: tx)
                try tx.execute("DROP TABLE dossier_count_month")
                try tx.executeScript(CountStore.migration.text(for: tx.dialect))
                #expect(try Self.months(in: tx) == kept && kept.count > 50)
            }
        }
    }

    private static func months(in tx: any Reading) throws -> [String] {
        try tx.rows("SELECT month, measure, total FROM dossier_count_month ORDER BY month, measure").map { row in
            "\(try row.get(0, as: Int.self)) \(try row.get(1, as: String.self)) \(try row.get(2, as: Int.self))"
        }
    }
}
