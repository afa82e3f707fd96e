// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Observations
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("The quarantine")
struct QuarantineTests {
    private let good = line("PM2,5", "31,4", "µg/Nm3", at: "20260115080500")
    private let officer = Actor.person(id: "9", name: "Lê Văn Cường")

    @Test("a retry after the station was registered takes the file in", arguments: Backend.available)
    func retry(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try city.upload("KHI001_20260115080500.txt", good)
            try await city.takeIn()
            let entry = try #require(try await city.waiting.first)
            let desk = city.feature.quarantineDesk
            #expect(try await !desk.retry(entry.id, by: officer))

            try await city.register("KHI001")
            #expect(try await desk.retry(entry.id, by: officer))

            let after = try #require(try await city.database.read { try QuarantineStore.entry(entry.id, in: $0) })
            #expect(after.state == .retried && after.handledBy == "person:9")
            #expect(try await city.values("KHI001", "pm25").first?.origin?.record == entry.file?.rawValue)
            #expect(try await city.files.first?.state == .taken)
            await #expect(throws: QuarantineError.handled) { try await desk.retry(entry.id, by: officer) }
        }
    }

    @Test("an entry is settled with a note, once", arguments: Backend.available)
    func settle(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            try city.upload("KHI001_20260115080500.txt", good)
            try await city.takeIn()
            let entry = try #require(try await city.waiting.first)
            let desk = city.feature.quarantineDesk

            await #expect(throws: QuarantineError.noteMissing) {
                try await desk.settle(entry.id, note: " ", by: officer)
            }
            try await desk.settle(entry.id, note: "Trạm của tỉnh khác", by: officer)

            let after = try #require(try await city.database.read { try QuarantineStore.entry(entry.id, in: $0) })
            #expect(after.state == .settled && after.note == "Trạm của tỉnh khác")
            #expect(try await city.waiting.isEmpty)
            await #expect(throws: QuarantineError.handled) { try await desk.settle(entry.id, note: "x", by: officer) }
        }
    }

    @Test("a file of ten thousand bad lines makes a hundred entries and one for the rest")
    func manyLines() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            try city.upload("KHI001_20260115080500.txt", String(repeating: "x y\n", count: 9_000))

            try await city.takeIn()

            let entries = try await city.waiting
            #expect(entries.count == 101)
            #expect(entries.last?.reason == Message("environment.refusal.more-lines", ["count": .count(8_900)]))
        }
    }
}
