// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore
import TestSupport
import Testing

@Suite("Hours, days and months")
struct AggregateTests {
    typealias S = Sample

    @Test(
        "a moment on the edge belongs to the bucket that ends there",
        arguments: [
            (Grain.hour, S.moment(2026, 11, 23, 5), S.moment(2026, 11, 23, 5)),
            (.hour, S.moment(2026, 11, 23, 4, 1), S.moment(2026, 11, 23, 5)),
            (.hour, S.moment(2026, 11, 23, 5) + .microseconds(1), S.moment(2026, 11, 23, 6)),
            (.day, S.moment(2026, 11, 23), S.moment(2026, 11, 23)),
            (.day, S.moment(2026, 11, 23) + .microseconds(1), S.moment(2026, 11, 24)),
            (.day, S.moment(2026, 12, 31, 23, 59), S.moment(2027, 1, 1)),
            (.month, S.moment(2027, 1, 1), S.moment(2027, 1, 1)),
            (.month, S.moment(2026, 12, 1) + .microseconds(1), S.moment(2027, 1, 1)),
            (.month, S.moment(2028, 2, 29, 12), S.moment(2028, 3, 1)),
            (.month, S.moment(2026, 3, 1), S.moment(2026, 3, 1)),
        ])
    func ends(grain: Grain, moment: Instant, end: Instant) {
        #expect(grain.end(of: moment, in: S.zone) == end)
        #expect(grain.span(endingAt: end, in: S.zone).contains(moment))
        #expect(grain.span(endingAt: end, in: S.zone).through == end)
    }

    @Test("a zone of half an hour has its own hours")
    func halfHourZone() {
        let zone = CivilZone(offsetMinutes: 330)
        let moment = zone.instant(of: CivilTime(day: CivilDay(number: 20_000), hour: 5, minute: 1))
        #expect(zone.time(of: Grain.hour.end(of: moment, in: zone)).hour == 6)
        #expect(zone.time(of: Grain.hour.end(of: moment, in: zone)).minute == 0)
    }

    @Test("the hour labelled 05:00 covers what ends after 04:00 until 05:00", arguments: Backend.available)
    func hourEnding(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            try await database.append([
                S.observation(series, S.moment(2026, 11, 23, 4), 100),
                S.observation(series, S.moment(2026, 11, 23, 4, 5), 1),
                S.observation(series, S.moment(2026, 11, 23, 5), 2),
                S.observation(series, S.moment(2026, 11, 23, 5, 5), 1_000),
            ])
            let hours = try await database.aggregates(.hour, of: series)
            #expect(hours.map { S.zone.time(of: $0.at).hour } == [4, 5, 6])
            #expect(hours.map(\.sum) == [100, 3, 1_000])
            #expect(hours.map(\.mean) == [100, 1.5, 1_000])
        }
    }

    @Test("midnight of New Year closes the old hour, day and month", arguments: Backend.available)
    func newYear(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            try await database.append([
                S.observation(series, S.moment(2026, 12, 31, 23, 55), 1),
                S.observation(series, S.moment(2027, 1, 1), 2),
                S.observation(series, S.moment(2027, 1, 1, 0, 5), 4),
            ])
            for grain in Grain.allCases {
                let buckets = try await database.aggregates(grain, of: series)
                #expect(buckets.map(\.sum) == [3, 4], "\(grain)")
                #expect(buckets.first?.at == S.moment(2027, 1, 1))
            }
            #expect(try await database.aggregates(.month, of: series).last?.at == S.moment(2027, 2, 1))
        }
    }

    @Test("a flag takes a value out, another brings it back", arguments: Backend.available)
    func flags(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            let observations = (1...12).map { S.observation(series, S.moment(2026, 11, 23, 4, $0 * 5), Double($0)) }
            try await database.append(observations)
            let officer = Actor.person(id: "7", name: "Lê Thị Hạnh")
            let out = Judgement(observations[11].key, flag: "calibration", counts: false, reason: "hiệu chuẩn")

            let changed = try await database.write { try S.store.flag([out, out], by: officer, at: S.now, in: $0) }
            #expect(changed.map(\.flag) == ["calibration"])
            for grain in Grain.allCases {
                let bucket = try await database.aggregates(grain, of: series).first
                #expect(bucket?.counted == 11)
                #expect(bucket?.total == 12)
                #expect(bucket?.max == 11)
                #expect(bucket?.sum == 66)
            }

            let back = Judgement(observations[11].key, flag: "valid", counts: true, reason: "đã kiểm tra")
            _ = try await database.write { try S.store.flag([back], by: officer, at: S.now + .hours(1), in: $0) }
            #expect(try await database.aggregates(.month, of: series).map(\.max) == [12])
            let history = try await database.read { try S.store.history(of: out.key, in: $0) }
            #expect(history.flaggings.map(\.judgement) == [out, back])
            #expect(history.flaggings.map(\.earlierFlag) == ["valid", "calibration"])
            #expect(history.flaggings.map(\.actorName) == ["Lê Thị Hạnh", "Lê Thị Hạnh"])
            #expect(history.flaggings.map(\.flaggedAt) == [S.now, S.now + .hours(1)])
        }
    }

    @Test("a value that is not there, or nothing new, is no flagging", arguments: Backend.available)
    func idleFlags(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            try await database.append([S.observation(series, S.now, nil, status: "02", flag: "device", counts: false)])
            let changed = try await database.write { tx in
                try S.store.flag(
                    [
                        Judgement(.init(series: series.id, at: S.now), flag: "device", counts: true, reason: ""),
                        Judgement(
                            .init(series: series.id, at: S.now + .hours(1)), flag: "spike", counts: false, reason: ""),
                    ], by: .system("test"), at: S.now, in: tx)
            }
            #expect(changed.isEmpty)
            #expect(try await database.read { try $0.value("SELECT count(*) FROM observation_flagging") } == 0)
        }
    }

    @Test("buckets of several series come by series and time, a limited number", arguments: Backend.available)
    func several(on backend: Backend) async throws {
        try await backend.withSeries { database, first in
            let second = try await database.write { try S.store.series(S.key("pm10"), in: $0) }
            try await database.append(
                [first, second].flatMap { series in
                    (0..<5).map { S.observation(series, S.now + .hours($0), Double($0)) }
                })
            let buckets = try await database.read {
                try S.store.aggregates(
                    .hour, of: [second.id, first.id], in: TimeSpan(after: S.now, through: S.now + .hours(3)), limit: 5,
                    in: $0)
            }
            #expect(buckets.map(\.bucket.series) == [first.id, first.id, first.id, second.id, second.id])
            #expect(buckets.map(\.sum) == [1, 2, 3, 1, 2])
        }
    }
}
