// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import NIOCore
import Web

@testable import Identity

extension Office {
    /// Runs the feature's pages in this process.
    func serve(_ body: @escaping @Sendable (Browser) async throws -> Void) async throws {
        var settings = SiteSettings(publicOrigin: "http://localhost")
        // A request of the tests has no address of its own: it may name one.
        settings.proxies = [""]
        let site = Site(
            city: CityName(vi: "Tây Ninh", en: "Tay Ninh"),
            translations: try Translations(folders: [
                WebFeature.translations, LedgerResources.translations, IdentityFeature.translations,
            ]),
            secret: .random(), clock: dial.clock, settings: settings,
            assets: try Assets.bundled(), sessions: identity.sessions, tokens: identity.tokens, live: LiveHub())
        let app = Application(
            responder: SiteResponder(
                site: site,
                tables: [
                    identity.routes, identity.secondFactorRoutes, identity.tokenRoutes, identity.citizenRoutes,
                    identity.administrationRoutes, AdministrationPages(identity.administration).routes,
                    identity.organisationPages.routes, identity.calendarPages.routes, identity.peoplePages.routes,
                    identity.personalPages.routes, identity.personalPages.citizenRoutes,
                ]))
        try await app.test(.router) { client in try await body(Browser(client)) }
    }
}

/// A browser without script: keeps cookies, fills in forms of the page it shows.
final class Browser {
    private let client: any TestClientProtocol
    private(set) var cookies: [String: String] = [:]
    private(set) var page = ""
    private(set) var status: HTTPResponse.Status = .ok
    private(set) var headers: HTTPFields = [:]
    var language = "vi"
    var address = "203.0.113.7"
    /// What a program sends in place of cookies.
    var bearer: String?

    init(_ client: any TestClientProtocol) { self.client = client }

    /// Another browser on the same site.
    func other() -> Browser { Browser(client) }

    var location: String? { headers[.location] }
    var session: String? { cookies["session"] }
    func forgetSession() { cookies["session"] = nil }
    func hold(session: String) { cookies["session"] = session }
    /// Comes with another browser's cookies.
    func hold(cookies: [String: String]) { self.cookies = cookies }

    @discardableResult
    func open(_ path: String) async throws -> Browser {
        try await send(path, .get, body: nil)
        return self
    }

    /// Sends the form at `action` with the token of the page shown.
    @discardableResult
    func submit(_ action: String, _ fields: [String: String] = [:], token: String? = nil) async throws -> Browser {
        var fields = fields
        fields["form-token"] = token ?? formToken
        let body = fields.map { "\(Self.encoded($0.key))=\(Self.encoded($0.value))" }.joined(separator: "&")
        try await send(action, .post, body: ByteBuffer(string: body))
        return self
    }

    @discardableResult
    func signIn(_ login: String, _ password: String = Office.password, back: String? = nil) async throws -> Browser {
        try await open("/sign-in")
        var fields = ["login": login, "password": password]
        fields["return"] = back
        return try await submit("/sign-in", fields)
    }

    /// The token of the page shown, or of the last one that had any: a person
    /// goes back in the history and sends that page's form.
    private(set) var formToken = ""

    /// The value of a hidden field of the page shown.
    func hidden(_ name: String) -> String? {
        guard let start = page.range(of: "name=\"\(name)\" value=\"") else { return nil }
        return String(page[start.upperBound...].prefix { $0 != "\"" })
    }

    private func send(_ path: String, _ method: HTTPRequest.Method, body: ByteBuffer?) async throws {
        var fields: HTTPFields = [
            .acceptLanguage: language, .userAgent: "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0",
            .init("X-Forwarded-For")!: address,
        ]
        if let bearer { fields[.authorization] = "Bearer " + bearer }
        if !cookies.isEmpty { fields[.cookie] = cookies.map { "\($0.key)=\($0.value)" }.joined(separator: "; ") }
        if body != nil { fields[.contentType] = "application/x-www-form-urlencoded" }
        let response = try await client.execute(uri: path, method: method, headers: fields, body: body) { $0 }
        status = response.status
        headers = response.headers
        page = String(buffer: response.body)
        if let found = page.firstMatch(of: /name="form-token" value="([^"]*)"/) { formToken = String(found.1) }
        for cookie in response.headers[values: .setCookie] { keep(cookie) }
    }

    private func keep(_ cookie: String) {
        let pair = cookie.split(separator: ";")[0].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        let isGone = cookie.contains("Max-Age=0")
        cookies[String(pair[0])] = isGone ? nil : String(pair[1])
    }

    private static func encoded(_ text: String) -> String {
        text.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
    }
}
