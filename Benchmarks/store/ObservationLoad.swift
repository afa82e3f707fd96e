// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore

/// Bulks of 4,000 values, as station files bring them: 500 stations of eight
/// series, one value of each series in a bulk, five minutes after the last.
struct ObservationLoad: Sendable {
    let database: any Database
    private let store = ObservationStore()

    init(database: any Database) { self.database = database }

    func valuesPerSecond(for length: Duration) async throws -> Double {
        let keys = (0..<4_000).map { number in
            Series.Key(
                subject: "bench/station/\(number / 8)", property: "p\(number % 8)", unit: "ug/m3",
                period: .minutes(5))
        }
        // Stations are there before their files.
        _ = try await database.write { [store] in try store.series(keys, in: $0) }
        let clock = ContinuousClock()
        let start = clock.now
        var count = 0
        var at = Instant(seconds: 1_767_225_600)
        repeat {
            at += .minutes(5)
            count += try await database.write { [store, at] tx in
                let series = try store.series(keys, in: tx)
                let observations = keys.compactMap { key in
                    series[key].map {
                        Observation(
                            series: $0.id, at: at, value: Double($0.id % 97) / 4, status: "00", counts: true,
                            origin: Observation.Origin(record: $0.id, line: 1))
                    }
                }
                return try store.append(observations, in: tx, at: at).added.count
            }
        } while clock.now - start < length
        return Double(count) / ((clock.now - start) / .seconds(1))
    }
}
