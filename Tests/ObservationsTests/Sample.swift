// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore
import TestSupport

/// What the tests of this suite measure.
enum Sample {
    static let store = ObservationStore()
    static let zone = CivilZone.vietNam
    static let now = moment(2026, 11, 23, 8)

    static func key(_ property: String = "pm25", of subject: String = "station/A") -> Series.Key {
        Series.Key(subject: subject, property: property, unit: "ug/m3", period: .minutes(5))
    }

    static func moment(_ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0) -> Instant {
        let civil = CivilDay(year, month, day) ?? CivilDay(number: 0)
        return zone.instant(of: CivilTime(day: civil, hour: hour, minute: minute))
    }

    static func observation(
        _ series: Series, _ at: Instant, _ value: Double?, status: String = "00", flag: String = "valid",
        counts: Bool = true
    ) -> Observation {
        Observation(
            series: series.id, at: at, value: value, status: status, flag: flag, counts: counts,
            origin: Observation.Origin(record: 7, line: 3))
    }

    static let always = TimeSpan(after: moment(1970, 1, 1), through: moment(2100, 1, 1))
}

extension Backend {
    /// Lends a database with one series.
    nonisolated(nonsending) func withSeries(
        _ body: (any Database, Series) async throws -> Void
    ) async throws {
        try await withDatabase(migrations: [ObservationStore.migrations]) { database in
            let series = try await database.write { try Sample.store.series(Sample.key(), in: $0) }
            try await body(database, series)
        }
    }
}

extension Database {
    @discardableResult
    func append(_ observations: [Observation], at now: Instant = Sample.now) async throws -> Changes {
        try await write { try Sample.store.append(observations, in: $0, at: now) }
    }

    func aggregates(_ grain: Grain, of series: Series) async throws -> [Aggregate] {
        try await read {
            try Sample.store.aggregates(grain, of: [series.id], in: Sample.always, limit: 10_000, in: $0)
        }
    }

    func values(of series: Series) async throws -> [Observation] {
        try await read { try Sample.store.observations(of: series.id, in: Sample.always, limit: 100_000, in: $0) }
    }
}
