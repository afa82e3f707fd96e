// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import ServiceLifecycle
import TestSupport
import Testing

@testable import Web

@Suite("Slow senders")
struct SlowSenderTests {
    /// Runs a real server with `limits` while `body` runs.
    private func serving(_ limits: RequestLimits, _ body: @Sendable (Int) async throws -> Void) async throws {
        let (ports, source) = AsyncStream<Int>.makeStream()
        let site = try SampleSite.make()
        let application = site.application(WebFeature.tables + [SampleRoutes.table], port: 0, limits: limits) {
            source.yield($0.localAddress?.port ?? 0)
        }
        let group = ServiceGroup(services: [site.live, application], logger: site.logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body(try #require(await ports.first { _ in true }))
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    @Test("heads that never end are let go, and hold nobody up meanwhile")
    func heads() async throws {
        try await serving(RequestLimits(headTime: .seconds(2))) { port in
            let dawdlers = try (0..<30).map { _ in try StreamReader(port: port, sending: "GET /open HTTP/1.1\r\nX: ") }
            let other = try StreamReader(port: port, path: "/open", headers: ["Connection: close"])
            try await waitUntil("another is answered") { other.received.contains("HTTP/1.1 200") }
            try await waitUntil("all are let go") {
                for dawdler in dawdlers where !dawdler.hasEnded { dawdler.send("a") }
                return dawdlers.allSatisfy(\.hasEnded)
            }
            #expect(dawdlers.allSatisfy { !$0.received.contains("200 OK") })
        }
    }

    @Test("a connection that says nothing at all is let go")
    func silence() async throws {
        try await serving(RequestLimits(headTime: .milliseconds(200))) { port in
            let silent = try StreamReader(port: port, sending: "")
            try await waitUntil("it is let go") { silent.hasEnded }
        }
    }

    @Test("a body has a time of its own, which begins with its head")
    func bodies() async throws {
        let form =
            "POST /form HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            + "Content-Length: 100000\r\n\r\nname="
        try await serving(RequestLimits(headTime: .milliseconds(200), bodyTime: .milliseconds(800))) { port in
            let slow = try StreamReader(port: port, sending: form)
            try await waitUntil("it is let go") {
                if !slow.hasEnded { slow.send("a") }
                return slow.hasEnded
            }
        }
        try await serving(RequestLimits(headTime: .milliseconds(200), bodyTime: .minutes(5))) { port in
            let slow = try StreamReader(port: port, sending: form)
            let silent = try StreamReader(port: port, sending: "")
            try await waitUntil("the silent one is let go") { silent.hasEnded }
            slow.send(String(repeating: "a", count: 100_000 - 5))
            try await waitUntil("the slow one is answered") { slow.received.contains("HTTP/1.1 403") }
        }
    }

    @Test(
        "a request whose length can be read in two ways is not read at all",
        arguments: [
            "Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5\r\nTransfer-Encoding: chunked",
            "Transfer-Encoding: chunked\r\nContent-Length: 0", "Transfer-Encoding: chunked, identity",
            "Content-Length: +5", "Content-Length : 5", "Content-Length: 5 5", "Content-Length: 0x5",
        ])
    func doubtfulLength(header: String) async throws {
        try await serving(RequestLimits()) { port in
            let sender = try StreamReader(
                port: port,
                sending: "POST /form HTTP/1.1\r\nHost: localhost\r\n\(header)\r\n\r\n0\r\n\r\n"
                    + "GET /open HTTP/1.1\r\nHost: localhost\r\n\r\n")
            try await waitUntil("the connection is ended") { sender.hasEnded }
            #expect(!sender.received.contains("HTTP/1.1 200"), "\(sender.received.prefix(200))")
        }
    }

    @Test("a second request on the same connection is answered however long the first took")
    func second() async throws {
        try await serving(RequestLimits(headTime: .seconds(2))) { port in
            let silent = try StreamReader(port: port, sending: "")
            let kept = try StreamReader(port: port, path: "/open")
            try await waitUntil("the silent one is let go") { silent.hasEnded }
            kept.send("GET /form HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            try await waitUntil("both are answered") { kept.hasEnded }
            #expect(kept.received.matches(of: /HTTP\/1.1 200/).count == 2)
        }
    }
}
