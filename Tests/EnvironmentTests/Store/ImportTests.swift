// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Observations
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Import of past series")
struct ImportTests {
    private let text = """
        Thời điểm;Trạm;PM2,5 (µg/m3)
        01/01/2026 01:00;KHI001;31,5
        01/01/2026 02:00;KHI001;-999
        01/01/2026 03:00;KHI001;33
        01/01/2026 04:00;KHI404;12
        01/01/2026 05:00;KHI001;abc
        """
    private var plan: SeriesImportPlan {
        SeriesImportPlan(
            separator: .semicolon, timeColumns: [0], timeFormat: .dayFirst, station: .column(1),
            values: [.init(column: 2, parameter: .fixed("pm25"), unit: .fixed("µg/m3"))])
    }

    @Test(
        "nothing enters the series before it is confirmed; then every value leads to its line",
        arguments: Backend.available)
    func confirmed(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001", period: .hours(1))
            let desk = city.feature.importDesk
            let id = try await desk.draft(name: "lịch sử.csv", Array(text.utf8), by: .person(id: "1", name: "An"))

            let preview = try await desk.preview(id, plan: plan)
            #expect(preview.records == 5 && preview.accepted == 2 && preview.refused == 3)
            #expect(preview.unknownStations == ["KHI404"])
            #expect(try await !city.feature.importRun.work())
            #expect(try await city.values("KHI001", .pm25).isEmpty)

            try await desk.confirm(id, plan: plan, by: .person(id: "1", name: "An"))
            #expect(try await city.feature.importRun.work())
            try await city.derive()

            let values = try await city.values("KHI001", .pm25)
            #expect(values.map(\.value) == [31.5, 33] && values.map { $0.origin?.line } == [2, 4])
            let (draft, refusals, file) = try await city.database.read { tx in
                (
                    try ImportStore.draft(id, in: tx), try ImportStore.refusals(of: id, limit: 10, in: tx).items,
                    try FileStore.content(of: StationFileRecord.ID(values[0].origin!.record), in: tx)
                )
            }
            #expect(draft?.state == .done && draft?.accepted == 2 && draft?.refused == 3 && draft?.rowsDone == 5)
            #expect(refusals.map(\.line) == [3, 5, 6])
            #expect(file == Array(text.utf8))
            #expect(try await city.allAlarms.isEmpty)
            #expect(try await city.indices("KHI001").count == 2)
            await #expect(throws: ImportError.notADraft) {
                try await desk.confirm(id, plan: plan, by: .visitor)
            }
        }
    }

    @Test("a discarded draft imports nothing")
    func discarded() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001", period: .hours(1))
            let desk = city.feature.importDesk
            let id = try await desk.draft(name: "a.csv", Array(text.utf8), by: .visitor)
            try await desk.discard(id, by: .visitor)

            #expect(try await !city.feature.importRun.work())
            await #expect(throws: (any Error).self) { try await desk.confirm(id, plan: plan, by: .visitor) }
        }
    }

    @Test("retention lets contents of files go and keeps their records", arguments: Backend.available)
    func retention(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", line("PM2,5", "31", "µg/m3", at: "20260115080500"))
            try await city.takeIn()
            city.clock.advance(by: .days(401))
            try city.upload("KHI001_20270220080500.txt", line("PM2,5", "31", "µg/m3", at: "20270220080500"))
            try await city.takeIn()

            try await city.feature.retention.work()

            let files = try await city.files
            let contents = try await city.database.read { tx in
                try files.map { try FileStore.content(of: $0.id, in: tx) != nil }
            }
            #expect(contents == [false, true])
            #expect(try await city.values("KHI001", .pm25).count == 2)
        }
    }
}
