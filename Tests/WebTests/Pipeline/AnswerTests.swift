// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Web

@Suite("Answers")
struct AnswerTests {
    @Test("a page that has not changed answers 304, in the same language and for the same browser")
    func notModified() async throws {
        try await SampleRoutes.application().test(.router) { client in
            for path in ["/open", "/form", "/api/list"] {
                var visitor = Visitor(client)
                _ = try await visitor.get(path)
                let first = try await visitor.get(path)
                let tag = try #require(first.headers[.eTag])
                let second = try await visitor.get(path, [.ifNoneMatch: "\"x\", \(tag)"])
                #expect(second.status == .notModified)
                #expect(second.body.readableBytes == 0)
                // The stored page keeps the policy with its own nonce.
                #expect(second.headers[.contentSecurityPolicy] == nil)
                #expect(try await visitor.get(path, [.ifNoneMatch: "\"other\""]).status == .ok)
            }
            var visitor = Visitor(client)
            let tag = try #require(try await visitor.get("/open").headers[.eTag])
            #expect(try await visitor.get("/open?lang=en", [.ifNoneMatch: tag]).status == .ok)
            var officer = Visitor(client, session: "officer")
            #expect(try await officer.get("/open", [.ifNoneMatch: tag]).status == .ok)
        }
    }

