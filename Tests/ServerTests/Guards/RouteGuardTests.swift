// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import SQLStore
import TestSupport
import Testing
import Web

@testable import Server

/// Made from the list of routes: a new route is tried by itself.
@Suite("Every route", .serialized)
struct RouteGuardTests {
    /// What anybody may use without signing in: what a city publishes, and the
    /// way in. Everything else is for people with an account.
    static let openToAll = [
        "/", "/environment", "/api", "/sign-in", "/sign-out", "/signed-out", "/health", "/metrics", "/design",
        "/organisation", "/set-up", "/ledger/checkpoints", "/ledger/witness", "/verify",
    ]

    /// What is open under an address of which other parts are not.
    static let openExactly: Set = [
        "/procedures", "/procedures.json", "/procedures/levels", "/procedures/{code}", "/procedures/{code}/record.json",
        "/procedures/{code}/eligibility",
        "/procedures/{code}/versions/{number}", "/procedures/{code}/versions/{number}/changes",
        "/procedures/definitions", "/procedures/{code}/definition", "/procedures/{code}/definition.yaml",
        "/follow", "/service-board", "/follow/result", "/follow/rating", "/procedures/{code}/form.schema.json",
        "/procedures/{code}/process.bpmn",
        "/results/verify",
    ]

    /// Where programs send what proves itself by its own signature.
    static let signed = ["/ledger/witness"]

    /// The city with every route's example address, once for all that changes nothing.
    private struct Tried {
        let seeded: SeededCity
        let crowd: Crowd
        let routes: [Route]
        let addresses: Addresses
    }

    @Test(
        "lets in whom its policy admits with proof and form token and nobody else and is stored by no browser"
    )
    func guarded() async throws {
        try await trying { seeded, crowd, routes, addresses in
            let tried = Tried(seeded: seeded, crowd: crowd, routes: routes, addresses: addresses)
            try await refusals(tried)
            try await admission(tried)
            try await storage(tried)
            try await proof(tried)
            try await tokens(tried)
            try await methods(tried)
        }
    }

    private func trying(
        _ body: @escaping @Sendable (SeededCity, Crowd, [Route], Addresses) async throws -> Void
    ) async throws {
        try await SeededCity.open(on: .sqlite, rows: 2) { seeded in
            let routes = seeded.city.tables.flatMap(\.routes)
            try await seeded.serve { crowd in
                var addresses = Addresses(routes)
                for name in [nil, "administrator", "environment-officer"] { try await addresses.walk(crowd, as: name) }
                try await body(seeded, crowd, routes, addresses)
            }
        }
    }

    @Test("that is open to all is among what the city publishes, and every write has its token")
    func policies() async throws {
        for route in try await City.routesForListing() {
            if route.policy == .everyone {
                let isKnown =
                    Self.openExactly.contains(route.path)
                    || Self.openToAll.contains { route.path == $0 || route.path.hasPrefix($0 + "/") }
                #expect(isKnown, "\(route.path) is open to all")
            }
            let proof: Route.WriteGuard = Self.signed.contains(route.path) ? .signedBody : .formToken
            #expect(route.method == .get || route.writeGuard == proof, "\(route.method) \(route.path)")
            #expect(route.method == .get || route.method == .post, "\(route.method) \(route.path)")
        }
    }

    /// That writes changes nothing, nor the ledger, for people its policy does not admit, their form's token right.
    private func refusals(_ tried: Tried) async throws {
        let (seeded, crowd, routes, addresses) = (tried.seeded, tried.crowd, tried.routes, tried.addresses)
        let before = try await Self.digest(of: seeded)
        for route in routes where route.method == .post && route.policy != .everyone {
            let address = addresses.example(of: route.path)
            for (name, viewer) in Crowd.everybody where viewer.isSignedIn && !route.policy.permits(viewer) {
                let own = try await crowd.token(of: name)
                let fields = (addresses.forms[address] ?? []).sorted().map { "&\($0)=1" }.joined()
                let answer = try await crowd.ask(
                    .post, address, as: name, form: "form-token=\(own.token)\(fields)", cookie: own.cookie)
                #expect(answer.status == .forbidden, "\(address) as \(name ?? "")")
            }
        }
        #expect(try await Self.digest(of: seeded) == before)
    }

