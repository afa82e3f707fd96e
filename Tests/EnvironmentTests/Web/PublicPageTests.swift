// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import FoundationXML
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import SQLStore
import TestSupport
import Testing
import Web

@testable import Environment

@Suite("Public pages of the environment")
struct PublicPageTests {
    static let pages = [
        "/environment", "/environment/stations/KHI001", "/environment/stations/khi001?range=7d",
        "/environment/stations/KHI001?range=30d", "/environment/stations/KHI001?range=1y",
        "/environment/stations/KHI002",
        "/environment/stations/NUOC01", "/environment/stations/TT001", "/environment/stations/KHI001/observations",
        "/environment/stations/KHI001/observations?parameter=pm25", "/environment/stations/KHI001/badge",
        "/environment/files/1", "/environment/files/1?line=1", "/environment/alarms",
        "/environment/alarms?station=KHI001",
        "/environment/limits", "/environment/parameters",
    ]

    @Test("answer a visitor in both languages with words for every key", arguments: Backend.available)
    func words(on backend: Backend) async throws {
        try await WebCity.open(on: backend) { web in
            try await web.test { visit in
                for page in Self.pages {
                    for language in Language.allCases {
                        let answer = try await visit.get(page, language: language)
                        #expect(answer.status == .ok, "\(page) in \(language)")
                        #expect(answer.rawKeys.isEmpty, "\(page) in \(language): \(answer.rawKeys)")
                        #expect(answer.text.contains("<html lang=\"\(language.rawValue)\""))
                        #expect(answer.text.matches(of: /<h1/).count == 1, "\(page)")
                    }
                }
            }
        }
    }

    @Test("cost a fixed number of statements, however many stations and values there are", arguments: Backend.available)
    func statements(on backend: Backend) async throws {
        let budget = [
            "/environment": 3, "/environment/stations/KHI001": 10, "/environment/stations/KHI001?range=1y": 10,
            "/environment/stations/KHI001/observations?parameter=pm25": 4, "/environment/stations/KHI001/badge": 2,
            "/environment/alarms": 1, "/environment/alarms.atom": 1, "/environment/files/1": 4,
            "/api/environment/stations": 3, "/api/environment/stations/KHI001": 3,
            "/api/environment/stations/KHI001/aqi": 2,
        ]
        try await WebCity.open(on: backend, hours: 15) { web in
            try await web.test { visit in
                for (page, most) in budget {
                    web.database.forget()
                    _ = try await visit.get(page)
                    #expect(web.database.recorded.count <= most, "\(page): \(web.database.recorded.count)")
                }
            }
            for number in 0..<30 { try await web.city.register("THEM\(number)") }
            try await web.test { visit in
                web.database.forget()
                _ = try await visit.get("/environment")
                #expect(web.database.recorded.count <= 3)
            }
        }
    }

    @Test("never read a big table from end to end", arguments: Backend.available)
    func plans(on backend: Backend) async throws {
        let big: Set<String> = [
            "observation_value", "observation_hour", "environment_file", "environment_file_content",
            "environment_index",
            "environment_assessment", "environment_alarm", "environment_quarantine", "environment_alarm_event",
        ]
        try await WebCity.open(on: backend, hours: 15) { web in
            try await web.test { visit in
                web.database.forget()
                let staff = ["/environment/files", "/environment/files?station=KHI001", "/environment/quarantine"]
                let data = [
                    "/api/environment/stations", "/api/environment/stations/KHI001/observations",
                    "/api/environment/stations/KHI001/aqi",
                ]
                for page in Self.pages + staff + data { _ = try await visit.get(page, as: "officer") }
            }
            let statements = web.database.recorded
            for statement in statements {
                let scanned = Set(try await web.database.scannedTables(of: statement))
                #expect(scanned.isDisjoint(with: big), "\(statement.rendered(for: .sqlite).text)")
            }
        }
    }

    @Test("lead from any figure in two steps to the file and the very line")
    func twoSteps() async throws {
        try await WebCity.open(on: .sqlite) { web in
            try await web.test { visit in
                let station = try await visit.get("/environment/stations/KHI001").text
                let first = try #require(station.firstMatch(of: /href="([^"]*\/observations\?parameter=pm25[^"]*)"/)).1
                let values = try await visit.get(String(first).replacing("&amp;", with: "&")).text
                let second = try #require(values.firstMatch(of: /href="(\/environment\/files\/\d+\?line=(\d+)#L\d+)"/))
                let file = try await visit.get(String(second.1.prefix { $0 != "#" })).text

                #expect(file.contains("PM2,5"))
                #expect(file.contains("id=\"L\(second.2)\" aria-current=\"true\""))
            }
        }
    }

