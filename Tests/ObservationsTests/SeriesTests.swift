// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore
import TestSupport
import Testing

@Suite("Series")
struct SeriesTests {
    @Test("a key has one series, whoever asks first", arguments: Backend.available)
    func oneForAKey(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [ObservationStore.migrations]) { database in
            let keys = (0..<300).map { Sample.key("p\($0)") }
            let found = try await withThrowingTaskGroup(of: [Series.Key: Series].self) { group in
                for _ in 0..<8 {
                    group.addTask { try await database.write { try Sample.store.series(keys, in: $0) } }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(found).count == 1)
            #expect(Set(found[0].values.map(\.id)).count == 300)
        }
    }

    @Test("another unit, period, property or subject is another series", arguments: Backend.available)
    func differences(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [ObservationStore.migrations]) { database in
            let keys = [
                Sample.key(), Sample.key("pm10"), Sample.key(of: "station/B"),
                Series.Key(subject: "station/A", property: "pm25", unit: "mg/m3", period: .minutes(5)),
                Series.Key(subject: "station/A", property: "pm25", unit: "ug/m3", period: .hours(1)),
            ]
            let found = try await database.write { try Sample.store.series(keys + keys, in: $0) }
            #expect(Set(found.values.map(\.id)).count == 5)

            let again = try await database.write { try Sample.store.series(keys, in: $0) }
            #expect(again == found)
            let ofA = try await database.read { try Sample.store.series(of: ["station/A", "nobody"], in: $0) }
            #expect(ofA.map(\.key.property) == ["pm10", "pm25", "pm25", "pm25"])
            let one = try #require(ofA.first)
            #expect(try await database.read { try Sample.store.series(one.id, in: $0) } == one)
            #expect(try await database.read { try Sample.store.series(99_999, in: $0) } == nil)
        }
    }

    @Test("a series made in a transaction that is undone is made anew", arguments: Backend.available)
    func undone(on backend: Backend) async throws {
        struct Refused: Error {}
        try await backend.withDatabase(migrations: [ObservationStore.migrations]) { database in
            await #expect(throws: Refused.self) {
                try await database.write { tx in
                    _ = try Sample.store.series(Sample.key(), in: tx)
                    throw Refused()
                }
            }
            let series = try await database.write { try Sample.store.series(Sample.key(), in: $0) }
            try await database.append([Sample.observation(series, Sample.now, 1)])
            #expect(try await database.values(of: series).count == 1)
        }
    }
}
