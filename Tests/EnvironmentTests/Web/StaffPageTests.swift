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

@Suite("Staff pages of the environment")
struct StaffPageTests {
    static let station = [
        "name": "Trạm Hoà Thành 🌳", "medium": "air", "latitude": "11,29", "longitude": "106.13", "owner": "Sở NNMT",
        "period": "5", "in-service": "yes", "valid-from": "2026-01-15",
    ]

    @Test("open to whom the policy permits and to nobody else", arguments: Backend.available)
    func policies(on backend: Backend) async throws {
        let readers: Set<String> = ["officer", "operator", "leader", "administrator"]
        let pages: [(path: String, roles: Set<String>)] = [
            ("/environment/stations", readers), ("/environment/intake", readers), ("/environment/quarantine", readers),
            ("/environment/files", readers), ("/environment/stations/new", ["officer"]),
            ("/environment/stations/KHI001/edit", ["officer"]),
        ]
        try await WebCity.open(on: backend, hours: 1) { web in
            let entry = try #require(try await web.city.waiting.first)
            try await web.test { visit in
                for (path, roles) in pages + [(entry.address, readers)] {
                    #expect(try await visit.get(path).status == .seeOther, "\(path) for a visitor")
                    for role in readers {
                        for language in Language.allCases {
                            let answer = try await visit.get(path, as: role, language: language)
                            #expect(answer.status == (roles.contains(role) ? .ok : .forbidden), "\(path) for \(role)")
                            #expect(answer.rawKeys.isEmpty, "\(path): \(answer.rawKeys)")
                        }
                    }
                }
            }
        }
    }