    @Test("show visitors the accepted lines of a file, and staff all of it")
    func fileForWhom() async throws {
        try await WebCity.open(on: .sqlite) { web in
            let files = try await web.city.files
            let partly = try #require(files.first { $0.refused > 0 && $0.accepted > 0 })
            let refused = try #require(files.first { $0.state == .refused })
            try await web.test { visit in
                let visitor = try await visit.get(partly.address).text
                #expect(!visitor.contains("abc") && visitor.contains("NO2") && !visitor.contains(partly.path))
                let officer = try await visit.get(partly.address, as: "officer").text
                #expect(officer.contains("abc") && officer.contains(partly.path))
                #expect(try await visit.get(refused.address).status == .notFound)
                #expect(try await visit.get(refused.address, as: "leader").status == .ok)
                #expect(try await visit.get(partly.address + "/raw").status != .ok)
                #expect(try await visit.get(partly.address + "/raw", as: "leader").text.contains("abc"))
            }
        }
    }

    @Test("escape what people and stations wrote")
    func escapes() async throws {
        try await WebCity.open(on: .sqlite) { web in
            try await web.test { visit in
                for page in ["/environment", "/environment/stations/KHI002", "/environment/stations/KHI002/badge"] {
                    let text = try await visit.get(page).text
                    #expect(!text.contains("<b>Hoà"), "\(page)")
                    #expect(text.contains("&lt;b&gt;Hoà"), "\(page)")
                }
                let picture = try await visit.get("/environment/stations/KHI002/badge.svg").text
                #expect(!picture.contains("<b>"))
            }
        }
    }

    @Test(
        "say that data are replayed wherever they are shown",
        arguments: [
            "/environment", "/environment/stations/KHI001", "/environment/stations/KHI001/observations",
            "/environment/stations/KHI001/badge", "/environment/stations/KHI001/badge.svg",
        ])
    func replayed(page: String) async throws {
        try await WebCity.open(on: .sqlite) { web in
            try await web.test { visit in
                let text = try await visit.get(page).text
                #expect(text.contains("hát lại"))
            }
        }
    }

    @Test("let other sites frame the badge and nothing else")
    func frames() async throws {
        try await WebCity.open(on: .sqlite) { web in
            try await web.test { visit in
                for page in Self.pages {
                    let answer = try await visit.get(page)
                    let policy = answer.headers[HTTPField.Name("Content-Security-Policy")!] ?? ""
                    let mayBeFramed = policy.contains("frame-ancestors *")
                    #expect(mayBeFramed == page.hasSuffix("/badge"), "\(page)")
                    #expect(
                        (answer.headers[HTTPField.Name("X-Frame-Options")!] == nil) == page.hasSuffix("/badge"),
                        "\(page)")
                }
            }
        }
    }

    @Test("publish alarms as a well-formed Atom feed with lasting identities")
    func atom() async throws {
        try await WebCity.open(on: .sqlite) { web in
            try await web.test { visit in
                let answer = try await visit.get("/environment/alarms.atom")
                #expect(answer.headers[.contentType]?.hasPrefix("application/atom+xml") == true)
                let reader = AtomReader()
                let parser = XMLParser(data: Data(answer.text.utf8))
                parser.delegate = reader
                #expect(parser.parse())
                #expect(reader.entries == 3)
                #expect(reader.ids.count == 4 && Set(reader.ids).count == 4)
                #expect(reader.ids.allSatisfy { $0.hasPrefix("tag:localhost,2026:environment:") })
                #expect(reader.updated.count == 4 && reader.updated.allSatisfy { Instant(iso8601: $0) != nil })
                #expect(reader.selfLinks == ["http://localhost:8080/environment/alarms.atom"])
            }
        }
    }

    @Test(
        "answer an unknown station, file or alarm with 404",
        arguments: [
            "/environment/stations/XYZ", "/environment/stations/XYZ/observations", "/environment/stations/XYZ/badge",
            "/environment/stations/NUOC01/badge", "/environment/files/999999", "/environment/files/abc",
            "/environment/alarms/1",
            "/environment/alarms?station=XYZ", "/environment/stations/%F0%9F%8C%B3",
        ])
    func unknown(page: String) async throws {
        try await WebCity.open(on: .sqlite, hours: 1) { web in
            try await web.test { visit in
                let answer = try await visit.get(page)
                #expect(answer.status == .notFound)
            }
        }
    }
}

private final class AtomReader: NSObject, XMLParserDelegate {
    var entries = 0
    var ids: [String] = []
    var updated: [String] = []
    var selfLinks: [String] = []
    private var text = ""

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String] = [:]
    ) {
        text = ""
        if name == "entry" { entries += 1 }
        if name == "link", attributes["rel"] == "self" { selfLinks.append(attributes["href"] ?? "") }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        if name == "id" { ids.append(text) }
        if name == "updated" { updated.append(text) }
    }
}
