// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Ledger
import NIOCore
import Ports
import SQLStore
import TestSupport
import Testing
import Web

@testable import Dossiers

/// A city's portal with two citizens, each as their browser sees it. A browser
/// fills in the form that stands on a page and sends it as it stands.
struct PortalSite: Sendable {
    let client: any TestClientProtocol
    let feature: DossiersFeature
    let database: any Database
    let submitting: SampleSubmitting
    let time: DialClock

    static let mother = "mother"
    static let other = "other"

    static func open(
        on backend: Backend = .sqlite, takesForms: Bool = true,
        _ body: @escaping @Sendable (PortalSite) async throws -> Void
    ) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            let time = DialClock(SampleOffice.at("2026-11-23 09:00"))
            let clock = time.clock
            let profile = ApplicantProfile(
                name: "Trần Thị Hoà", identityNumber: "072 195 000 123", birthDate: CivilDay(1995, 3, 8),
                email: "hoa@example.vn")
            var feature = try DossiersFeature(
                database: database, clock: clock, days: SampleOffice.days, seal: SampleSeal(),
                profiles: SampleProfiles(known: ["c-mother": profile]))
            let submitting = SampleSubmitting()
            feature.submitting = takesForms ? submitting : nil
            let procedures = try ["1.001193", "2.000815", "1.004194", "1.001612", "1.001632"].map(
                ReadingTests.procedure)
            _ = try await feature.catalogue.takeIn(
                procedures.map { CatalogueRecord($0) }, source: "Cổng", by: .system("test"))
            _ = try await feature.definitions.publishShipped(by: .system("test"))
            func citizen(_ name: String) -> Viewer {
                Viewer(citizen: .person(id: "c-\(name)", name: name), provedAge: .zero)
            }
            let stale = Viewer(citizen: .person(id: "c-mother", name: mother), provedAge: .hours(1))
            let site = try SampleSite.make(
                translations: [DossiersResources.translations],
                sessions: [
                    mother: citizen(mother), other: citizen(other), "stale": stale,
                    "administrator": .sample(.administrator),
                ], navigation: DossiersFeature.navigation, clock: clock)
            let application = Application(
                responder: SiteResponder(site: site, tables: [feature.routes, feature.applyRoutes]))
            let whole = feature
            try await application.test(.router) { client in
                try await body(
                    PortalSite(
                        client: client, feature: whole, database: database, submitting: submitting, time: time))
            }
        }
    }

    struct Answer: Sendable {
        let status: Int
        let text: String
        let location: String
        let cookie: String
    }

    func get(_ path: String, as name: String? = mother, language: Language = .vi) async throws -> Answer {
        var headers: HTTPFields = [.acceptLanguage: language.rawValue]
        if let name { headers[.cookie] = "session=\(name)" }
        return Self.answer(try await client.execute(uri: path, method: .get, headers: headers))
    }

    static func answer(_ answer: TestResponse) -> Answer {
        Answer(
            status: answer.status.code, text: String(decoding: answer.body.readableBytesView, as: UTF8.self),
            location: answer.headers[.location] ?? "",
            cookie: answer.headers[values: .setCookie].first { $0.hasPrefix("form=") }.map {
                String($0.prefix { $0 != ";" })
            } ?? "")
    }

    /// Sends the form of a page that was shown, with some fields filled in anew.
    ///
    /// - Parameters:
    ///   - form: The form's own destination, where it is sent elsewhere.
    ///   - target: Where the form is sent, of several on a page.
    @discardableResult
    func send(
        _ fields: [String: String], on page: Answer, form own: String? = nil, to target: String,
        as name: String? = mother
    ) async throws -> Answer {
        let form = try #require(
            page.text.matches(
                of: /<form[^>]*method="post"[^>]*action="([^"]*)"[^>]*>(.*?)<\/form>/.dotMatchesNewlines()
            )
            .first { $0.1 == own ?? target }, "no form for \(target)")
        var pairs: [String: String] = [:]
        for input in form.2.matches(of: /<input([^>]*)>/) {
            func mark(_ name: String) -> String? {
                Self.attribute(name, of: String(input.1))
            }
            guard let field = mark("name") else { continue }
            if ["radio", "checkbox"].contains(mark("type") ?? ""), !input.1.contains(" checked") { continue }
            pairs[field] = Self.plain(mark("value") ?? "")
        }
        for lines in form.2.matches(of: /<textarea name="([^"]*)"[^>]*>\n?(.*?)<\/textarea>/.dotMatchesNewlines()) {
            pairs[String(lines.1)] = Self.plain(String(lines.2))
        }
        pairs.merge(fields) { $1 }
        let body = pairs.map { "\($0.key)=\(Self.encoded($0.value))" }.joined(separator: "&")
        var cookies = page.cookie.isEmpty ? [] : [page.cookie]
        if let name { cookies.append("session=\(name)") }
        let sent = Self.answer(
            try await client.execute(
                uri: target, method: .post,
                headers: [
                    .cookie: cookies.joined(separator: "; "), .contentType: "application/x-www-form-urlencoded",
                    .acceptLanguage: "vi",
                ], body: ByteBuffer(string: body)))
        return Answer(
            status: sent.status, text: sent.text, location: sent.location,
            cookie: sent.cookie.isEmpty ? page.cookie : sent.cookie)
    }

    /// Opens a page, fills its form in and sends it.
    @discardableResult
    func fill(_ fields: [String: String], at path: String, as name: String? = mother) async throws -> Answer {
        let page = try await get(path, as: name)
        return try await send(fields, on: page, to: String(path.prefix { $0 != "?" }), as: name)
    }

    /// Begins a form; for oneself where nothing else is said.
    ///
    /// - Returns: The draft's address.
    func begin(_ code: String, as name: String = mother, onBehalf: Bool = true) async throws -> String {
        let started = try await fill([:], at: "/apply/\(code)", as: name)
        #expect(started.status == 303, "\(started.status)")
        let draft = String(started.location.dropLast("/pages/on-behalf".count))
        if onBehalf { try await fill(["q-on-behalf": "self"], at: draft + "/pages/on-behalf", as: name) }
        return draft
    }

    static func attribute(_ name: String, of tag: String) -> String? {
        guard let start = tag.firstRange(of: " \(name)=\"")?.upperBound else { return nil }
        return String(tag[start...].prefix { $0 != "\"" })
    }

    static func plain(_ text: String) -> String {
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&amp;", "&")]
            .reduce(text) { $0.replacing($1.0, with: $1.1) }
    }

    static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            (byte >= 48 && byte <= 57) || (byte >= 97 && byte <= 122)
                ? String(UnicodeScalar(byte)) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }

    /// The stay of one person, page by page.
    static let stay: [(page: String, fields: [String: String])] = [
        (
            "applicant",
            [
                "q-stay-kind": "person", "q-applicant-name": "Trần Thị Hoà", "q-applicant-identity": "072195000123",
                "q-applicant-birth-date": "08/03/1995", "q-applicant-phone": "0912 345 678",
            ]
        ),
        (
            "stay",
            [
                "q-stay-address": "12 Cách Mạng Tháng Tám", "q-stay-from": "01/12/2026", "q-stay-until": "2027-11-30",
                "q-stay-proof-held": "no", "q-stay-minor": "no",
            ]
        ),
    ]

    /// The same, filled in and its papers chosen.
    func stay(as name: String = mother) async throws -> String {
        let draft = try await begin("1.004194", as: name)
        for (page, fields) in Self.stay { try await fill(fields, at: "\(draft)/pages/\(page)", as: name) }
        // What the first answer brings up on the second page was asked there already.
        try await fill(["p-ct01": "counter", "p-place": "database"], at: draft + "/papers", as: name)
        return draft
    }
}
