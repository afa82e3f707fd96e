// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ports
import Testing
import Web

@testable import Operations

@Suite("The screens of the operations centre")
struct ScreenPageTests {
    @Test(
        "have words for everything in both languages", arguments: ["/operations", "/operations/wall", "/?stay"],
        Language.allCases)
    func words(path: String, language: Language) async throws {
        let page = try await OperationsSite(replaySpeed: 120).test { try await $0.get(path, language: language) }
        #expect(page.status == .ok)
        #expect(page.text.rawKeys == [])
        #expect(page.text.contains("<html lang=\"\(language.rawValue)\""))
        #expect(!page.text.contains(" style=\""))
    }

    @Test("the list says what the map says", arguments: ["TNI001", "TNI002", "TNI003"])
    func equal(code: String) async throws {
        let page = try await OperationsSite().test { try await $0.get("/operations").text }
        #expect(page.contains("id=\"mark-\(code)\""))
        #expect(page.contains("id=\"station-\(code)\""))
        #expect(page.matches(of: try Regex("Trạm \(code)")).count >= 3)
    }

    @Test("the gravest station leads the list")
    func order() async throws {
        let page = try await OperationsSite().test { try await $0.get("/operations").text }
        let rows = page.matches(of: /id="station-([A-Z0-9]+)"/).map { String($0.1) }
        #expect(rows == ["TNI002", "TNI003", "TNI001"])
    }

    @Test("every figure leads to its records")
    func records() async throws {
        let page = try await OperationsSite().test { try await $0.get("/operations").text }
        for address in ["/records/worst", "/records/reporting", "/environment/stations/TNI001/observations"] {
            #expect(page.contains("href=\"\(address)\""), "\(address)")
        }
    }

    @Test(
        "a page asks each port once, however many stations there are", arguments: ["/operations", "/operations/wall"])
    func calls(path: String) async throws {
        var state = Sample.city
        state.stations = (0..<80).map { Sample.station("S\($0)", latitude: 11.2 + Double($0) / 500) }
        let site = try OperationsSite(state)
        _ = try await site.test { try await $0.get(path) }
        #expect(site.city.calls == ["stations": 1, "figures": 1, "alarms": 1, "events": 1, "territories": 1])
    }

    @Test(
        "a port that fails leaves the rest of the page",
        arguments: ["/operations", "/operations/wall"], ["stations", "figures", "alarms", "events", "territories"])
    func broken(path: String, port: String) async throws {
        var state = Sample.city
        state.broken = [port]
        let page = try await OperationsSite(state).test { try await $0.get(path) }
        #expect(page.status == .ok)
        #expect(page.text.contains("state-error") || page.text.contains("notice-warning"))
        #expect(page.text.contains("class=\"situation situation-unknown\"") == (port == "alarms"))
        #expect(page.text.contains("id=\"alarm-a1\"") == (port != "alarms"))
        #expect(page.text.contains("id=\"figure-worst\"") == (port != "figures"))
        #expect(page.text.contains("id=\"mark-TNI002\"") == (port != "stations" && port != "territories"))
    }

    @Test("all ports failing still make a page", arguments: ["/operations", "/operations/wall"])
    func allBroken(path: String) async throws {
        var state = Sample.city
        state.broken = ["stations", "figures", "alarms", "events", "territories"]
        let page = try await OperationsSite(state).test { try await $0.get(path) }
        #expect(page.status == .ok)
        #expect(page.text.contains("city-clock"))
    }