    @Test(
        "the navigation marks the part of the site a page belongs to",
        arguments: [
            ("/environment", nil, "/environment"), ("/environment/limits", nil, "/environment"),
            ("/environment/parameters", "officer", "/environment"),
            ("/environment/stations/KHI001", nil, "/environment"),
            ("/environment/stations/KHI001", "officer", "/environment"),
            ("/environment/stations/KHI001/observations?parameter=pm25", "officer", "/environment"),
            ("/environment/alarms", nil, "/environment/alarms"),
            ("/environment/files/1", nil, "/environment"), ("/environment/files/1", "leader", "/environment/stations"),
            ("/environment/files", "leader", "/environment/stations"),
            ("/environment/quarantine", "officer", "/environment/stations"),
            ("/environment/quarantine/1", "officer", "/environment/stations"),
            ("/environment/imports", "officer", "/environment/stations"),
            ("/environment/intake", "officer", "/environment/stations"),
            ("/environment/stations", "officer", "/environment/stations"),
            ("/environment/stations/new", "officer", "/environment/stations"),
            ("/environment/stations/KHI001/edit", "officer", "/environment/stations"),
            ("/environment/stations/KHI001/flags", "officer", "/environment/stations"),
        ] as [(String, String?, String)])
    func navigation(page: String, role: String?, entry: String) async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                let answer = try await visit.get(page, as: role)
                #expect(answer.status == .ok)
                let bar = try #require(answer.text.firstMatch(of: /<nav class="site-navigation".*?<\/nav>/)).0
                let marked = bar.matches(of: /href="([^"]*)" aria-current="(page|true)"/)
                #expect(marked.map { String($0.1) } == [entry])
                #expect(marked.first?.2 == (page == entry ? "page" : "true"))
            }
        }
    }

    @Test("every route is under one of three policies, and every write is the officer's")
    func routes() async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            for route in web.pages.routes.routes {
                if route.method == .post {
                    #expect(
                        route.policy == EnvironmentPolicies.changes && route.writeGuard == .formToken, "\(route.path)")
                } else {
                    #expect(
                        [.everyone, EnvironmentPolicies.records, EnvironmentPolicies.changes].contains(route.policy))
                }
            }
        }
    }

    @Test("a station is registered, in form C, and found under its code", arguments: Backend.available)
    func register(on backend: Backend) async throws {
        try await WebCity.open(on: backend, hours: 1) { web in
            try await web.test { visit in
                var fields = Self.station
                fields["code"] = "khi009"
                fields["name"] = "Trạm Hoà Thành 🌳".decomposedStringWithCanonicalMapping
                let answer = try await visit.post("/environment/stations/new", fields, as: "officer")
                #expect(answer.status == .seeOther)
                let page = try await visit.get("/environment/stations/KHI009").text
                #expect(page.contains("Trạm Hoà Thành 🌳".precomposedStringWithCanonicalMapping))
            }
        }
    }

    @Test(
        "a wrong form is answered 422 with the same page, what was typed, and every error",
        arguments: [
            ("name", "", "Hãy ghi tên trạm"), ("latitude", "north", "Vĩ độ phải là số"),
            ("latitude", "106,1", "ngoài Việt Nam"),
            ("period", "0", "Chu kỳ gửi"), ("owner", "", "đơn vị quản lý"), ("valid-from", "soon", "Ghi ngày"),
            ("medium", "fire", "môi trường quan trắc"), ("code", "../etc", "không phải mã trạm"),
            ("code", "KHI001", "đã được dùng"),
            ("name", String(repeating: "ă", count: 300), "200"),
        ])
    func refuses(field: String, text: String, words: String) async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                var fields = Self.station
                fields["code"] = "KHI009"
                fields[field] = text
                let answer = try await visit.post("/environment/stations/new", fields, as: "officer")
                #expect(answer.status == .unprocessableContent)
                #expect(answer.text.contains("error-summary") && answer.text.contains(words), "\(field)")
                #expect(answer.text.contains("Sở NNMT") || field == "owner")
                #expect(answer.rawKeys.isEmpty)
            }
        }
    }

    @Test("a change holds from its day and the past keeps its words", arguments: Backend.available)
    func change(on backend: Backend) async throws {
        try await WebCity.open(on: backend, hours: 1) { web in
            try await web.test { visit in
                let answer = try await visit.post("/environment/stations/KHI002/edit", Self.station, as: "officer")
                #expect(answer.status == .seeOther)
                let early = try await visit.post(
                    "/environment/stations/KHI002/edit", Self.station.merging(["valid-from": "2020-01-01"]) { $1 },
                    as: "officer")
                #expect(early.status == .unprocessableContent)
            }
            let before = Instant(iso8601: "2026-01-10T00:00:00+07:00")!
            let names = try await web.city.database.read { reader in
                [before, WebCity.now].map { try? StationStore.station(code: "KHI002", at: $0, in: reader)?.name }
            }
            #expect(names == ["Trạm <b>Hoà & Thành</b>", "Trạm Hoà Thành 🌳"])
        }
    }

    @Test("an entry of the quarantine is settled once, with a note", arguments: Backend.available)
    func settle(on backend: Backend) async throws {
        try await WebCity.open(on: backend, hours: 1) { web in
            let entry = try #require(try await web.city.waiting.first)
            try await web.test { visit in
                let path = entry.address + "/settlement"
                let empty = try await visit.post(path, ["note": "  "], from: entry.address, as: "officer")
                #expect(empty.status == .unprocessableContent && empty.text.contains("error-summary"))
                let done = try await visit.post(path, ["note": "Tệp thử 🌧"], from: entry.address, as: "officer")
                #expect(done.status == .seeOther)
                #expect(try await visit.get(entry.address, as: "leader").text.contains("Tệp thử 🌧"))
                let list = try await visit.get("/environment/quarantine?state=settled", as: "leader").text
                #expect(list.contains(entry.address))
            }
        }
    }

    @Test("a form without its token, or of ten megabytes, changes nothing")
    func guards() async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                var fields = Self.station
                fields["code"] = "KHI009"
                let wrong = try await visit.post("/environment/stations/new", fields, as: "officer", token: "wrong")
                #expect(wrong.status == .forbidden)
                fields["name"] = String(repeating: "a", count: 10_000_000)
                let large = try await visit.post("/environment/stations/new", fields, as: "officer")
                #expect(large.status == .contentTooLarge)
                #expect(try await visit.get("/api/environment/stations/KHI009").status == .notFound)
            }
        }
    }
}
