// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("Answers shared between visitors")
final class SharedAnswerTests: Sendable {
    private let count = Mutex(0)

    private func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }

    private func key(_ path: String, isPacked: Bool = false) -> SharedAnswers.Key {
        SharedAnswers.Key(path: path, query: "", language: .vi, theme: .automatic, isPacked: isPacked)
    }

    private func answer(_ text: String, shared: String? = "1", status: HTTPResponse.Status = .ok) -> Response {
        var response = Response(status: status, body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
        response.headers[.shared] = shared
        return response
    }

    private func text(_ response: Response) async throws -> String {
        String(buffer: try await response.body.collected())
    }

    @Test("an answer is made once for as long as it is young, and anew afterwards")
    func young() async throws {
        let answers = SharedAnswers(age: .seconds(1))
        let start = ContinuousClock.now
        var made = 0
        for (offset, expected) in [(0, 1), (400, 1), (999, 1), (1_000, 2), (1_900, 2), (9_000, 3)] {
            let found = try await answers.answer(for: key("/air"), at: start + .milliseconds(offset)) {
                made += 1
                return answer("\(made)")
            }
            #expect(try await text(found) == "\(expected)")
        }
    }

    @Test("while one request makes an answer anew, others get the one before; one that hangs holds nobody up")
    func renewing() async throws {
        let answers = SharedAnswers(age: .seconds(1))
        let start = ContinuousClock.now
        _ = try await answers.answer(for: key("/air"), at: start) { answer("old") }
        let renewed = try await answers.answer(for: key("/air"), at: start + .seconds(2)) {
            let meanwhile = try await answers.answer(for: key("/air"), at: start + .seconds(2)) { answer("another") }
            #expect(try await text(meanwhile) == "old")
            let muchLater = try await answers.answer(for: key("/air"), at: start + .seconds(6)) { answer("later") }
            #expect(try await text(muchLater) == "later")
            return answer("new")
        }
        #expect(try await text(renewed) == "new")
    }

    @Test("who comes while the first answer is made waits for it; where it may not be shared, each makes its own")
    func first() async throws {
        let answers = SharedAnswers(age: .seconds(60))
        for isShared in [true, false] {
            let (begun, begin) = AsyncStream<Void>.makeStream()
            let (ends, end) = AsyncStream<Void>.makeStream()
            let before = count.withLock(\.self)
            try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask { [self] in
                        let found = try await answers.answer(for: key("/\(isShared)")) {
                            let number = next()
                            if number == before + 1 {
                                begin.yield()
                                for await _ in ends { break }
                            }
                            return answer("\(number)", shared: isShared ? "1" : nil)
                        }
                        return try await text(found)
                    }
                }
                for await _ in begun { break }
                for _ in 0..<100 { await Task.yield() }
                end.finish()
                var found: Set<String> = []
                for try await text in group { found.insert(text) }
                #expect(found.count == (isShared ? 1 : 8))
            }
        }
    }

    @Test("what fails, is no 200, sets a cookie or holds a form's token is made for each")
    func unshared() async throws {
        struct Broken: Error {}
        let answers = SharedAnswers(age: .seconds(10))
        await #expect(throws: Broken.self) { _ = try await answers.answer(for: key("/a")) { throw Broken() } }
        var cookie = answer("cookie")
        cookie.headers[.setCookie] = "a=b"
        for response in [
            answer("missing", status: .notFound), cookie, answer("form", shared: "0"), answer("no", shared: nil),
        ] {
            _ = try await answers.answer(for: key("/a")) { response }
            let next = try await answers.answer(for: key("/a")) { answer("fresh", shared: nil) }
            #expect(try await text(next) == "fresh")
        }
    }

    @Test("answers take no more room than they may: old ones go, new ones are not kept")
    func room() async throws {
        let answers = SharedAnswers(age: .seconds(1), limit: 100)
        let start = ContinuousClock.now
        let long = String(repeating: "x", count: 60)
        _ = try await answers.answer(for: key("/a"), at: start) { answer(long) }
        _ = try await answers.answer(for: key("/b"), at: start) { answer(long) }
        var made = 0
        _ = try await answers.answer(for: key("/b"), at: start) {
            made += 1
            return answer(long)
        }
        _ = try await answers.answer(for: key("/b"), at: start + .seconds(3)) { answer(long) }
        _ = try await answers.answer(for: key("/b"), at: start + .seconds(3)) {
            made += 1
            return answer(long)
        }
        #expect(made == 1)
    }

    private var table: RouteTable {
        RouteTable(
            "shared",
            [
                .get("/shared", .everyone) { [self] _, context in
                    let number = next()
                    let padding = String(repeating: "padding ", count: 400)
                    return context.page(
                        PageContent(
                            Message("web.design.title"), body: "<p id=\"made\">\(machine: number)</p>\(padding)"))
                }.shared()
            ])
    }

    private func number(_ response: TestResponse) -> String? {
        String(buffer: response.body).firstMatch(of: /id="made">([0-9]+)</).map { String($0.1) }
    }

    @Test("visitors share a page without a nonce; a language, a theme and whoever is signed in have their own")
    func pages() async throws {
        let application = try SampleRoutes.application(
            settings: SiteSettings(sharing: .seconds(86_400)), tables: [table])
        try await application.test(.router) { client in
            var one = Visitor(client)
            var two = Visitor(client)
            var officer = Visitor(client, session: "officer")
            let first = try await one.get("/shared")
            let second = try await two.get("/shared")
            #expect(number(first) == "1" && number(second) == "1")
            #expect(!String(buffer: first.body).contains("nonce="))
            let policy = try #require(first.headers[.contentSecurityPolicy])
            #expect(policy.contains("script-src 'self'") && !policy.contains("nonce"))
            #expect(first.headers[.shared] == nil)
            #expect(first.headers[.requestID] != second.headers[.requestID])

            let own = try await officer.get("/shared")
            #expect(number(own) == "2" && String(buffer: own.body).contains("nonce="))
            #expect(own.headers[.contentSecurityPolicy]?.contains("'nonce-") == true)

            two.language = "en"
            #expect(number(try await two.get("/shared")) == "3")
            #expect(number(try await one.get("/shared?theme=dark")) == "4")
            #expect(number(try await one.get("/shared?x=1")) == "5")
            let tag = try #require(first.headers[.eTag])
            #expect(
                try await Visitor(client).client.execute(
                    uri: "/shared", method: .get, headers: [.ifNoneMatch: tag, .acceptLanguage: "vi"]
                ).status == .notModified)
        }
    }
}
