// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import TestSupport

@testable import Web

/// An error without words of its own, as a store might throw it.
struct Surprise: Error {}
struct Overload: Error {}

private enum Refused: UserFacing {
    case invalid, busy
    var answer: (status: Int, message: Message) {
        switch self {
        case .invalid: (422, Message("web.design.error-name"))
        case .busy: (503, Message("web.error.too-many-streams"))
        }
    }
}

/// A small site to ask questions of.
enum SampleRoutes {
    static let table = RouteTable(
        "sample",
        [
            .get("/open", .everyone) { _, context in context.page(page) },
            .get("/long", .everyone) { _, context in context.page(DesignPage(now: Instant(seconds: 0)).content) },
            .get("/form", .everyone) { _, context in
                context.page(PageContent(Message("web.design.forms"), body: "<h1>x</h1><form>\(HTML.formToken)</form>"))
            },
            .post("/form", .everyone) { _, context in
                var errors = FormErrors()
                if context.form["name"].isEmpty { errors.add("name", Message("web.design.error-name")) }
                guard errors.isEmpty else {
                    return context.page(
                        PageContent(
                            Message("web.design.forms"),
                            body: """
                                <form method="post" action="/form">\(HTML.formToken)\(errors.summary)\
                                \(FormField.text("name", label: Message("web.design.field-name"), value: context.form["name"], error: errors["name"]))</form>
                                """), status: .unprocessableContent)
                }
                return context.redirect(
                    to: "/open",
                    flash: Flash(.success, Message("web.quality.manual", ["by": .text(context.form["name"])])))
            },
            .post("/upload", .everyone) { _, context in
                context.json(context.form.file("file").map { "\($0.name) \($0.bytes.readableBytes)" } ?? "none")
            }.accepting(bytes: 4_194_304),
            .get("/operators", .role(.operator)) { _, context in context.page(page) },
            .post("/operators", .role(.operator)) { _, context in context.redirect(to: "/open") },
            .get("/operators/{name}", .role(.operator)) { _, context in context.page(page) },
            .post("/operators/{name}/leave", .role(.operator)) { _, context in context.redirect(to: "/open") },
            .post("/leave", .role(.operator)) { _, context in context.redirect(to: "/open") },
            .get("/api/operators", .role(.operator), answers: .data) { _, context in context.json(["a": 1]) },
            .get("/api/list", .everyone, answers: .data) { _, context in
                context.json(items: Array(0..<context.pageSize(cap: 900)), next: context.next(after: Cursor(["a/b"])))
            },
            .get("/api/broken", .everyone, answers: .data) { _, _ in throw Surprise() },
            .get("/broken", .everyone) { _, _ in throw Surprise() },
            .get("/overloaded", .everyone) { _, _ in throw Overload() },
            .get("/invalid", .everyone) { _, _ in throw Refused.invalid },
            .get("/stations/{code}", .everyone, answers: .data) { _, context in
                context.json(try context.parameter("code"))
            },
            .get("/badge", .everyone) { _, context in
                context.page(PageContent(Message("web.design.title"), layout: .bare, body: "<p>x</p>"))
            }.embeddable(),
            .get("/sign-in", .everyone) { _, context in
                context.starting(session: "officer", lasting: .hours(8), in: context.redirect(to: "/open"))
            },
            .post("/sign-out", .everyone) { _, context in context.endingSession(in: context.redirect(to: "/open")) },
            .get("/rows.csv", .everyone, answers: .data) { _, context in
                context.csv("rows.csv", columns: ["name", "value"]) { rows in
                    for index in 0..<3_000 {
                        try await rows.write([.text("=cmd|' /C calc'!A\(index)"), .number(-1.25, decimals: 1)])
                    }
                }
            },
            .get("/flash", .everyone) { _, context in context.page(page) },
        ])

    static let page = PageContent(Message("web.design.title"), body: "<h1>\(say: "web.design.title")</h1>")

    static func application(
        settings: SiteSettings = SiteSettings(), live: LiveHub = LiveHub(), tables: [RouteTable] = [],
        readiness: [HealthCheck] = [], logger: Logger = Logger(label: "vamco.web")
    ) throws -> Application<SiteResponder> {
        try SampleSite.make(
            sessions: ["officer": .sample(.operator), "leader": .sample(.leader)], settings: settings,
            navigation: [NavigationEntry(Message("web.design.alarms"), "/operators", for: .role(.operator))],
            live: live,
            readiness: readiness, logger: logger, unforeseen: { $0 is Overload ? Refused.busy : nil }
        ).application(WebFeature.tables + [table] + tables, port: 0)
    }
}

/// What a browser keeps between questions.
struct Visitor {
    let client: any TestClientProtocol
    var cookies: [String: String] = [:]
    var language = "vi"

    init(_ client: any TestClientProtocol, session: String? = nil) {
        self.client = client
        if let session { cookies["session"] = session }
    }

    mutating func get(_ path: String, _ headers: HTTPFields = [:]) async throws -> TestResponse {
        try await send(.get, path, headers)
    }

    /// Sends a form, with the token of a page that has one unless told another.
    mutating func post(
        _ path: String, _ form: String, token: String? = nil, _ more: HTTPFields = [:]
    ) async throws -> TestResponse {
        let token = if let token { token } else { try await self.token() }
        var headers: HTTPFields = [.contentType: "application/x-www-form-urlencoded"]
        for field in more { headers[field.name] = field.value }
        return try await send(.post, path, headers, body: form + (form.isEmpty ? "" : "&") + "form-token=" + token)
    }

    mutating func token() async throws -> String {
        let page = String(buffer: try await get("/form").body)
        return page.firstMatch(of: /name="form-token" value="([^"]+)"/).map { String($0.1) } ?? ""
    }

    mutating func send(
        _ method: HTTPRequest.Method, _ path: String, _ headers: HTTPFields, body: String? = nil
    ) async throws -> TestResponse {
        var headers = headers
        headers[.acceptLanguage] = headers[.acceptLanguage] ?? language
        if !cookies.isEmpty { headers[.cookie] = cookies.map { "\($0)=\($1)" }.sorted().joined(separator: "; ") }
        let response = try await client.execute(
            uri: path, method: method, headers: headers, body: body.map { ByteBuffer(string: $0) })
        for line in response.headers[values: .setCookie] {
            let pair = line.split(separator: ";")[0].split(
                separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            cookies[String(pair[0])] = pair[1].isEmpty ? nil : String(pair[1])
        }
        return response
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }
}
