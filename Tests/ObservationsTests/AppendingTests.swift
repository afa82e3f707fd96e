// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore
import TestSupport
import Testing

@Suite("Taking observations in")
struct AppendingTests {
    typealias S = Sample

    @Test("a value is read back with all that came with it", arguments: Backend.available)
    func readBack(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            let observations = [
                Observation(
                    series: series.id, at: S.moment(2026, 11, 23, 5), value: 12.5, status: "00", counts: true,
                    origin: .init(record: 1 << 40, line: 8)),
                Observation(
                    series: series.id, at: S.moment(2026, 11, 23, 6), value: nil, status: "02 báo lỗi",
                    flag: "device", counts: true, origin: .init(record: 2)),
                Observation(series: series.id, at: S.moment(2026, 11, 23, 7), value: -0.25, status: "", counts: false),
            ]
            let changes = try await database.append(observations)

            #expect(changes.added == observations)
            #expect(changes.hours.map(\.at) == observations.map(\.at))
            #expect(try await database.values(of: series) == observations)
            #expect(observations[1].counts == false)
        }
    }

    @Test("the same again changes nothing, in one call and in the next", arguments: Backend.available)
    func repeats(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            let observations = (0..<300).map { S.observation(series, S.now + .minutes($0 * 5), Double($0)) }
            let first = try await database.append(observations + observations.prefix(10))
            #expect(first.added.count == 300)
            #expect(first.repeated.count == 10)

            let second = try await database.append(observations.shuffled())
            #expect(second.isEmpty && second.hours.isEmpty)
            #expect(second.repeated.count == 300)
            let history = try await database.read { try S.store.history(of: observations[0].key, in: $0) }
            #expect(history.revisions.isEmpty)
        }
    }

    @Test("a value that changes keeps what it was", arguments: Backend.available)
    func revisions(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            let at = S.moment(2026, 11, 23, 5)
            try await database.append([S.observation(series, at, 10)])
            let changes = try await database.append(
                [S.observation(series, at, 11), S.observation(series, at, nil, status: "02", counts: false)],
                at: S.now + .hours(1))
            #expect(changes.replaced.map(\.earlier.value) == [10, 11])
            #expect(changes.replaced.map(\.now.value) == [11, nil])

            let history = try await database.read { try S.store.history(of: .init(series: series.id, at: at), in: $0) }
            #expect(history.now == S.observation(series, at, nil, status: "02", counts: false))
            #expect(history.revisions.map(\.earlier.value) == [10, 11])
            #expect(history.revisions.map(\.replacedAt) == [S.now + .hours(1), S.now + .hours(1)])
            let hours = try await database.aggregates(.hour, of: series)
            #expect(hours.map(\.counted) == [0])
            #expect(hours.map(\.total) == [1])
            #expect(hours.map(\.max) == [nil])
            #expect(hours.map(\.mean) == [nil])
        }
    }

    @Test("a value that was flagged keeps its flag when it arrives again", arguments: Backend.available)
    func flagsStay(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            let observation = S.observation(series, S.now, 10)
            try await database.append([observation])
            try await database.write { tx in
                try S.store.flag(
                    [Judgement(observation.key, flag: "spike", counts: false, reason: "")],
                    by: .system("test"), at: S.now, in: tx)
            }
            #expect(try await database.append([observation]).repeated.count == 1)
            #expect(try await database.values(of: series).map(\.flag) == ["spike"])

            try await database.append([S.observation(series, S.now, 12)])
            #expect(try await database.values(of: series).map(\.flag) == ["valid"])
        }
    }

    @Test("an unknown series is refused and nothing remains", arguments: Backend.available)
    func unknownSeries(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            let stray = Observation(series: series.id + 1_000, at: S.now, value: 1, status: "00", counts: true)
            await #expect {
                try await database.append([S.observation(series, S.now, 1), stray])
            } throws: { error in
                if case .foreignKey = error as? StoreError { true } else { false }
            }
            let left = try await database.values(of: series)
            #expect(left.isEmpty)
            #expect(try await database.aggregates(.hour, of: series).isEmpty)
        }
    }

    @Test("nothing is nothing", arguments: Backend.available)
    func nothing(on backend: Backend) async throws {
        try await backend.withSeries { database, _ in
            let changes = try await database.append([])
            #expect(changes.isEmpty)
            #expect(try await database.read { try S.store.latest(in: $0) }.isEmpty)
            #expect(try await database.read { try S.store.latest(of: [], in: $0) }.isEmpty)
            #expect(try await database.read { try S.store.observations([], in: $0) }.isEmpty)
        }
    }

    @Test("many values of many series at once", arguments: Backend.available)
    func bulk(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [ObservationStore.migrations]) { database in
            let keys = (0..<40).map { S.key("p\($0)") }
            let changes = try await database.write { tx in
                let series = try S.store.series(keys, in: tx)
                let observations = (0..<4_000).compactMap { number in
                    series[keys[number % 40]].map {
                        S.observation($0, S.now + .minutes(number / 40 * 5), Double(number))
                    }
                }
                return try S.store.append(observations, in: tx, at: S.now)
            }
            #expect(changes.added.count == 4_000)
            let total: Int? = try await database.read { try $0.value("SELECT sum(total) FROM observation_hour") }
            #expect(total == 4_000)
        }
    }
}
