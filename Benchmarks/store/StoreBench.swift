// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Observations
import PostgresStore
import SQLStore
import SQLiteStore

/// `storebench sqlite FOLDER SECONDS`, or
/// `storebench postgres URL SECONDS LIMIT-OF-ONE LIMIT-OF-EIGHT`, the limits
/// being pgbench's transactions a second with one and with eight clients.
@main
struct StoreBench {
    static func main() async throws {
        let arguments = CommandLine.arguments.dropFirst()
        guard let kind = arguments.first, arguments.count >= 3, let seconds = Double(Array(arguments)[2]) else {
            exit(64)
        }
        let place = Array(arguments)[1]
        let length = Duration.seconds(seconds)
        if kind == "sqlite" {
            let bare = try BareSQLite(path: place + "/bare.sqlite").writesPerSecond(for: length)
            Figure(name: "sqlite.bare.1-writer", value: bare, unit: "tx/s", goal: nil).print()
            let database = try SQLiteDatabase(path: place + "/store.sqlite")
            try await measure(database, "sqlite", one: bare, many: bare, length)
        } else {
            let limits = arguments.dropFirst(3).compactMap { Double($0) }
            guard limits.count == 2 else { exit(64) }
            Figure(name: "postgres.pgbench.1-client", value: limits[0], unit: "tx/s", goal: nil).print()
            Figure(name: "postgres.pgbench.8-clients", value: limits[1], unit: "tx/s", goal: nil).print()
            let database = try await PostgresDatabase(url: place)
            try await measure(database, "postgres", one: limits[0], many: limits[1], length)
        }
    }

    private static func measure(
        _ database: any Database, _ name: String, one: Double, many: Double, _ length: Duration
    ) async throws {
        try await Migrator([WriteLoad.migrations, ObservationStore.migrations]).migrate(database, at: .machine)
        for (writers, goal) in [(1, one / 2), (64, many), (256, many)] {
            let rate = try await WriteLoad(database: database, writers: writers).writesPerSecond(for: length)
            Figure(name: "\(name).acknowledged.\(writers)-writers", value: rate, unit: "tx/s", goal: goal).print()
        }
        let rate = try await ObservationLoad(database: database).valuesPerSecond(for: length)
        Figure(name: "\(name).observations", value: rate, unit: "values/s", goal: 16_000).print()
        await database.close()
    }
}

/// A measured value, beside the least it should be.
private struct Figure {
    let name: String
    let value: Double
    let unit: String
    let goal: Double?

    func print() {
        let goal = goal.map { "\(Int($0.rounded()))" } ?? "null"
        let holds = self.goal.map { "\(value >= $0)" } ?? "null"
        let line =
            "{\"name\":\"\(name)\",\"value\":\(Int(value.rounded())),\"unit\":\"\(unit)\",\"goal\":\(goal),\"holds\":\(holds)}"
        FileHandle.standardOutput.write(Data((line + "\n").utf8))
    }
}
