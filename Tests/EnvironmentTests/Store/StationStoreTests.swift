// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Environment

@Suite("Stations as dated records")
struct StationStoreTests {
    private func description(_ name: String) -> Station.Description {
        Station.Description(
            name: name, nameEnglish: "", medium: .air, place: GeoPoint(latitude: 11.31, longitude: 106.1)!,
            unitCode: "25459", owner: "Sở NNMT", period: .minutes(5), source: "")
    }

    @Test("what was said of a moment is what is read of it", arguments: Backend.available)
    func versions(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            let now = city.clock.now
            try await city.database.write { tx in
                try StationStore.create(
                    code: "khi-1", description("Cũ"), validFrom: now - .days(10), by: .visitor, at: now, in: tx)
                try StationStore.change(
                    code: "KHI-1", to: description("Mới"), validFrom: now, by: .visitor, at: now, in: tx)
                try StationStore.retire(code: "KHI-1", validFrom: now + .days(5), by: .visitor, at: now, in: tx)
            }
            let (before, then, later, listed, all, versions) = try await city.database.read { tx in
                (
                    try StationStore.station(code: "KHI-1", at: now - .days(1), in: tx),
                    try StationStore.station(code: "KHI-1", at: now, in: tx),
                    try StationStore.station(code: "KHI-1", at: now + .days(6), in: tx),
                    try StationStore.stations(at: now + .days(6), limit: 10, in: tx).items,
                    try StationStore.stations(at: now + .days(6), everyState: true, limit: 10, in: tx).items,
                    try StationStore.versions(of: Station.ID(1), in: tx)
                )
            }

            #expect(before?.name == "Cũ" && then?.name == "Mới" && then?.isInService == true)
            #expect(later?.isInService == false && listed.isEmpty && all.count == 1)
            #expect(versions.map(\.description.name) == ["Mới", "Mới", "Cũ"])
            #expect(versions.last?.validTo == now)
            #expect(then?.version.description.source == "Sở NNMT")
        }
    }

    @Test("a list is paged by code", arguments: Backend.available)
    func paging(on backend: Backend) async throws {
        try await City.open(on: backend) { city in
            for number in 1...7 { try await city.register("KHI00\(number)", name: "Một tên") }
            let now = city.clock.now
            var codes: [String] = []
            var cursor: Cursor?
            repeat {
                let after = cursor
                let page = try await city.database.read {
                    try StationStore.stations(at: now, after: after, limit: 3, in: $0)
                }
                codes += page.items.map(\.code)
                cursor = page.next
            } while cursor != nil
            #expect(codes == (1...7).map { "KHI00\($0)" })
        }
    }

    @Test(
        "refuses what is no station",
        arguments: [
            ("x", "", StationError.badCode("x")), ("KHI 1", "", .badCode("KHI 1")), ("KHI_1", "", .badCode("KHI_1")),
            ("../X", "", .badCode("../X")), ("KHI1", " \u{0007} ", .nameMissing),
        ])
    func refuses(code: String, name: String, error: StationError) async throws {
        try await City.open(on: .sqlite) { city in
            let now = city.clock.now
            await #expect(throws: error) {
                try await city.database.write { tx in
                    try StationStore.create(
                        code: code, description(name), validFrom: now, by: .visitor, at: now, in: tx)
                }
            }
        }
    }

    @Test("degrees the other way round are noticed; a code is taken once")
    func mistakes() async throws {
        try await City.open(on: .sqlite) { city in
            try await city.register("KHI001")
            let now = city.clock.now
            var swapped = description("Trạm")
            swapped.place = GeoPoint(latitude: 11.31, longitude: 11.3)!
            let wrong = swapped
            await #expect(throws: StationError.placeOutsideVietNam) {
                try await city.database.write { tx in
                    try StationStore.create(code: "K2", wrong, validFrom: now, by: .visitor, at: now, in: tx)
                }
            }
            await #expect(throws: StationError.codeTaken(code: "KHI001")) {
                try await city.database.write { tx in
                    try StationStore.create(
                        code: "khi001", description("Trạm"), validFrom: now, by: .visitor, at: now, in: tx)
                }
            }
        }
    }
}
