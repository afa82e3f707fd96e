// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore
import TestSupport
import Testing

@Suite("Retention")
struct RetentionTests {
    typealias S = Sample
    private let rules = [
        RetentionRule(property: "pm25", keep: .days(10)), RetentionRule(property: nil, keep: .days(100)),
    ]

    @Test("values go in portions, aggregates and flaggings stay", arguments: Backend.available)
    func portions(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            let start = S.moment(2026, 11, 1)
            try await database.append((1...480).map { S.observation(series, start + .hours($0), Double($0)) })
            let days = try await database.aggregates(.day, of: series)
            let now = S.moment(2026, 11, 21, 15)
            _ = try await database.write { tx in
                try S.store.flag(
                    [Judgement(.init(series: series.id, at: start + .hours(1)), flag: "x", counts: true, reason: "")],
                    by: .system("test"), at: now, in: tx)
            }

            var portions: [Int] = []
            repeat {
                portions.append(
                    try await database.write { [rules] in
                        try S.store.deleteOldValues(by: rules, at: now, limit: 100, in: $0)
                    })
            } while portions.last == 100

            #expect(portions == [100, 100, 40])
            let left = try await database.values(of: series)
            #expect(left.map(\.at).min() == S.moment(2026, 11, 11, 1))
            #expect(try await database.aggregates(.day, of: series) == days)
            #expect(try await database.read { try $0.value("SELECT count(*) FROM observation_flagging") } == 1)
        }
    }

    @Test("late values of deleted days are handed back and their aggregates stand", arguments: Backend.available)
    func tooLate(on backend: Backend) async throws {
        try await backend.withSeries { database, series in
            let old = S.moment(2026, 11, 1, 5)
            try await database.append([S.observation(series, old, 10), S.observation(series, S.now, 1)])
            _ = try await database.write { [rules] in try S.store.deleteOldValues(by: rules, at: S.now, in: $0) }

            let late = S.observation(series, old + .minutes(-5), 99)
            let changes = try await database.append([late, S.observation(series, S.now + .hours(1), 2)])
            #expect(changes.tooOld == [late])
            #expect(changes.added.map(\.value) == [2])
            #expect(try await database.aggregates(.hour, of: series).map(\.sum) == [10, 1, 2])
        }
    }

    @Test("each property by its own rule, without a rule for good", arguments: Backend.available)
    func rules(on backend: Backend) async throws {
        try await backend.withSeries { database, fine in
            let coarse = try await database.write { try S.store.series(S.key("pm10"), in: $0) }
            try await database.append([fine, coarse].map { S.observation($0, S.now - .days(50), 1) })
            let only = [rules[0]]
            #expect(try await database.write { try S.store.deleteOldValues(by: only, at: S.now, in: $0) } == 1)
            #expect(try await database.values(of: coarse).count == 1)
            let all = rules
            #expect(try await database.write { try S.store.deleteOldValues(by: all, at: S.now, in: $0) } == 0)
            #expect(
                try await database.write { try S.store.deleteOldValues(by: all, at: S.now + .days(60), in: $0) } == 1)
        }
    }
}
