// SPDX-License-Identifier: Apache-2.0

import SQLStore

/// Many callers, each writing a row of 1 KB, waiting for its answer and
/// writing the next.
struct WriteLoad: Sendable {
    let database: any Database
    let writers: Int

    static let migrations = FeatureMigrations(
        "bench",
        [
            Migration(
                1, "rows",
                sqlite: "CREATE TABLE bench_row (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
                postgres: "CREATE TABLE bench_row (id BIGSERIAL PRIMARY KEY, body TEXT NOT NULL)")
        ])

    func writesPerSecond(for length: Duration) async throws -> Double {
        let body = String(repeating: "x", count: 1_024)
        let clock = ContinuousClock()
        let start = clock.now
        let end = start + length
        let count = try await withThrowingTaskGroup(of: Int.self) { group in
            for _ in 0..<writers {
                group.addTask {
                    var count = 0
                    while clock.now < end {
                        _ = try await database.write { try $0.execute("INSERT INTO bench_row (body) VALUES (\(body))") }
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
        return Double(count) / ((clock.now - start) / .seconds(1))
    }
}