    @Test("long text is gzipped for who takes it, and is the same afterwards")
    func compression() async throws {
        try await SampleRoutes.application().test(.router) { client in
            for path in ["/long", "/api/list?limit=900", "/rows.csv"] {
                func stable(_ text: String) -> String {
                    text.replacing(/nonce="[^"]*"/, with: "").replacing(/form-token" value="[^"]*"/, with: "")
                }
                let plain = try await client.execute(uri: path, method: .get)
                #expect(plain.headers[.contentEncoding] == nil)
                let packed = try await client.execute(uri: path, method: .get, headers: [.acceptEncoding: "br, gzip"])
                #expect(packed.headers[.contentEncoding] == "gzip")
                #expect(packed.headers[.vary]?.contains("Accept-Encoding") == true)
                #expect(packed.body.readableBytes < plain.body.readableBytes / 2)
                #expect(stable(try Gunzip.text(packed.body)) == stable(plain.text))
                let refused = try await client.execute(uri: path, method: .get, headers: [.acceptEncoding: "gzip;q=0"])
                #expect(refused.headers[.contentEncoding] == nil)
            }
            let small = try await client.execute(uri: "/health/live", method: .get, headers: [.acceptEncoding: "gzip"])
            #expect(small.headers[.contentEncoding] == nil)
        }
    }

    @Test("every page has a nonce of its own and a policy without inline script or style")
    func nonces() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var nonces: Set<String> = []
            for _ in 0..<20 {
                let response = try await client.execute(uri: "/long", method: .get)
                let policy = try #require(response.headers[.contentSecurityPolicy])
                let nonce = try #require(policy.firstMatch(of: /'nonce-([^']+)'/)?.1)
                #expect(response.text.contains("nonce=\"\(nonce)\""))
                #expect(!policy.contains("unsafe"))
                nonces.insert(String(nonce))
                #expect(response.text.firstMatch(of: /\sstyle="|\son[a-z]+="|<style|<script(?![^>]*nonce=)/) == nil)
            }
            #expect(nonces.count == 20)
        }
    }

    @Test("security headers stand on pages, data, static files and errors")
    func headers() async throws {
        try await SampleRoutes.application().test(.router) { client in
            for path in ["/open", "/api/list", "/nowhere", "/broken", "/static/nothing"] {
                let response = try await client.execute(uri: path, method: .get)
                #expect(response.headers[.xContentTypeOptions] == "nosniff", "\(path)")
                #expect(response.headers[.contentSecurityPolicy]?.contains("frame-ancestors 'none'") == true, "\(path)")
                #expect(response.headers[.init("Cross-Origin-Opener-Policy")!] == "same-origin")
                #expect(response.headers[.strictTransportSecurity] == nil)
            }
            let badge = try await client.execute(uri: "/badge", method: .get)
            #expect(badge.headers[.contentSecurityPolicy]?.contains("frame-ancestors *") == true)
            #expect(badge.headers[.init("X-Frame-Options")!] == nil)
            #expect(badge.headers[.init("X-Embeddable")!] == nil)
        }
    }

    @Test("HEAD is answered like GET, without the body; a wrong method is 405")
    func methods() async throws {
        try await SampleRoutes.application().test(.router) { client in
            let get = try await client.execute(uri: "/open", method: .get)
            let head = try await client.execute(uri: "/open", method: .head)
            #expect(head.status == .ok)
            #expect(head.body.readableBytes == 0)
            #expect(head.headers[.eTag] == get.headers[.eTag])
            #expect(head.headers[.contentLength] == get.headers[.contentLength])
            let wrong = try await client.execute(uri: "/open", method: .delete)
            #expect(wrong.status == .methodNotAllowed)
            #expect(wrong.headers[.allow] == "GET, HEAD")
            #expect(try await client.execute(uri: "/upload", method: .get).status == .methodNotAllowed)
        }
    }

    @Test("the request's identity is given back; a strange one is replaced")
    func requestIdentity() async throws {
        try await SampleRoutes.application().test(.router) { client in
            func identity(_ text: String?) async throws -> String? {
                try await client.execute(
                    uri: "/open", method: .get, headers: text.map { [.init("X-Request-ID")!: $0] } ?? [:]
                ).headers[.init("X-Request-ID")!]
            }
            #expect(try await identity("abcd-1234-EF") == "abcd-1234-EF")
            #expect(try await identity("short") != "short")
            #expect(try await identity("\"}{injected}") != "\"}{injected}")
            let own = try await identity(nil)
            #expect(own?.isEmpty == false)
        }
    }

    @Test("language and theme are chosen by link, kept in a cookie, and leave the address's other pairs alone")
    func choices() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let page = try await visitor.get("/open?a=1&lang=en&b=%C6%A1")
            #expect(page.text.contains("<html lang=\"en\""))
            #expect(page.text.contains("href=\"/open?a=1&amp;b=%C6%A1&amp;lang=vi\""))
            let kept = try await visitor.get("/open").text
            #expect(kept.contains("<html lang=\"en\""))
            _ = try await visitor.get("/open?theme=dark")
            let dark = try await visitor.get("/open").text
            #expect(dark.contains("data-theme=\"dark\""))
            _ = try await visitor.get("/open?theme=nonsense&lang=xx")
            let unchanged = try await visitor.get("/open").text
            #expect(unchanged.contains("lang=\"en\" data-theme=\"dark\""))
        }
    }

    @Test("static files carry their checksum, are kept for a year and come compressed")
    func assets() async throws {
        try await SampleRoutes.application().test(.router) { client in
            let page = try await client.execute(uri: "/open", method: .get).text
            let style = try #require(page.firstMatch(of: /href="(\/static\/[0-9a-f]{16}\/site\.css)"/)?.1)
            let script = try #require(page.firstMatch(of: /src="(\/static\/[0-9a-f]{16}\/js\/main\.js)"/)?.1)
            for path in [String(style), String(script)] {
                let file = try await client.execute(uri: path, method: .get, headers: [.acceptEncoding: "gzip"])
                #expect(file.headers[.cacheControl] == "public, max-age=31536000, immutable")
                #expect(file.headers[.contentEncoding] == "gzip")
                let text = try Gunzip.text(file.body)
                #expect(!text.isEmpty)
                let tag = try #require(file.headers[.eTag])
                #expect(
                    try await client.execute(uri: path, method: .get, headers: [.ifNoneMatch: tag]).status
                        == .notModified)
            }
            for path in [
                "/static/0000000000000000/site.css", "/static/../Package.swift", "/static/%2e%2e/x", style + "/..",
            ] {
                #expect(try await client.execute(uri: String(path), method: .get).status == .notFound)
            }
        }
    }

    @Test("lists are paged by key and capped; the next address keeps its other pairs")
    func lists() async throws {
        try await SampleRoutes.application().test(.router) { client in
            let answer = try await client.execute(uri: "/api/list?limit=2&q=%C6%A1&after=x", method: .get)
            #expect(answer.text == "{\"items\":[0,1],\"next\":\"/api/list?limit=2&q=%C6%A1&after=YS9i\"}")
            #expect(answer.headers[.accessControlAllowOrigin] == "*")
            let many = try await client.execute(uri: "/api/list?limit=999999", method: .get).text
            #expect(many.contains(",899]"))
            #expect(try await client.execute(uri: "/api/list?limit=-5", method: .get).text.hasPrefix("{\"items\":[0],"))
        }
    }

    @Test("CSV disarms formulas, leaves numbers alone, and has a mark when asked")
    func csv() async throws {
        try await SampleRoutes.application().test(.router) { client in
            let file = try await client.execute(uri: "/rows.csv?bom=1", method: .get)
            #expect(file.text.hasPrefix("\u{FEFF}name,value\r\n'=cmd|' /C calc'!A0,-1.3\r\n"))
            #expect(file.text.split(separator: "\r\n").count == 3_001)
            #expect(file.headers[.contentDisposition] == "attachment; filename=\"rows.csv\"")
        }
        let cases: [(CSVValue, String)] = [
            (.text("a,b"), "\"a,b\""), (.text("say \"x\""), "\"say \"\"x\"\"\""), (.text("@sum"), "'@sum"),
            (.text("-5"), "'-5"),
            (.text("a\nb"), "\"a\nb\""), (.text("＝1"), "'＝1"), (.number(.nan, decimals: 1), ""),
            (.number(-0.01, decimals: 1), "0.0"),
            (.instant(Instant(seconds: 0)), "1970-01-01T07:00:00+07:00"), (.day(CivilDay(number: 0)), "1970-01-01"),
            (.empty, ""),
        ]
        for (value, expected) in cases { #expect(CSVWriter.text(of: value, zone: .vietNam) == expected) }
    }

    @Test(
        "a part of an address is decoded, and refused when it is no text",
        arguments: [
            ("T%C3%A2y%20Ninh", "\"Tây Ninh\""), ("Ta%CC%82y", "\"Tây\""), ("a%2Fb", "\"a/b\""), ("%FF", nil),
            ("a%00b", nil), ("%0A", nil),
        ])
    func parameters(path: String, expected: String?) async throws {
        try await SampleRoutes.application().test(.router) { client in
            let answer = try await client.execute(uri: "/stations/" + path, method: .get)
            if let expected { #expect(answer.text == expected) } else { #expect(answer.status == .notFound) }
        }
    }
}
