// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@testable import Environment
@testable import Web

@Suite("Lists of files and of what waits")
struct FileListTests {
    /// Three days of two stations, every sixth file refused.
    private func fill(_ city: City) async throws {
        try await city.register("KHI001", period: .hours(1))
        try await city.register("KHI002", period: .hours(1))
        let start = City.start.roundedDown(to: .hours(1)) - .hours(71)
        for step in 0..<72 {
            for code in ["KHI001", "KHI002"] {
                let at = stamp(start + .hours(step))
                try city.upload(
                    "\(code)_\(at).txt", step % 6 == 5 ? "nothing" : line("PM10", "20", "µg/m3", at: at))
            }
        }
        try await city.takeIn()
    }

    private func filter(_ city: City, _ query: String) async throws -> FileFilter {
        let now = city.clock.now
        let stations = try await city.database.read { try StationStore.everyStation(at: now, in: $0) }
        return FileFilter(FormInput(query: query), stations: stations)
    }

    private static let queries = [
        "day=2026-01-14", "day=2026-01-14&station=KHI001", "day=2026-01-14&state=refused",
        "day=2026-01-14&state=taken&station=KHI002", "state=refused", "state=refused&station=KHI001", "station=KHI002",
        "",
    ]

    @Test("pages of a filter hold every file once", arguments: Backend.available, Self.queries)
    func pages(on backend: Backend, query: String) async throws {
        try await City.open(on: backend) { city in
            try await fill(city)
            let filter = try await filter(city, query)
            var found: [StationFileRecord] = []
            var cursor: Cursor?
            repeat {
                let before = cursor
                let page = try await city.database.read {
                    try FileStore.files(filter, before: before, limit: 7, in: $0)
                }
                found += page.items
                cursor = page.next
            } while cursor != nil

            let zone = CivilZone.vietNam
            let expected = try await city.files.filter { file in
                (filter.station == nil || file.station == filter.station)
                    && (filter.state == nil || file.state == filter.state)
                    && (filter.day == nil || file.stampedAt.map { zone.day(of: $0) } == filter.day)
            }
            #expect(Set(found.map(\.id)) == Set(expected.map(\.id)) && found.count == expected.count)
            #expect(!found.isEmpty || query.contains("refused&station"))
            if filter.day != nil {
                #expect(found.compactMap(\.stampedAt) == found.compactMap(\.stampedAt).sorted(by: >))
            }
        }
    }

    @Test(
        "a list walks the index of what it asks for, never all files",
        arguments: [
            ("day=2026-01-14", "environment_file_by_day"),
            ("day=2026-01-14&station=KHI001", "environment_file_by_station_day"),
            ("day=2026-01-14&state=refused", "environment_file_refused_by_day"),
            ("state=refused", "environment_file_refused"),
            ("state=refused&station=KHI001", "environment_file_refused_by_station"),
            ("station=KHI002", "environment_file_by_station"),
        ])
    func index(query: String, name: String) async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try await city.register("KHI002")
            let filter = try await filter(city, query)
            let plan = try await plan(city) { _ = try FileStore.files(filter, before: nil, limit: 50, in: $0) }
            #expect(plan.contains("INDEX \(name) (") && !plan.contains("B-TREE"), "\(plan)")
        }
    }

    @Test("what waits for one reason is found by its reason, a large file by its name")
    func quarantineIndex() async throws {
        try await City.open(on: .sqlite) { city in
            let retrial = Retrial(
                id: .init(at: city.clock.now), reason: "a", newest: .init(9), place: .init(0), total: 9, done: 0,
                taken: 0,
                startedAt: city.clock.now, startedBy: .visitor, endedAt: nil)
            let page = try await plan(city) { _ = try RetrialStore.page(of: retrial, limit: 100, in: $0) }
            #expect(page.contains("INDEX environment_quarantine_by_reason (reason=? AND id>? AND id<?)"), "\(page)")
            let kept = try await plan(city) { _ = try QuarantineStore.isKept(as: "a", path: "b", in: $0) }
            #expect(kept.contains("INDEX environment_quarantine_by_keeping"), "\(kept)")
        }
    }

    /// How SQLite would run what a question asks.
    private func plan(_ city: City, _ question: @escaping @Sendable (any Reading) throws -> Void) async throws -> String
    {
        let recording = RecordingDatabase(city.database)
        try await recording.read(question)
        let asked = try #require(recording.recorded.first)
        return try await city.database.read { reader in
            try reader.rows("EXPLAIN QUERY PLAN \(asked)").map { try $0.get(3, as: String.self) }.joined(
                separator: "\n")
        }
    }
}
