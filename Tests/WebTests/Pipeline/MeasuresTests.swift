// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import Logging
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("What the program tells about itself")
struct MeasuresTests {
    @Test("measures are told as Prometheus text, labels escaped")
    func prometheus() {
        let measures = Measures()
        let counter = measures.counter("a_total", help: "A.", labels: ["kind"])
        counter.add(2, "x\"y\\z\n")
        measures.counter("a_total", help: "A.", labels: ["kind"]).add(1, "x\"y\\z\n")
        measures.gauge("b", help: "B.").set(-1.5)
        let histogram = measures.histogram("c_seconds", help: "C.", bounds: [0.1, 1])
        for value in [0.05, 0.1, 0.5, 7] { histogram.observe(value) }
        measures.gauge("d", help: "D.") { 42 }
        #expect(
            measures.text == """
                # HELP a_total A.
                # TYPE a_total counter
                a_total{kind="x\\"y\\\\z\\n"} 3
                # HELP b B.
                # TYPE b gauge
                b -1.5
                # HELP c_seconds C.
                # TYPE c_seconds histogram
                c_seconds_bucket{le="0.1"} 2
                c_seconds_bucket{le="1"} 3
                c_seconds_bucket{le="+Inf"} 4
                c_seconds_sum 7.65
                c_seconds_count 4
                # HELP d D.
                # TYPE d gauge
                d 42

                """)
    }

    @Test("requests are counted by route, not by address; others need a token to ask")
    func endpoint() async throws {
        let settings = SiteSettings(metricsToken: "let-me-see")
        try await SampleRoutes.application(settings: settings).test(.live) { client in
            for code in ["a", "b", "c"] { _ = try await client.execute(uri: "/stations/\(code)", method: .get) }
            let text = try await client.execute(uri: "/metrics", method: .get).text
            #expect(
                text.contains("vamco_http_requests_total{method=\"GET\",route=\"/stations/{code}\",status=\"200\"} 3"))
            #expect(text.contains("process_resident_memory_bytes "))
            let forwarded: HTTPFields = [.init("X-Forwarded-For")!: "127.0.0.1"]
            #expect(try await client.execute(uri: "/metrics", method: .get, headers: forwarded).status == .notFound)
            let known: HTTPFields = [.init("X-Forwarded-For")!: "1.2.3.4", .authorization: "Bearer let-me-see"]
            #expect(try await client.execute(uri: "/metrics", method: .get, headers: known).status == .ok)
        }
    }

    @Test("readiness names what fails and nothing of why")
    func readiness() async throws {
        let checks = [HealthCheck("database") {}, HealthCheck("folder") { throw Surprise() }]
        try await SampleRoutes.application(readiness: checks).test(.router) { client in
            let answer = try await client.execute(uri: "/health/ready", method: .get)
            #expect(answer.status == .serviceUnavailable)
            #expect(answer.text == "{\"checks\":{\"database\":\"ok\",\"folder\":\"failing\"},\"status\":\"not-ready\"}")
            #expect(try await client.execute(uri: "/health/live", method: .get).status == .ok)
        }
    }

    @Test("what only some acts need leaves the node ready, and is named")
    func impaired() async throws {
        let checks = [HealthCheck("database") {}, HealthCheck("ledger", isVital: false) { throw Surprise() }]
        try await SampleRoutes.application(readiness: checks).test(.router) { client in
            let answer = try await client.execute(uri: "/health/ready", method: .get)
            #expect(answer.status == .ok)
            #expect(answer.text == "{\"checks\":{\"database\":\"ok\",\"ledger\":\"failing\"},\"status\":\"impaired\"}")
        }
    }

    @Test("a log line is one JSON object whatever is logged")
    func logLines() throws {
        let lines = Lines()
        var logger = Logger(label: "te\"st") { label in
            JSONLogHandler(label: label, clock: .fixed(Instant(seconds: 0)), write: lines.add)
        }
        logger[metadataKey: "request"] = "r1"
        logger.info(
            "two\nlines \"quoted\" \u{1B}[31m", metadata: ["n": .stringConvertible(5), "list": ["a", ["b": "c"]]])
        logger.debug("not shown")
        let line = try #require(lines.all.first)
        #expect(lines.all.count == 1)
        #expect(line.hasSuffix("}\n") && line.filter { $0 == "\n" }.count == 1)
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect(object["message"] as? String == "two\nlines \"quoted\" \u{1B}[31m")
        #expect(object["n"] as? Int == 5)
        #expect(object["at"] as? String == "1970-01-01T00:00:00Z")
        #expect(object["request"] as? String == "r1")
    }

    @Test("nothing that is logged can move a terminal's cursor or turn its direction, and all of it can be read back")
    func dangerousText() throws {
        let text = String(String.UnicodeScalarView((0...0x2070).compactMap(Unicode.Scalar.init)))
        let lines = Lines()
        let logger = Logger(label: "test") { JSONLogHandler(label: $0, write: lines.add) }
        logger.info("x", metadata: ["path": .string(text)])
        let line = try #require(lines.all.first)
        let shown = Set(line.dropLast().unicodeScalars.map(\.value))
        for dangerous: UInt32 in [0x0A, 0x0D, 0x1B, 0x7F, 0x85, 0x9B, 0x200F, 0x2028, 0x202E, 0x2066] {
            #expect(!shown.contains(dangerous), "U+\(String(dangerous, radix: 16))")
        }
        let object = try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
        #expect((object["path"] as? String)?.unicodeScalars.map(\.value) == text.unicodeScalars.map(\.value))
    }
}

/// Lines as they are written.
final class Lines: Sendable {
    private let lines = Mutex<[String]>([])
    var all: [String] { lines.withLock { $0 } }
    var add: @Sendable (String) -> Void { { line in self.lines.withLock { $0.append(line) } } }
}
