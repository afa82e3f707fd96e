// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SQLStore
import TestSupport
import Testing
import Web

@testable import Environment

@Suite("Imports and judgements as pages")
struct ImportAndFlagPageTests {
    static let csv =
        "thời gian;trạm;PM2,5 (µg/m³)\n2025-12-01 01:00;KHI001;31,5\n2025-12-01 02:00;KHI001;-999\n"
        + "2025-12-01 03:00;KHI001;abc\n2025-12-01 04:00;LẠ01;12\n"

    @Test("a file is uploaded, looked at and confirmed; nothing is in before that", arguments: Backend.available)
    func importing(on backend: Backend) async throws {
        try await WebCity.open(on: backend, hours: 1) { web in
            try await web.test { visit in
                let uploaded = try await visit.upload(
                    "/environment/imports", name: "lịch sử.csv", Data(Self.csv.utf8), as: "officer")
                #expect(uploaded.status == .seeOther)
                let address = try #require(uploaded.headings("Location"))
                let draft = try await visit.get(address, as: "officer")
                #expect(draft.status == .ok && draft.rawKeys.isEmpty && draft.text.contains("lịch sử.csv"))
                #expect(draft.text.contains("31,5") && draft.text.contains("abc") && draft.text.contains("LẠ01"))
                #expect(
                    try await visit.walk("/api/environment/stations/KHI001/observations?from=2025-12-01&to=2025-12-02")
                        .isEmpty)

                let fields = [
                    "encoding": "utf-8", "separator": "semicolon", "records-before": "1", "number-format": "comma",
                    "sentinels": "-999", "time-format": "year-first", "zone": "420", "shift": "0", "column-0": "time",
                    "column-1": "station", "column-2": "value", "parameter-2": "pm25", "unit-2": "µg/m³",
                ]
                let again = try await visit.post(address, fields.merging(["act": "preview"]) { $1 }, as: "officer")
                #expect(again.status == .ok && again.text.contains("LẠ01"))
                let none = try await visit.post(
                    address, fields.merging(["act": "confirm", "column-2": "ignored"]) { $1 }, as: "officer")
                #expect(none.status == .unprocessableContent)
                let confirmed = try await visit.post(address, fields.merging(["act": "confirm"]) { $1 }, as: "officer")
                #expect(confirmed.status == .seeOther)
                for language in Language.allCases {
                    let report = try await visit.get(address, as: "leader", language: language)
                    #expect(report.status == .ok && report.rawKeys.isEmpty)
                }
                #expect(try await visit.get(address + "/refusals.csv", as: "leader").status == .ok)
            }
        }
    }

    @Test(
        "a file that is not what its name says is refused with what to do, and nothing of it is kept",
        arguments: [
            ("bảng.csv", [0x50, 0x4B, 3, 4, 20, 0], "không phải loại mà tên tệp nói"),
            ("ảnh.csv", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], "không phải loại mà tên tệp nói"),
            ("bảng.exe", Array("a;b".utf8), ".csv, .txt, .tsv"), ("bảng", Array("a;b".utf8), ".csv, .txt, .tsv"),
        ] as [(String, [UInt8], String)])
    func kinds(name: String, bytes: [UInt8], words: String) async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                let answer = try await visit.upload("/environment/imports", name: name, Data(bytes), as: "officer")
                #expect(answer.status == .unprocessableContent && answer.text.contains(words) && answer.rawKeys.isEmpty)
                let list = try await visit.get("/environment/imports", as: "officer")
                #expect(!list.text.contains(name))
            }
        }
    }

    @Test("what is no text, nothing, or nobody's, is refused", arguments: [Data(), Data([0, 1, 2, 0, 255, 0])])
    func refuses(content: Data) async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                let answer = try await visit.upload("/environment/imports", name: "a.csv", content, as: "officer")
                #expect(answer.status == .unprocessableContent && answer.text.contains("error-summary"))
                #expect(answer.rawKeys.isEmpty)
                #expect(try await visit.get("/environment/imports/abc", as: "officer").status == .notFound)
            }
        }
    }

    @Test("a draft is thrown away and stays on record")
    func discards() async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                let uploaded = try await visit.upload(
                    "/environment/imports", name: "a.csv", Data(Self.csv.utf8), as: "officer")
                let address = try #require(uploaded.headings("Location"))
                let answer = try await visit.post(address, ["act": "discard"], as: "officer")
                #expect(answer.status == .seeOther)
                #expect(try await visit.get("/environment/imports", as: "operator").text.contains("Đã bỏ"))
            }
        }
    }

    @Test("values are judged with a reason, and the judgement withdrawn with another", arguments: Backend.available)
    func flags(on backend: Backend) async throws {
        try await WebCity.open(on: backend, hours: 3) { web in
            let path = "/environment/stations/KHI001/flags"
            let fields = [
                "parameter": "pm25", "from": "2026-01-15T06:00", "to": "2026-01-15T07:00", "verdict": "invalid",
                "reason": "Đầu đo bị che 🌫",
            ]
            try await web.test { visit in
                for (field, text) in [
                    ("parameter", "gold"), ("from", "soon"), ("verdict", ""), ("reason", " "), ("to", "2026-01-14"),
                ] {
                    let answer = try await visit.post(path, fields.merging([field: text]) { $1 }, as: "officer")
                    #expect(answer.status == .unprocessableContent && answer.text.contains("error-summary"), "\(field)")
                    #expect(answer.rawKeys.isEmpty)
                }
                #expect(try await visit.post(path, fields, as: "officer").status == .seeOther)
                let page = try await visit.get(path, as: "leader").text
                #expect(page.contains("Đầu đo bị che 🌫") && !page.contains("withdrawal"))
                let own = try await visit.get(path, as: "officer").text
                let address = try #require(own.firstMatch(of: /action="([^"]*\/flags\/(\d+)\/withdrawal)"/))
                let empty = try await visit.post(String(address.1), [:], from: path, as: "officer")
                #expect(empty.status == .unprocessableContent)
                let done = try await visit.post(
                    String(address.1), ["reason-\(address.2)": "Nhầm trạm"], from: path, as: "officer")
                #expect(done.status == .seeOther)
                #expect(try await visit.get(path, as: "officer").text.contains("Nhầm trạm"))
            }
        }
    }

    @Test("a quarantined file of a station registered since is taken again", arguments: Backend.available)
    func retries(on backend: Backend) async throws {
        try await WebCity.open(on: backend, hours: 1) { web in
            let at = stamp(WebCity.now - .minutes(5))
            try web.city.upload("MOI01_\(at).txt", line("PM2,5", "12", "µg/Nm3", at: at))
            try await web.city.takeIn()
            let entry = try #require(try await web.city.waiting.last)
            try await web.test { visit in
                let early = try await visit.post(entry.address + "/retrial", [:], from: entry.address, as: "officer")
                #expect(early.status == .seeOther)
                try await web.city.register("MOI01")
                let done = try await visit.post(
                    entry.address + "/retrial-of-reason", [:], from: entry.address, as: "officer")
                #expect(done.status == .seeOther)
                while try await web.city.feature.retrialRun.work() {}
                #expect(try await visit.walk("/api/environment/stations/MOI01/observations").count == 1)
            }
        }
    }

    @Test("a changed station's pieces reach whoever watches its page or the city's")
    func live() async throws {
        try await WebCity.open(on: .sqlite, hours: 3) { web in
            let city = try await web.pages.cityAir(at: WebCity.now)
            let fragment =
                CityAirPage.headline(of: city) + AirStationEntry(station: city.air[0], now: WebCity.now).place.html
            let text = fragment.rendered(in: web.site.wording(.vi))
            #expect(text.contains("id=\"air-now\"") && text.contains("id=\"station-khi001\""))
            let detail = try #require(try await web.pages.stationDetail("KHI001", at: WebCity.now, range: .day))
            let page = StationPage.fragments(detail).rendered(in: web.site.wording(.en))
            #expect(page.contains("id=\"station-now\"") && page.contains("id=\"station-parameters\""))
        }
    }
}

extension Visit {
    /// Sends a file by the form of the page at the same address.
    func upload(_ path: String, name: String, _ content: Data, as role: String) async throws -> TestResponse {
        let form = try await get(path, as: role)
        let cookie = form.headers[values: .setCookie].first { $0.hasPrefix("form=") }?.prefix { $0 != ";" } ?? ""
        let token = form.text.firstMatch(of: /name="form-token" value="([^"]*)"/).map { String($0.1) } ?? ""
        var body = Data("--b\r\nContent-Disposition: form-data; name=\"form-token\"\r\n\r\n\(token)\r\n".utf8)
        body += Data(
            "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"\(name)\"\r\nContent-Type: text/csv\r\n\r\n"
                .utf8)
        body += content + Data("\r\n--b--\r\n".utf8)
        return try await client.execute(
            uri: path, method: .post,
            headers: [
                .cookie: "session=\(role); \(cookie)", .contentType: "multipart/form-data; boundary=b",
                .acceptLanguage: "vi",
            ], body: ByteBuffer(bytes: Array(body)))
    }
}

extension TestResponse {
    func headings(_ name: String) -> String? { HTTPField.Name(name).flatMap { headers[$0] } }
}
