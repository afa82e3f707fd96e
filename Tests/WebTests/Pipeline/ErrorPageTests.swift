// SPDX-License-Identifier: Apache-2.0

import Foundation
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Web

@Suite("Error pages")
struct ErrorPageTests {
    static let cases: [(path: String, status: Int, vi: String, en: String)] = [
        ("/nowhere", 404, "Không tìm thấy trang", "Page not found"),
        ("/operators", 403, "Không được phép", "Not allowed"),
        ("/broken", 500, "Hệ thống gặp sự cố", "Something went wrong"),
        ("/overloaded", 503, "Hệ thống đang bận", "The service is busy"),
        ("/invalid", 422, "Chưa thể nhận thông tin này", "This cannot be accepted yet"),
        ("/upload", 405, "Thao tác không được hỗ trợ", "That cannot be done here"),
    ]

    @Test("say in plain words what happened and what to do, in both languages", arguments: cases, Language.allCases)
    func words(expected: (path: String, status: Int, vi: String, en: String), language: Language) async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client, session: "leader")
            visitor.language = language.rawValue
            let page = try await visitor.get(expected.path)
            #expect(page.status.code == expected.status)
            #expect(page.headers[.contentType] == "text/html; charset=utf-8")
            #expect(page.text.contains("<h1>\(language == .vi ? expected.vi : expected.en)</h1>"))
            #expect(page.text.contains(language == .vi ? "Mã yêu cầu: " : "Request code: "))
            #expect(page.text.firstMatch(of: /\[web\.[a-z0-9.-]+\]/) == nil)
            #expect(page.headers[.cacheControl] == "no-store")
        }
    }

    @Test("tell nothing of the program's inside")
    func secrecy() async throws {
        try await SampleRoutes.application().test(.router) { client in
            for path in ["/broken", "/api/broken"] {
                let answer = try await client.execute(uri: path, method: .get)
                #expect(answer.status == .internalServerError)
                #expect(!answer.text.contains("Surprise"))
            }
        }
    }

    @Test("programs get problem+json, also where no route is")
    func problems() async throws {
        try await SampleRoutes.application().test(.router) { client in
            let known = try await client.execute(uri: "/api/broken", method: .get, headers: [.acceptLanguage: "en"])
            let problem = try JSONDecoder().decode([String: AnyValue].self, from: Data(known.text.utf8))
            #expect(problem["status"]?.number == 500)
            #expect(
                problem["title"]?.text == "Something went wrong on the server. Whatever was confirmed before is safe.")
            #expect(problem["code"]?.text == "web.error.unforeseen")
            #expect(problem["instance"]?.text == "/api/broken")
            for (path, headers) in [
                ("/api/nowhere", HTTPFields()), ("/nowhere.json", [:]), ("/nowhere", [.accept: "application/json"]),
            ] {
                let answer = try await client.execute(uri: path, method: .get, headers: headers)
                #expect(answer.status == .notFound)
                #expect(answer.headers[.contentType] == "application/problem+json; charset=utf-8")
            }
        }
    }

    @Test("an overloaded store says when to come back")
    func retry() async throws {
        try await SampleRoutes.application().test(.router) { client in
            let answer = try await client.execute(uri: "/overloaded", method: .get)
            #expect(answer.headers[.retryAfter] == "5")
        }
    }

    @Test("markup in an address stays text")
    func injected() async throws {
        try await SampleRoutes.application().test(.router) { client in
            let page = try await client.execute(uri: "/%3Cscript%3E?%22%3E%3Cscript%3Ealert(1)</script>", method: .get)
            #expect(!page.text.contains("<script>"))
            #expect(!page.text.contains("\"><script"))
        }
    }
}

/// A value of JSON that is a text or a number.
struct AnyValue: Decodable {
    let text: String?
    let number: Double?

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        text = try? container.decode(String.self)
        number = try? container.decode(Double.self)
    }
}
