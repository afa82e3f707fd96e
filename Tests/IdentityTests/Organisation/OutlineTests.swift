// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports
import TestSupport
import Testing

@testable import Identity

@Suite("Outlines of units")
struct OutlineTests {
    static let before = CivilDay(iso8601: "2025-06-30")!
    static let after = CivilDay(iso8601: "2025-07-01")!

    static var sample: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Sources/Server/Sample/wards.geojson")
    }

    static func unit(
        _ code: String, _ name: String, from: CivilDay, to: CivilDay? = nil, outline: Bool = true
    ) -> OutlinedUnit {
        OutlinedUnit(
            scheme: "vn-gso", code: code, parentCode: "80", kind: "ward", name: name, nameEnglish: name,
            validFrom: from, validTo: to, source: "test",
            outline: outline
                ? .init(
                    geometry: #"{"type":"Polygon","coordinates":[[[106,11],[107,11],[107,12],[106,11]]]}"#,
                    source: "test", licence: "test") : nil)
    }

    @Test("of the sample city are six wards with outlines since 1 July 2025", arguments: Backend.available)
    func sampleCity(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let units = try OutlineFile.units(in: try Data(contentsOf: Self.sample))
            try await office.identity.organisation.takeIn(units, by: OrganisationTests.admin)
            try await office.identity.organisation.takeIn(units, by: OrganisationTests.admin)
            let outlines = try await office.identity.territories.outlines(on: Self.after)
            #expect(outlines.map(\.code) == ["25459", "25480", "25567", "25630", "25633", "25645"])
            #expect(
                outlines.map(\.name) == [
                    "Tân Ninh", "Bình Minh", "Ninh Thạnh", "Long Hoa", "Thanh Điền", "Hòa Thành",
                ])
            #expect(outlines.allSatisfy { $0.name == $0.name.nfc && $0.geometry.contains("\"MultiPolygon\"") })
            #expect(try await office.identity.territories.outlines(on: Self.before).isEmpty)
            for unit in units {
                #expect(unit.parentCode == "80" && unit.outline?.licence.contains("MIT") == true)
            }
        }
    }

    @Test("a code used again means another unit on another day", arguments: Backend.available)
    func reused(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let organisation = office.identity.organisation
            try await organisation.takeIn(
                [
                    Self.unit("25459", "3", from: CivilDay(iso8601: "2004-01-01")!, to: Self.after),
                    Self.unit("25459", "Tân Ninh", from: Self.after),
                ], by: OrganisationTests.admin)
            #expect(try await organisation.outlines(on: Self.before).map(\.name) == ["3"])
            #expect(try await organisation.outlines(on: Self.after).map(\.name) == ["Tân Ninh"])
            let chart = try await organisation.chart()
            func name(_ scheme: String, _ day: CivilDay) -> String? {
                chart.unit(scheme: scheme, code: "25459", on: day)?.version(on: day).map(chart.title(of:))
            }
            #expect(name("vn-gso", Self.before) == "Phường 3")
            #expect(name("vn-gso", Self.after) == "Phường Tân Ninh")
            #expect(name("vn-gso", CivilDay(2003, 1, 1)!) == nil)
            #expect(name("other", Self.after) == nil)
        }
    }

    @Test("two of one code on one day are refused, and nothing of the file stays", arguments: Backend.available)
    func overlapping(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            await #expect(throws: OrgError.self) {
                try await office.identity.organisation.takeIn(
                    [
                        Self.unit("1", "A", from: Self.before), Self.unit("25459", "Tân Ninh", from: Self.after),
                        Self.unit("25459", "3", from: Self.before),
                    ], by: OrganisationTests.admin)
            }
            let outlines = try await office.identity.organisation.outlines(on: Self.after)
            let units = try await office.identity.organisation.chart().units
            #expect(outlines.isEmpty && units.isEmpty)
        }
    }

    static func collection(_ feature: String, head: String = #""scheme":"s","source":"q","licence":"l","#) -> Data {
        Data(#"{"type":"FeatureCollection",\#(head)"features":[\#(feature)]}"#.utf8)
    }

    static func feature(properties: String = "", geometry: String = square) -> String {
        #"{"type":"Feature","properties":{"code":"1","name":"A","nameEn":"A","kind":"ward","source":"x""#
            + #"\#(properties)},"geometry":\#(geometry)}"#
    }

    static let square = #"{"type":"Polygon","coordinates":[[[106,11],[107,11],[107,12],[106,11]]]}"#
    static let from = #","validFrom":"2025-07-01""#

    @Test(
        "in a damaged file are refused with what is wrong",
        arguments: [
            (Data(), .notAFeatureCollection), (Data("{}".utf8), .notAFeatureCollection),
            (Data([0xFF, 0xFE, 0x00]), .notAFeatureCollection),
            (collection("", head: #""source":"q","licence":"l","#), .missing("scheme")),
            (collection("", head: #""scheme":"s","source":"q","#), .missing("licence")),
            (collection(feature()), .feature(1, "validFrom")),
            (collection(feature(properties: #","validFrom":"2025-02-30""#)), .feature(1, "validFrom")),
            (collection(feature(properties: from + #","validTo":"2025-07-01""#)), .feature(1, "validTo")),
            (collection(feature(properties: from, geometry: "null")), .feature(1, "geometry")),
            (
                collection(feature(properties: from, geometry: #"{"type":"Polygon","coordinates":[]}"#)),
                .feature(1, "geometry")
            ),
            (
                collection(
                    feature(
                        properties: from,
                        geometry: #"{"type":"Polygon","coordinates":[[[106,11],[107,11],[107,12],[106,12]]]}"#)),
                .feature(1, "geometry")
            ),
            (
                collection(
                    feature(
                        properties: from,
                        geometry: #"{"type":"Polygon","coordinates":[[[11,106],[11,107],[12,107],[11,106]]]}"#)),
                .feature(1, "geometry")
            ),
            (
                collection(feature(properties: from, geometry: #"{"type":"Point","coordinates":[106,11]}"#)),
                .notAFeatureCollection
            ),
            (collection(feature(properties: from) + "," + feature(properties: from)), .twice(code: "1")),
        ] as [(Data, OutlineFile.Problem)])
    func damaged(data: Data, problem: OutlineFile.Problem) {
        #expect(throws: problem) { try OutlineFile.units(in: data) }
    }

    @Test("keep their outline as GeoJSON of five decimals")
    func geometry() throws {
        let shape = #"{"type":"Polygon","coordinates":[[[106.1234567,11],[107,11],[107,12,5],[106.1234567,11]]]}"#
        let units = try OutlineFile.units(in: Self.collection(Self.feature(properties: Self.from, geometry: shape)))
        let text = try #require(units.first?.outline?.geometry)
        #expect(
            text == #"{"type":"Polygon","coordinates":[[[106.12346,11.0],[107.0,11.0],[107.0,12.0],[106.12346,11.0]]]}"#
        )
    }
}
