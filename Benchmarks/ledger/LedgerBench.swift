// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ledger
import PostgresStore
import SQLStore
import SQLiteStore

/// `ledgerbench cost sqlite|postgres PLACE ROUNDS`: what an entry adds to a
/// transaction of one act.
/// `ledgerbench fill FILE COUNT`: a sealed log of so many entries.
/// `ledgerbench verify FILE`: how long checking it takes.
/// `ledgerbench permission FILE`: what a permission check costs in that city.
@main
struct LedgerBench {
    static func main() async throws {
        let words = Array(CommandLine.arguments.dropFirst())
        switch (words.first, words.count) {
        case ("cost", 4):
            let database: any Database =
                words[1] == "sqlite"
                ? try SQLiteDatabase(path: words[2] + "/cost.sqlite") : try await PostgresDatabase(url: words[2])
            for writers in [1, 64] {
                let cost = try await ActCost(database: database, writers: writers, rounds: Int(words[3]) ?? 20)
                    .percent()
                report("\(words[1]).entry.\(writers)-writers", cost, "%", goal: 15)
            }
            await database.close()
        case ("fill", 3):
            try await LogFill(path: words[1]).fill(Int(words[2]) ?? 1_000)
        case ("verify", 2):
            let database = try SQLiteDatabase(path: words[1])
            let start = ContinuousClock.now
            let found = try await database.read { tx in try LedgerVerification().report(on: tx) }
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            await database.close()
            guard found.findings.isEmpty else { exit(1) }
            report("verify.\(found.entries)-entries", seconds, "s", goal: 60)
        case ("permission", 2):
            let cost = try await PermissionCost(path: words[1], count: 200_000).measured()
            report("permission.check.mean", cost.each, "µs", goal: 20)
            FileHandle.standardError.write(Data("granted: \(cost.granted)\n".utf8))
        default: exit(64)
        }
    }

    /// - Parameter goal: The most it should be.
    private static func report(_ name: String, _ value: Double, _ unit: String, goal: Double) {
        let shown = (value * 100).rounded() / 100
        let line =
            "{\"name\":\"\(name)\",\"value\":\(shown),\"unit\":\"\(unit)\",\"goal\":\(Int(goal)),\"holds\":\(value <= goal)}"
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