    /// Sends visitors to sign in or tells programs 401, and tells 403 to roles its policy does not admit.
    private func admission(_ tried: Tried) async throws {
        let (crowd, routes, addresses) = (tried.crowd, tried.routes, tried.addresses)
        for route in routes {
            let address = addresses.example(of: route.path)
            for (name, viewer) in Crowd.everybody {
                let method: HTTPRequest.Method = route.answer == .stream ? .head : route.method
                let answer = try await crowd.ask(
                    method, address, as: name, form: route.method == .post ? "" : nil)
                let place = "\(route.method) \(address) as \(name ?? "a visitor"): \(answer.status.code)"
                let location = answer.headers[.location] ?? ""
                if route.policy.permits(viewer) {
                    #expect(!location.hasPrefix("/sign-in?return"), "\(place)")
                    if route.method == .get {
                        #expect(answer.status.code < 500 && answer.status != .methodNotAllowed, "\(place)")
                        #expect(answer.status != .forbidden, "\(place)")
                    }
                } else if viewer.isSignedIn {
                    #expect(answer.status == .forbidden, "\(place)")
                } else if route.answer == .page {
                    #expect(answer.status == .seeOther && location.hasPrefix("/sign-in"), "\(place)")
                } else {
                    #expect(answer.status == .unauthorized, "\(place)")
                    #expect(answer.headers[.contentType]?.hasPrefix("application/problem+json") == true, "\(place)")
                }
            }
        }
    }

    /// That is not open to all is stored by no browser and no proxy.
    private func storage(_ tried: Tried) async throws {
        let (crowd, routes, addresses) = (tried.crowd, tried.routes, tried.addresses)
        for route in routes where route.policy != .everyone && route.method == .get && route.answer != .stream {
            // The wards' outlines are public, and drawn on every screen.
            if route.path == "/operations/territories.geojson" { continue }
            guard let (name, _) = Crowd.everybody.first(where: { route.policy.permits($0.viewer) }) else {
                continue
            }
            let answer = try await crowd.ask(.get, addresses.example(of: route.path), as: name)
            #expect(answer.headers[.cacheControl] == "no-store", "\(route.path)")
            #expect(answer.headers[.eTag] == nil, "\(route.path)")
        }
    }

