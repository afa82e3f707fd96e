// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore
import TestSupport
import Testing

@Suite("Reading observations")
struct ReadingTests {
    typealias S = Sample

    @Test("a span leaves out its beginning and has its end", arguments: Backend.available)
    func edges(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            try await database.append((0..<10).map { S.observation(series, S.now + .hours($0), Double($0)) })
            let span = TimeSpan(after: S.now + .hours(2), through: S.now + .hours(5))
            let read = try await database.read { try S.store.observations(of: series.id, in: span, limit: 100, in: $0) }
            #expect(read.map(\.value) == [3, 4, 5])
            #expect(read.allSatisfy { span.contains($0.at) })
            let newest = try await database.read {
                try S.store.observations(of: series.id, in: span, newestFirst: true, limit: 2, in: $0)
            }
            #expect(newest.map(\.value) == [5, 4])
        }
    }

    @Test("pages meet without gap and without overlap", arguments: Backend.available, [true, false])
    func pages(on backend: Backend, newestFirst: Bool) async throws {
        try await backend.withSeries { database, series in
            try await database.append((0..<25).map { S.observation(series, S.now + .minutes($0), Double($0)) })
            var span = S.always
            var read: [Double?] = []
            while true {
                let page = try await database.read { [span] tx in
                    try S.store.observations(of: series.id, in: span, newestFirst: newestFirst, limit: 7, in: tx)
                }
                guard let last = page.last else { break }
                read += page.map(\.value)
                span =
                    newestFirst
                    ? TimeSpan(after: span.after, through: last.at - .microseconds(1))
                    : TimeSpan(after: last.at, through: span.through)
            }
            let all = (0..<25).map { Optional(Double($0)) }
            #expect(read == (newestFirst ? all.reversed() : all))
        }
    }

    @Test("the latest of each series, whatever came last", arguments: Backend.available)
    func latest(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [ObservationStore.migrations]) { database in
            let keys = [S.key(of: "station/A"), S.key(of: "station/B"), S.key("pm10", of: "station/B")]
            let series = try await database.write { tx in
                let series = try S.store.series(keys + [S.key(of: "station/silent")], in: tx)
                return keys.compactMap { series[$0] }
            }
            try await database.append([
                S.observation(series[0], S.now, 1), S.observation(series[1], S.now, 2),
                S.observation(series[1], S.now + .hours(1), 3, status: "02", counts: false),
                S.observation(series[2], S.now, 4), S.observation(series[0], S.now - .hours(3), 5),
            ])

            let all = try await database.read { try S.store.latest(in: $0) }
            #expect(all.map(\.series.key) == [keys[0], keys[2], keys[1]])
            #expect(all.map(\.observation.value) == [1, 4, 3])
            let counting = try await database.read { try S.store.latest(of: ["station/B"], counting: true, in: $0) }
            #expect(counting.map(\.observation.value) == [4, 2])
        }
    }

    @Test("the latest of all series is searched for, never read through", arguments: Backend.available)
    func plan(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            try await database.append((0..<50).map { S.observation(series, S.now + .hours($0), Double($0)) })
            let recording = RecordingDatabase(database)
            for (subjects, counting) in [(nil, false), (nil, true), (["station/A", "station/B"], false)] {
                recording.forget()
                _ = try await recording.read { try S.store.latest(of: subjects, counting: counting, in: $0) }
                let statement = try #require(recording.recorded.first)
                #expect(recording.recorded.count == 1)
                #expect(try await !recording.scannedTables(of: statement).contains("observation_value"))
            }
        }
    }
}
