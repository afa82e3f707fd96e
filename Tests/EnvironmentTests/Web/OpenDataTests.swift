// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import TestSupport
import Testing
import Web

@testable import Environment

@Suite("The environment's open data")
struct OpenDataTests {
    static let station = "/api/environment/stations/KHI001"
    static let span = "from=2026-01-14T00:00:00%2B07:00&to=2026-01-15T08:00:00%2B07:00"

    @Test("a list has items and next; an index has its value, band and parts", arguments: Backend.available)
    func indices(on backend: Backend) async throws {
        try await WebCity.open(on: backend) { web in
            try await web.test { visit in
                let list = try await visit.json(Self.station + "/aqi?period=hour&from=2026-01-15T06:00:00%2B07:00")
                let items = try #require(list["items"] as? [[String: Any]])
                #expect(list["next"] is NSNull)
                #expect(
                    items.map { $0["at"] as? String } == ["2026-01-15T07:00:00+07:00", "2026-01-15T08:00:00+07:00"])
                let newest = try #require(items.last)
                #expect(newest["aqi"] as? Int == 76)
                #expect(newest["category"] as? String == "moderate")
                #expect(newest["categoryName"] as? String == "Trung bình")
                #expect(newest["dominant"] as? String == "pm25")
                #expect((newest["subIndices"] as? [String: Int])?["pm25"] == 76)
                #expect(newest["reason"] is NSNull)
            }
        }
    }

    @Test("an hour without an index is an item with its reason")
    func reason() async throws {
        try await WebCity.open(on: .sqlite, hours: 3) { web in
            try await web.test { visit in
                let items = try await visit.walk(Self.station + "/aqi?from=2026-01-15")
                let first = try #require(items.first)
                #expect(first["aqi"] is NSNull && first["category"] is NSNull)
                let reason = try #require(first["reason"] as? [String: Any])
                #expect((reason["code"] as? String)?.hasPrefix("environment.") == true)
                #expect((reason["text"] as? String)?.isEmpty == false)
            }
        }
    }

    @Test("a walk meets every value exactly once while new ones arrive", arguments: Backend.available)
    func walk(on backend: Backend) async throws {
        try await WebCity.open(on: backend) { web in
            try await web.test { visit in
                let whole = try await visit.walk(Self.station + "/observations?\(Self.span)&limit=1000")
                var met: [String] = []
                var next: String? = Self.station + "/observations?\(Self.span)&limit=7"
                var round = 0
                while let address = next {
                    let page = try await visit.json(address)
                    let items = try #require(page["items"] as? [[String: Any]])
                    #expect(items.count <= 7)
                    met += items.map { "\($0["parameter"] ?? "") \($0["at"] ?? "")" }
                    next = page["next"] as? String
                    round += 1
                    let later = stamp(WebCity.now + .minutes(round))
                    try web.city.upload("KHI001_\(later).txt", line("PM2,5", "9", "µg/Nm3", at: later))
                    try await web.city.takeIn()
                }
                #expect(Set(met).count == met.count)
                #expect(met == whole.map { "\($0["parameter"] ?? "") \($0["at"] ?? "")" })
                #expect(met.count > 100)
            }
        }
    }

    @Test("a year of hours can be walked")
    func year() async throws {
        try await WebCity.open(on: .sqlite) { web in
            try await web.test { visit in
                let items = try await visit.walk(Self.station + "/aqi?from=2025-01-15&to=2026-01-16&limit=10")
                #expect(items.count == 30)
                #expect(Set(items.compactMap { $0["at"] as? String }).count == 30)
            }
        }
    }

    @Test("CSV says what JSON says", arguments: Backend.available)
    func twins(on backend: Backend) async throws {
        try await WebCity.open(on: backend) { web in
            try await web.test { visit in
                let items = try await visit.walk(Self.station + "/observations?\(Self.span)")
                let rows = try await visit.rows(Self.station + "/observations.csv?\(Self.span)")
                #expect(rows.count == items.count && !rows.isEmpty)
                for (row, item) in zip(rows, items) {
                    #expect(row["at"] == item["at"] as? String && row["parameter"] == item["parameter"] as? String)
                    #expect(row["value"].flatMap { Double($0) } == item["value"] as? Double)
                    #expect(row["status"] == item["status"] as? String)
                    #expect(row["source_file"] == (item["source"] as? [String: Any])?["file"] as? String)
                }
                let indices = try await visit.walk(Self.station + "/aqi?\(Self.span)")
                let indexRows = try await visit.rows(Self.station + "/aqi.csv?\(Self.span)")
                #expect(indexRows.map { $0["at"] } == indices.map { $0["at"] as? String })
                #expect(indexRows.map { $0["aqi"] ?? "" } == indices.map { ($0["aqi"] as? Int).map(String.init) ?? "" })
                let stations = try await visit.walk("/api/environment/stations")
                let stationRows = try await visit.rows("/api/environment/stations.csv")
                #expect(stationRows.map { $0["code"] } == stations.map { $0["code"] as? String })
                #expect(stations.count == 4)
            }
        }
    }

    @Test("values keep their status, flag, unit and source line")
    func values() async throws {
        try await WebCity.open(on: .sqlite) { web in
            try await web.test { visit in
                let items = try await visit.walk(
                    Self.station + "/observations?parameter=CO&from=2026-01-15T04:00&to=2026-01-15T05:00")
                let item = try #require(items.first)
                #expect(items.count == 1)
                #expect(item["parameter"] as? String == "co" && item["value"] as? Double == 640)
                #expect(item["unit"] as? String == "ug/m3" && item["status"] as? String == "01")
                #expect(item["counts"] as? Bool == false)
                #expect((item["source"] as? [String: Any])?["line"] as? Int == 3)
            }
        }
    }

    struct Wrong: Sendable {
        let path: String
        let status: Int
        let code: String
        let word: String
    }

    @Test(
        "a wrong question is answered with a problem that names the field",
        arguments: [
            Wrong(path: "/api/environment/stations/XYZ", status: 404, code: "unknown-station", word: "XYZ"),
            Wrong(path: "/api/environment/stations/XYZ/aqi", status: 404, code: "unknown-station", word: "XYZ"),
            Wrong(path: "/api/environment/stations/NUOC01/aqi", status: 404, code: "no-index", word: "NUOC01"),
            Wrong(path: station + "/aqi?period=week", status: 400, code: "bad-period", word: "period"),
            Wrong(path: station + "/aqi?from=yesterday", status: 400, code: "bad-time", word: "from"),
            Wrong(path: station + "/aqi?to=2026-02-30", status: 400, code: "bad-time", word: "to"),
            Wrong(path: station + "/aqi?from=0001-01-01", status: 400, code: "bad-time", word: "from"),
            Wrong(
                path: station + "/aqi?from=2026-01-15&to=2026-01-15", status: 400, code: "empty-stretch", word: "from"),
            Wrong(
                path: station + "/aqi?from=1990-01-15&to=2026-01-15", status: 400, code: "stretch-too-long",
                word: "3.660"),
            Wrong(path: station + "/aqi?limit=0", status: 400, code: "bad-limit", word: "limit"),
            Wrong(path: station + "/aqi?limit=ten", status: 400, code: "bad-limit", word: "limit"),
            Wrong(path: station + "/aqi?after=%F0%9F%98%80", status: 400, code: "bad-cursor", word: "after"),
            Wrong(path: station + "/observations?parameter=gold", status: 400, code: "unknown-parameter", word: "gold"),
            Wrong(path: station + "/observations?after=AAAA", status: 400, code: "bad-cursor", word: "after"),
            Wrong(path: "/api/environment/stations?medium=fire", status: 400, code: "bad-medium", word: "medium"),
        ])
    func problems(wrong: Wrong) async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                let answer = try await visit.get(wrong.path)
                #expect(Int(answer.status.code) == wrong.status)
                #expect(answer.headers[.contentType]?.hasPrefix("application/problem+json") == true)
                let problem = try await visit.json(wrong.path)
                #expect(problem["status"] as? Int == wrong.status)
                #expect(problem["code"] as? String == "environment.request.\(wrong.code)")
                #expect((problem["title"] as? String)?.contains(wrong.word) == true, "\(problem["title"] ?? "")")
            }
        }
    }

    @Test("a limit above the cap is served as the cap, and answers are tagged and open to other origins")
    func caps() async throws {
        try await WebCity.open(on: .sqlite, hours: 2) { web in
            try await web.test { visit in
                let answer = try await visit.get(Self.station + "/aqi?from=2026-01-15&limit=999999999")
                #expect(answer.status == .ok)
                #expect(answer.headers[.accessControlAllowOrigin] == "*")
                let tag = try #require(answer.headers[.eTag])
                let again = try await visit.get(
                    Self.station + "/aqi?from=2026-01-15&limit=999999999", headers: [.ifNoneMatch: tag])
                #expect(again.status == .notModified)
            }
        }
    }
}

extension Visit {
    /// The rows of a CSV file by their headings.
    func rows(_ path: String) async throws -> [[String: String]] {
        var reader = CSVReader(try await get(path).text)
        let all = try reader.rows()
        guard let heading = all.first?.fields else { return [] }
        return all.dropFirst().map { Dictionary(zip(heading, $0.fields), uniquingKeysWith: { first, _ in first }) }
    }
}
