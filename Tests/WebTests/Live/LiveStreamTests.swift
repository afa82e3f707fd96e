// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("Live streams")
struct LiveStreamTests {
    private static func table(_ hub: LiveHub) -> RouteTable {
        RouteTable(
            "live",
            [
                .get("/stream", .everyone, answers: .stream) { request, context in
                    try hub.stream(topics: ["air", "alarms"], to: request, in: context)
                },
                .get("/live", .everyone) { _, context in
                    context.page(PageContent(Message("web.design.title"), live: "/stream", body: "<h1>x</h1>"))
                },
            ])
    }

    /// Runs a real server with `hub` while `body` runs.
    private func serving(
        _ hub: LiveHub, limit: Int = 100, tables: [RouteTable] = [],
        _ body: @Sendable (Int, ServiceGroup) async throws -> Void
    ) async throws {
        let (ports, source) = AsyncStream<Int>.makeStream()
        let site = try SampleSite.make(settings: SiteSettings(streamLimit: limit), live: hub)
        let application = site.application([Self.table(hub)] + tables, port: 0) { channel in
            source.yield(channel.localAddress?.port ?? 0)
        }
        let group = ServiceGroup(services: [hub, application], logger: site.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            let port = try #require(await ports.first { _ in true })
            try await body(port, group)
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test("a screen receives what is published on its topics, in its language")
    func receives() async throws {
        let hub = LiveHub()
        try await serving(hub) { port, _ in
            let vietnamese = try StreamReader(port: port, path: "/stream?lang=vi")
            let english = try StreamReader(port: port, path: "/stream?lang=en")
            try await waitUntil("streams open: 2") { hub.streamCount == 2 }
            hub.publish("<p id=\"a\">\(Message("web.freshness.fresh"))\n\("<x>")</p>", on: "air")
            hub.publish("<p id=\"b\">hidden</p>", on: "other")
            hub.publish("<p id=\"c\"></p>", on: "alarms")
            try await waitUntil("the event arrived") {
                vietnamese.received.contains("id=\"c\"") && english.received.contains("id=\"c\"")
            }
            #expect(vietnamese.received.contains("event: swap\ndata: <p id=\"a\">Mới\ndata: &lt;x&gt;</p>\n\n"))
            #expect(english.received.contains("data: <p id=\"a\">Fresh\n"))
            #expect(!vietnamese.received.contains("hidden"))
            #expect(vietnamese.received.contains("text/event-stream"))
        }
    }

    @Test("heavy events are kept for a shorter run: a screen that was away longer loads its page again")
    func weight() async throws {
        let hub = LiveHub(kept: 1_000, keptWeight: 100)
        try await serving(hub) { port, _ in
            let atStart = hub.position
            for number in 0..<30 {
                hub.publish(HTML(repeatElement("<p>\(machine: number)</p>" as HTML, count: 10)), on: "air")
            }
            let nearEnd = hub.position
            hub.publish("<p id=\"last\"></p>", on: "air")
            let late = try StreamReader(port: port, path: "/stream?from=\(atStart.text)")
            let fresh = try StreamReader(port: port, path: "/stream?from=\(nearEnd.text)")
            try await waitUntil("one loads again, one goes on") {
                late.received.contains("event: reload") && fresh.received.contains("id=\"last\"")
            }
            #expect(!fresh.received.contains("event: reload"))
        }
    }

    @Test("after a forgotten past every screen loads its page again, also one that asked just before")
    func forgotten() async throws {
        let hub = LiveHub()
        try await serving(hub) { port, _ in
            let before = hub.position
            let open = try StreamReader(port: port, path: "/stream?from=\(before.text)")
            try await waitUntil("a stream is open") { hub.streamCount == 1 }
            hub.forget()
            let late = try StreamReader(port: port, path: "/stream?from=\(before.text)")
            let fresh = try StreamReader(port: port, path: "/stream?from=\(hub.position.text)")
            try await waitUntil("both load again") {
                open.received.contains("event: reload") && late.received.contains("event: reload")
            }
            hub.publish("<p id=\"new\"></p>", on: "air")
            try await waitUntil("the new one goes on") { fresh.received.contains("id=\"new\"") }
            #expect(!fresh.received.contains("event: reload"))
        }
    }

    @Test("a screen whose connection broke goes on where it was")
    func resumes() async throws {
        let hub = LiveHub(kept: 16)
        try await serving(hub) { port, _ in
            hub.publish("<p id=\"one\"></p>", on: "air")
            let seen = hub.position
            hub.publish("<p id=\"two\"></p>", on: "air")
            hub.publish("<p id=\"other\"></p>", on: "other")
            hub.publish("<p id=\"three\"></p>", on: "alarms")
            let byHeader = try StreamReader(port: port, path: "/stream", headers: ["Last-Event-ID: \(seen.text)"])
            let byQuery = try StreamReader(port: port, path: "/stream?from=\(seen.text)")
            for reader in [byHeader, byQuery] {
                try await waitUntil("the event arrived") { reader.received.contains("three") }
                #expect(reader.received.contains("two"))
                #expect(!reader.received.contains("id=\"one\"") && !reader.received.contains("id=\"other\""))
            }
        }
    }

    @Test("a screen that missed too much, or knew another start, loads its page again")
    func reloads() async throws {
        let hub = LiveHub(kept: 4)
        try await serving(hub) { port, _ in
            let early = hub.position
            for index in 0..<40 { hub.publish("<p id=\"p\(machine: index)\"></p>", on: "air") }
            for from in [early.text, "otherstart-3", "\(hub.position.boot)-9999", "nonsense"] {
                let reader = try StreamReader(port: port, path: "/stream?from=\(from)")
                try await waitUntil("told to load again") { reader.received.contains("event: reload") }
                try await waitUntil("the server ended the stream") { reader.hasEnded }
            }
        }
    }

    @Test("a page carries the place its stream goes on from")
    func position() async throws {
        let hub = LiveHub()
        try await serving(hub) { port, _ in
            hub.publish("<p id=\"a\"></p>", on: "air")
            let page = try StreamReader(port: port, path: "/live", headers: ["Connection: close"])
            try await waitUntil("the event arrived") {
                page.received.contains("data-live-from=\"\(hub.position.text)\"")
            }
            #expect(page.received.contains("data-live=\"/stream\""))
        }
    }

    @Test("a browser that never reads loses old events and is told to load again")
    func neverReads() async throws {
        let hub = LiveHub(kept: 32)
        try await serving(hub) { port, _ in
            let sleeper = try StreamReader(port: port, path: "/stream", reads: false)
            let reader = try StreamReader(port: port, path: "/stream")
            try await waitUntil("streams open: 2") { hub.streamCount == 2 }
            let filler = String(repeating: "x", count: 100_000)
            for index in 0..<600 {
                hub.publish("<p id=\"e\(machine: index)\">\(filler)</p>", on: "air")
                // The reading one keeps up; only the sleeper falls behind.
                try await waitUntil("the reader keeps up") {
                    reader.received.utf8.count > (index + 1) * 100_000 - 2_000_000
                }
            }
            sleeper.startReading()
            try await waitUntil("told to load again") { sleeper.received.contains("event: reload") }
            try await waitUntil("streams open: 1") { hub.streamCount == 1 }
        }
    }

    @Test("what waits for a browser that never reads is one write and sixty-four events, however much is published")
    func bounded() async throws {
        let hub = LiveHub(kept: 32)
        let channels = Mutex<[any Channel]>([])
        let table = RouteTable(
            "kept",
            [
                .get("/kept", .everyone, answers: .stream) { request, context in
                    channels.withLock { $0.append(context.channel) }
                    return try hub.stream(topics: ["air"], to: request, in: context)
                }
            ])
        try await serving(hub, tables: [table]) { port, _ in
            let sleeper = try StreamReader(port: port, path: "/kept", reads: false)
            try await waitUntil("streams open: 1") { hub.streamCount == 1 }
            let channel = try #require(channels.withLock { $0.first })
            let event = String(repeating: "x", count: 100_000)
            var most = 0
            // Fifty megabytes: more than the system keeps for a connection.
            for _ in 0..<500 {
                hub.publish("<p id=\"a\">\(event)</p>", on: "air")
                most = max(most, try await channel.getOption(.bufferedWritableBytes).get())
            }
            #expect(most < 300_000, "\(most) bytes waited")
            sleeper.leave()
        }
    }

    @Test("a queue nobody empties keeps its newest sixty-four events and knows that it lost some")
    func queue() async {
        let hub = LiveHub()
        let client = LiveClient(number: 0, topics: ["air"])
        for number in 1...10_000 {
            client.offer(
                LiveEvent("<p></p>", topic: "air", position: LivePosition(boot: "x", number: number)))
        }
        client.beat()
        #expect(client.takeLoss() && !client.takeLoss())
        client.end()
        var kept: [Int] = []
        for await case .event(let event) in client.signals { kept.append(event.position.number) }
        #expect(kept == Array(9_938...10_000))
        #expect(hub.streamCount == 0)
    }

    @Test("a closed tab ends its stream at once")
    func closedTab() async throws {
        let hub = LiveHub()
        try await serving(hub) { port, _ in
            let readers = try (0..<20).map { _ in try StreamReader(port: port, path: "/stream") }
            try await waitUntil("streams open: 20") { hub.streamCount == 20 }
            for reader in readers { reader.leave() }
            try await waitUntil("streams open: 0") { hub.streamCount == 0 }
        }
    }

    @Test("the program ends though streams are open, read or not")
    func shutdown() async throws {
        let hub = LiveHub()
        try await serving(hub) { port, group in
            let reader = try StreamReader(port: port, path: "/stream")
            let sleeper = try StreamReader(port: port, path: "/stream", reads: false)
            try await waitUntil("streams open: 2") { hub.streamCount == 2 }
            for _ in 0..<40 { hub.publish("<p id=\"a\">\(String(repeating: "y", count: 200_000))</p>", on: "air") }
            await group.triggerGracefulShutdown()
            try await waitUntil("the server ended the stream") { reader.hasEnded }
            try await waitUntil("streams open: 0") { hub.streamCount == 0 }
            sleeper.leave()
        }
    }

    @Test("one stream too many is answered 503")
    func limit() async throws {
        let hub = LiveHub()
        try await serving(hub, limit: 1) { port, _ in
            let first = try StreamReader(port: port, path: "/stream")
            try await waitUntil("streams open: 1") { hub.streamCount == 1 }
            let second = try StreamReader(port: port, path: "/stream")
            try await waitUntil("answered 503") { second.received.contains("HTTP/1.1 503") }
            #expect(!first.hasEnded)
        }
    }

    @Test("signs of life come while nothing happens")
    func heartbeat() async throws {
        let hub = LiveHub(heartbeat: .milliseconds(20))
        try await serving(hub) { port, _ in
            let reader = try StreamReader(port: port, path: "/stream")
            try await waitUntil("a sign of life") { reader.received.contains("event: beat\n") }
        }
    }
}