    /// Asks administrators of this morning to prove who they are before what is grave, and leads them back.
    private func proof(_ tried: Tried) async throws {
        let (seeded, crowd, routes, addresses) = (tried.seeded, tried.crowd, tried.routes, tried.addresses)
        let stale = Crowd.person([.administrator], provedAge: .hours(7))
        let grave = routes.filter { !$0.policy.permits(stale) && $0.policy.permits(Crowd.person([.administrator])) }
        #expect(grave.count > 25)
        var known = try await Self.digest(of: seeded)
        for route in grave {
            let address = addresses.example(of: route.path)
            let own = try await crowd.token(of: Crowd.longSignedIn)
            let answer = try await crowd.ask(
                route.method, address, as: Crowd.longSignedIn,
                form: route.method == .post ? "form-token=\(own.token)&reason=x" : nil, cookie: own.cookie)
            let location = answer.headers[.location] ?? ""
            #expect(
                answer.status == .seeOther && location.hasPrefix("/account/confirmation"),
                "\(route.method) \(address): \(answer.status.code)")
            if route.method == .get {
                #expect(
                    location.hasSuffix("?return=" + address.replacing("/", with: "%2F")), "\(location)")
            }
            let now = try await Self.digest(of: seeded)
            #expect(now == known, "\(address) changed something")
            known = now
        }
    }

    /// That writes refuses a form without token, with a wrong one or another's, and changes nothing.
    private func tokens(_ tried: Tried) async throws {
        let (seeded, crowd, routes, addresses) = (tried.seeded, tried.crowd, tried.routes, tried.addresses)
        var known = try await Self.digest(of: seeded)
        for route in routes where route.method == .post && route.writeGuard == .formToken {
            guard let (name, _) = Crowd.everybody.first(where: { route.policy.permits($0.viewer) }) else {
                continue
            }
            let address = addresses.example(of: route.path)
            let own = try await crowd.token(of: name)
            let others = try await crowd.token(of: name == "leader" ? "operator" : "leader")
            for token in [nil, "", "x", others.token, String(own.token.dropLast(4)), own.token + "AAAA"] {
                let form = token.map { "form-token=\($0)&note=x" } ?? "note=x"
                let answer = try await crowd.ask(.post, address, as: name, form: form, cookie: own.cookie)
                #expect(answer.status == .forbidden, "\(address), token \(token ?? "none")")
            }
            let foreign = try await crowd.ask(
                .post, address, as: name, form: "form-token=\(own.token)", cookie: own.cookie,
                headers: [HTTPField.Name("Sec-Fetch-Site")!: "cross-site"])
            #expect(foreign.status == .forbidden, "\(address) from another site")
            let now = try await Self.digest(of: seeded)
            #expect(now == known, "\(address) changed something")
            known = now
        }
    }

    /// What a form may hold that nobody thought of: what it is called, and a
    /// field's text, already percent-encoded.
    static let oddTexts: [(String, String)] = [
        ("nothing", ""), ("emoji", "%F0%9F%8C%8A%F0%9F%91%A9%E2%80%8D%F0%9F%94%AC"),
        ("decomposed letters", "Ho%CC%80a+Tha%CC%80nh+%C4%90u%CC%9B%CC%80c"), ("controls", "%00%07%0D%0A%1B"),
        ("markup", "%3Cscript%3Ealert(1)%3C%2Fscript%3E"), ("SQL", "%27%3B+DROP+TABLE+x%3B+--"),
        ("no number", "1e999"), ("far too large a number", "99999999999999999999"),
        ("a day that is none", "2026-02-31"),
        ("more than any field takes", String(repeating: "a", count: 65_536)),
    ]

    @Test("that takes a form answers missing fields, emoji, letters in form D and other odd texts in good order")
    func oddForms() async throws {
        try await trying { _, crowd, routes, addresses in
            #expect(addresses.forms.count > 8)
            for route in routes where route.method == .post && route.path != "/sign-out" {
                guard let (name, _) = Crowd.everybody.first(where: { route.policy.permits($0.viewer) }) else {
                    continue
                }
                let address = addresses.example(of: route.path)
                let own = try await crowd.token(of: name)
                func send(_ form: String) async throws -> TestResponse {
                    try await crowd.ask(
                        .post, address, as: name, form: "form-token=\(own.token)\(form)", cookie: own.cookie)
                }
                let missing = try await send("")
                #expect(missing.status.code < 500, "\(address) without any field: \(missing.status.code)")
                for (what, text) in Self.oddTexts {
                    let fields = addresses.forms[address] ?? ["name", "note", "reason"]
                    let answer = try await send(fields.sorted().map { "&\($0)=\(text)" }.joined())
                    #expect(answer.status.code < 500, "\(address), \(what): \(answer.status.code)")
                    #expect(!answer.text.contains("<script>alert"), "\(address)")
                }
                let limit = route.bodyLimit ?? 1_048_576
                let large = try await send("&name=" + String(repeating: "a", count: limit + 1))
                #expect(large.status == .contentTooLarge, "\(address), one byte too many: \(large.status.code)")
            }
        }
    }

    /// Every row of every table. Sessions note when they were last seen.
    private static func digest(of seeded: SeededCity) async throws -> [String: String] {
        try await seeded.quietDatabase.read { tx in
            let tables = try tx.rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
                .map { try $0.get(0, as: String.self) }
            var digest: [String: String] = [:]
            for table in tables where !["identity_session", "identity_citizen_session"].contains(table) {
                var hasher = Hasher()
                var count = 0
                try tx.each(SQL(trusted: "SELECT * FROM \(table)")) { row in
                    hasher.combine(String(describing: row))
                    count += 1
                }
                digest[table] = "\(count) \(hasher.finalize())"
            }
            return digest
        }
    }

    /// Answers HEAD like GET without a body, OPTIONS with what may be done, and other methods with 405.
    private func methods(_ tried: Tried) async throws {
        let (crowd, routes, addresses) = (tried.crowd, tried.routes, tried.addresses)
        for (pattern, same) in Dictionary(grouping: routes, by: \.path) {
            let address = addresses.example(of: pattern)
            let allowed = Set(same.map(\.method.rawValue))
            let options = try await crowd.ask(.options, address)
            #expect(options.status == .noContent, "\(address)")
            for method: HTTPRequest.Method in [.put, .patch, .delete, .trace, .init("BREW")!, .get, .post]
            where !allowed.contains(method.rawValue) {
                let answer = try await crowd.ask(method, address, as: "administrator")
                #expect(answer.status == .methodNotAllowed, "\(method) \(address)")
                let allow = Set((answer.headers[.allow] ?? "").split(separator: ", ").map(String.init))
                #expect(allow.subtracting(["HEAD"]) == allowed, "\(method) \(address)")
                #expect(options.headers[.allow] == answer.headers[.allow], "\(address)")
            }
            guard let get = same.first(where: { $0.method == .get }), get.answer != .stream else { continue }
            let whole = try await crowd.ask(.get, address, as: "administrator")
            let head = try await crowd.ask(.head, address, as: "administrator")
            #expect(head.status == whole.status, "\(address)")
            #expect(head.body.readableBytes == 0, "\(address)")
            #expect(head.headers[.contentType] == whole.headers[.contentType], "\(address)")
        }
        let nowhere = try await crowd.ask(.options, "/nowhere")
        #expect(nowhere.status == .notFound && nowhere.headers[.allow] == nil)
    }
}
