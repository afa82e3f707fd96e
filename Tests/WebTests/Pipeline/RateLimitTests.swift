// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Web

@Suite("Rate limits")
struct RateLimiterTests {
    @Test("attempts run out and come back with time")
    func refill() {
        let dial = DialClock(Instant(seconds: 1_000))
        let limiter = RateLimiter(attempts: 3, per: .seconds(30), clock: dial.clock)
        #expect((0..<4).map { _ in limiter.allows("a") } == [true, true, true, false])
        #expect(limiter.allows("b"))
        #expect(limiter.wait(for: "a") == .seconds(10))
        dial.advance(by: .seconds(10))
        #expect(limiter.allows("a"))
        #expect(!limiter.allows("a"))
        limiter.reset("a")
        #expect(limiter.allows("a"))
    }

    @Test("one address is told to come back, another and this machine itself are not; forms have a tenth")
    func addresses() async throws {
        // The router's peer has no address: it stands for the proxy here.
        let settings = SiteSettings(proxies: [""], requestLimit: 20)
        try await SampleRoutes.application(settings: settings).test(.router) { client in
            func ask(_ address: String?, _ path: String = "/open") async throws -> TestResponse {
                let headers: HTTPFields = address.map { [.init("X-Forwarded-For")!: $0] } ?? [:]
                return try await client.execute(uri: path, method: .get, headers: headers)
            }
            var refused: TestResponse
            var asked = 0
            repeat {
                refused = try await ask("2001:db8::\(asked % 9)")
                asked += 1
            } while refused.status == .ok && asked < 2_000
            #expect(asked > 20)
            #expect(refused.status == .tooManyRequests && refused.headers[.retryAfter] != nil)
            #expect(try await ask("2001:db8:0:1::1").status == .ok)
            let style = try #require(refused.text.firstMatch(of: /href="(\/static\/[^"]+\.css)"/)?.1)
            #expect(try await ask("2001:db8::2", String(style)).status == .ok)
            for _ in 0..<30 { #expect(try await ask(nil).status == .ok) }

            var writer = Visitor(client)
            let from: HTTPFields = [.init("X-Forwarded-For")!: "192.0.2.1"]
            let token = try await writer.token()
            var sent = 0
            while try await writer.post("/form", "name=x", token: token, from).status == .seeOther, sent < 200 {
                sent += 1
            }
            #expect(sent >= 2)
            #expect(try await ask("192.0.2.1").status == .ok)
        }
    }

    @Test(
        "an address stands for its subscriber",
        arguments: [
            ("192.0.2.7", "192.0.2.7"), ("::ffff:192.0.2.7", "192.0.2.7"), ("", ""),
            ("2001:db8::1", "2001:db8:0:0::/64"), ("2001:0DB8:0:0:1:2:3:4%eth0", "2001:db8:0:0::/64"),
        ])
    func networks(address: String, network: String) {
        #expect(NetworkAddress.network(of: address) == network)
    }

    @Test("a clock that jumps back neither gives nor takes attempts")
    func clockJump() {
        let dial = DialClock(Instant(seconds: 1_000))
        let limiter = RateLimiter(attempts: 1, per: .seconds(10), clock: dial.clock)
        #expect(limiter.allows("a"))
        dial.set(Instant(seconds: 0))
        #expect(!limiter.allows("a"))
        dial.set(Instant(seconds: 1_010))
        #expect(limiter.allows("a"))
    }

    @Test("a million strangers do not fill the memory, and the exhausted stay exhausted")
    func bounded() {
        let dial = DialClock(Instant(seconds: 1_000))
        let limiter = RateLimiter(attempts: 2, per: .hours(1), clock: dial.clock, keysKept: 100)
        _ = limiter.allows("guesser")
        _ = limiter.allows("guesser")
        for index in 0..<1_000 { _ = limiter.allows("stranger \(index)") }
        #expect(!limiter.allows("guesser"))
    }
}