    @Test(
        "a city that nothing watches is not called calm, and says what to do",
        arguments: ["/operations", "/operations/wall", "/"])
    func empty(path: String) async throws {
        let page = try await OperationsSite(FakeCity.State()).test {
            try await $0.get(path, as: path == "/" ? nil : .leader)
        }
        #expect(page.status == .ok)
        #expect(page.text.rawKeys == [])
        if path != "/" { #expect(page.text.contains("class=\"situation situation-unknown\"")) }
    }

    @Test("silence is told with its time, on the map in words too")
    func silence() async throws {
        let page = try await OperationsSite().test { try await $0.get("/operations").text }
        #expect(page.contains("Mất tín hiệu từ 23/11/2026 06:30"))
        #expect(page.contains("class=\"mark mark-silent mark-air\" id=\"mark-TNI003\""))
    }

    @Test("the clock says day, shift and its source")
    func clock() async throws {
        let page = try await OperationsSite().test { try await $0.get("/operations").text }
        #expect(page.contains("Thứ Hai, <time datetime=\"2026-11-23\">23/11/2026</time>"))
        #expect(page.contains("Ca sáng"))
        #expect(page.contains("nguồn: mẫu"))
        #expect(!page.contains("city-clock-replay"))
    }

    @Test("a replayed clock is called one", arguments: ["/operations", "/operations/wall"])
    func replay(path: String) async throws {
        let page = try await OperationsSite(replaySpeed: 360).test { try await $0.get(path).text }
        #expect(page.contains("city-clock-replay"))
        #expect(page.contains("data-speed=\"360.0\""))
    }

    @Test("names from records are escaped, addresses that lead away are not taken")
    func hostile() async throws {
        var state = FakeCity.State()
        let name = "<script>alert(1)</script>\"'&"
        state.stations = [Sample.station("S1", name: name)]
        state.outlines = [Sample.outline("1", south: 11, west: 106, name: name)]
        state.events = [
            CityEvent(id: "e", at: Sample.now, message: Message("operations.events.title"), address: "//evil.example")
        ]
        let page = try await OperationsSite(state).test { try await $0.get("/operations").text }
        #expect(!page.contains("<script>alert"))
        #expect(!page.contains("evil.example"))
    }
}

@Suite("Who may enter the operations centre")
struct OperationsPolicyTests {
    @Test(
        "staff of every role that watches see the screens",
        arguments: [Role.operator, .environmentOfficer, .leader, .administrator],
        ["/operations", "/operations/wall", "/operations/territories.geojson"])
    func staff(role: Role, path: String) async throws {
        #expect(try await OperationsSite().test { try await $0.get(path, as: role).status } == .ok)
    }

    @Test(
        "a visitor is asked to sign in",
        arguments: ["/operations", "/operations/wall", "/operations/alarms/a1/acknowledgement"])
    func visitor(path: String) async throws {
        let answer = try await OperationsSite().test { try await $0.get(path, as: nil) }
        #expect(answer.status == .seeOther)
        #expect(answer.headers[.location]?.hasPrefix("/sign-in?return=") == true)
    }

    @Test(
        "a visitor gets neither stream nor outlines",
        arguments: ["/operations/stream?screen=desk", "/operations/territories.geojson"])
    func visitorData(path: String) async throws {
        #expect(try await OperationsSite().test { try await $0.get(path, as: nil).status } == .unauthorized)
    }

    @Test(
        "operators and environment officers acknowledge, others may not",
        arguments: [
            (Role.operator, HTTPResponse.Status.ok), (.environmentOfficer, .ok), (.leader, .forbidden),
            (.administrator, .forbidden),
        ])
    func acting(role: Role, expected: HTTPResponse.Status) async throws {
        #expect(
            try await OperationsSite().test {
                try await $0.get("/operations/alarms/a1/acknowledgement", as: role).status
            } == expected)
    }

    @Test("who may not acknowledge is not offered it", arguments: [(Role.operator, false), (.leader, true)])
    func offers(role: Role, isReading: Bool) async throws {
        let page = try await OperationsSite().test { try await $0.get("/operations", as: role).text }
        #expect(page.contains("desk-reading") == isReading)
    }

    @Test("a stream of an unknown screen is not found")
    func unknownStream() async throws {
        #expect(
            try await OperationsSite().test { try await $0.get("/operations/stream?screen=other").status } == .notFound)
    }

    @Test("staff go from the front page to their desk, visitors stay")
    func home() async throws {
        try await OperationsSite().test { browser in
            let staff = try await browser.get("/", as: .leader)
            #expect(staff.status == .seeOther)
            #expect(staff.headers[.location] == "/operations")
            let visitor = try await browser.get("/", as: nil)
            #expect(visitor.status == .ok)
            #expect(visitor.text.contains("href=\"/environment\""))
            #expect(visitor.text.contains("href=\"/environment/stations/TNI002\""))
            #expect(visitor.text.contains("/sign-in"))
        }
    }
}

@Suite("The outlines' address")
struct TerritoriesTests {
    @Test("answers GeoJSON with a tag, and nothing when the tag is known")
    func tagged() async throws {
        try await OperationsSite().test { browser in
            let first = try await browser.get("/operations/territories.geojson")
            let tag = try #require(first.headers[.eTag])
            #expect(first.headers[.contentType]?.hasPrefix("application/geo+json") == true)
            #expect(
                first.text.contains("\"code\":\"25459\",\"name\":\"Phường Tân Ninh\",\"name_en\":\"Tan Ninh Ward\""))

            let again = try await browser.client.execute(
                uri: "/operations/territories.geojson", method: .get,
                headers: [.cookie: "session=operator", .ifNoneMatch: tag])
            #expect(again.status == .notModified)
        }
    }
}
