// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import HummingbirdTesting
import TestSupport
import Testing

@testable import Web

@Suite("Who may use a route")
struct AccessTests {
    @Test("a visitor is sent to sign in and comes back to the same address")
    func signIn() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let response = try await visitor.get("/operators?day=2026-11-23&x=%2F")
            #expect(response.status == .seeOther)
            #expect(response.headers[.location] == "/sign-in?return=%2Foperators%3Fday%3D2026-11-23%26x%3D%252F")
        }
    }

    @Test(
        "a form sent after the session ended leads back to the form's page, never to its destination",
        arguments: [
            // destination, referrer, where the person comes back to
            ("/operators", nil, "/operators"),
            ("/operators/h%C3%A0/leave", nil, "/operators/h%C3%A0"),
            ("/operators/a/leave", "http://localhost:8080/operators?day=1&x=%2F", "/operators?day=1&x=%2F"),
            ("/operators/a/leave", "http://localhost:8080/operators/a/leave", "/operators/a"),
            ("/operators/a/leave", "http://localhost:8080", "/operators/a"),
            ("/operators/a/leave", "nonsense", "/operators/a"),
            ("/leave", nil, nil), ("/leave", "http://localhost:8080/stations/x", nil),
        ] as [(String, String?, String?)])
    func expiredForm(destination: String, referrer: String?, back: String?) async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client, session: "ended")
            var headers: HTTPFields = [.fetchSite: "same-origin"]
            if let referrer { headers[.referer] = referrer }
            let response = try await visitor.post(destination, "note=x", headers)
            #expect(response.status == .seeOther)
            let location = Address("/sign-in").with("return", back).text
            #expect(response.headers[.location] == location)
            let page = try await visitor.get("/open").text
            #expect(page.contains("chưa được lưu") && page.contains("notice-warning"))
            if let back {
                var officer = Visitor(client, session: "officer")
                #expect(try await officer.get(back).status == .ok)
            }
        }
    }

    @Test("another site's form leads nowhere but to the page above its destination")
    func foreignForm() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client, session: "ended")
            let response = try await visitor.post(
                "/operators", "note=x", [.fetchSite: "cross-site", .referer: "https://evil.example/operators/open"])
            #expect(response.headers[.location] == "/sign-in?return=%2Foperators")
        }
    }

    @Test("a program without a session gets 401, with the wrong role 403, as problem+json")
    func data() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let unknown = try await visitor.get("/api/operators")
            #expect(unknown.status == .unauthorized)
            #expect(unknown.headers[.contentType] == "application/problem+json; charset=utf-8")
            var leader = Visitor(client, session: "leader")
            #expect(try await leader.get("/api/operators").status == .forbidden)
            #expect(try await leader.get("/operators").status == .forbidden)
            var officer = Visitor(client, session: "officer")
            #expect(try await officer.get("/api/operators").text == "{\"a\":1}")
            var stranger = Visitor(client, session: "nobody")
            #expect(try await stranger.get("/operators").status == .seeOther)
        }
    }

    @Test("the navigation shows what the viewer may open, and marks where they are")
    func navigation() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let asVisitor = try await visitor.get("/open").text
            #expect(!asVisitor.contains("href=\"/operators\""))
            var officer = Visitor(client, session: "officer")
            let asOfficer = try await officer.get("/operators").text
            #expect(asOfficer.contains("<a href=\"/operators\" aria-current=\"page\">"))
        }
    }

    @Test(
        "a policy is worked out from its parts",
        arguments: [
            (Policy.everyone, [Role](), true), (.staff, [], true), (.role(.leader), [.operator], false),
            (.roles(.leader, .operator), [.operator], true),
            (.all([.role(.leader), .role(.operator)]), [.operator], false),
            (.all([.staff, .role(.operator)]), [.operator], true),
        ])
    func policies(policy: Policy, roles: [Role], expected: Bool) {
        let viewer = Viewer(actor: .person(id: "1", name: "A"), roles: Set(roles))
        #expect(policy.permits(viewer) == expected)
        #expect(policy == .everyone || !policy.permits(.visitor))
    }

    @Test("cookies are host-bound, unreadable for scripts, and secure over TLS")
    func cookies() async throws {
        try await SampleRoutes.application().test(.router) { client in
            let plain = try await client.execute(uri: "/sign-in", method: .get).headers[.setCookie]
            #expect(plain == "session=officer; Path=/; SameSite=Lax; Max-Age=28800; HttpOnly")
        }
        let secure = SiteSettings(publicOrigin: "https://city.example")
        try await SampleRoutes.application(settings: secure).test(.router) { client in
            for path in ["/form", "/open?lang=en", "/open?theme=dark"] {
                let set = try await client.execute(uri: path, method: .get).headers[values: .setCookie]
                #expect(!set.isEmpty, "\(path)")
                for cookie in set {
                    #expect(cookie.hasPrefix("__Host-") && cookie.hasSuffix("; Secure; HttpOnly"), "\(cookie)")
                    #expect(cookie.contains("; Path=/; SameSite=Lax") && !cookie.contains("Domain"), "\(cookie)")
                }
            }
        }
        try await SampleRoutes.application(settings: secure).test(.router) { client in
            let response = try await client.execute(uri: "/sign-in", method: .get)
            #expect(
                response.headers[.setCookie]
                    == "__Host-session=officer; Path=/; SameSite=Lax; Max-Age=28800; Secure; HttpOnly")
            #expect(response.headers[.strictTransportSecurity] != nil)
            // The plain name is not believed where the secure one is meant.
            #expect(
                try await client.execute(uri: "/api/operators", method: .get, headers: [.cookie: "session=officer"])
                    .status == .unauthorized)
            #expect(
                try await client.execute(
                    uri: "/api/operators", method: .get, headers: [.cookie: "__Host-session=officer"]
                ).status == .ok)
        }
    }

    @Test("signing out ends the cookie and the pages the browser kept")
    func signOut() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var officer = Visitor(client, session: "officer")
            let response = try await officer.post("/sign-out", "")
            #expect(response.status == .seeOther)
            #expect(response.headers[.clearSiteData] == "\"cache\", \"storage\"")
            #expect(officer.cookies["session"] == nil)
        }
    }
}

@Suite("What is kept of pages")
struct KeptAnswerTests {
    @Test(
        "what not everybody may read is stored nowhere: neither pages nor data",
        arguments: ["/operators", "/api/operators"])
    func closed(path: String) async throws {
        try await SampleRoutes.application().test(.router) { client in
            var officer = Visitor(client, session: "officer")
            let answer = try await officer.get(path)
            #expect(answer.status == .ok)
            #expect(answer.headers[.cacheControl] == "no-store")
            #expect(answer.headers[.eTag] == nil)
        }
    }

    @Test("a page for everybody is asked for again each time, and belongs to its reader")
    func open() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let answer = try await visitor.get("/open")
            #expect(answer.headers[.cacheControl] == "private, no-cache")
            #expect(answer.headers[.eTag] != nil)
            #expect(answer.headers[.vary]?.contains("Cookie") == true)
        }
    }
}
