// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import HummingbirdTesting
import NIOCore
import TestSupport
import Testing

@testable import Web

@Suite("Writes")
struct WriteGuardTests {
    @Test("a form with its page's token is accepted, redirected, and says so once")
    func accepted() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let response = try await visitor.post("/form", "name=Ho%C3%A0+B%C3%ACnh")
            #expect(response.status == .seeOther)
            #expect(response.headers[.location] == "/open")
            let next = try await visitor.get("/open").text
            #expect(next.contains("Nhập tay bởi Hoà Bình"))
            let later = try await visitor.get("/open").text
            #expect(!later.contains("Nhập tay bởi"))
        }
    }

    @Test("a token that is missing, wrong, cut or another browser's is refused")
    func wrongTokens() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            var other = Visitor(client)
            let (own, foreign) = (try await visitor.token(), try await other.token())
            for token in ["", "x", String(own.dropLast(4)), own + "AAAA", foreign] {
                let response = try await visitor.post("/form", "name=a", token: token)
                #expect(response.status == .forbidden, "\(token)")
            }
            #expect(try await visitor.post("/form", "name=a", token: own).status == .seeOther)
        }
    }

    @Test("a token ends with the session it was made for")
    func session() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let token = try await visitor.token()
            visitor.cookies["session"] = "officer"
            #expect(try await visitor.post("/form", "name=a", token: token).status == .forbidden)
        }
    }

    @Test("a write from another site is refused even with the right token")
    func origins() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let token = try await visitor.token()
            let bad: [HTTPFields] = [
                [.fetchSite: "cross-site"], [.fetchSite: "same-site"], [.origin: "https://evil.example"],
                [.origin: "null"],
            ]
            for headers in bad {
                #expect(try await visitor.post("/form", "name=a", token: token, headers).status == .forbidden)
            }
            let good: [HTTPFields] = [
                [.fetchSite: "same-origin"], [.origin: "http://localhost:8080"], [.origin: "http://localhost"],
            ]
            for headers in good {
                #expect(try await visitor.post("/form", "name=a", token: token, headers).status == .seeOther)
            }
        }
    }

    @Test("a failed form answers 422 with the same page, the errors and what was typed")
    func unprocessable() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let response = try await visitor.post("/form", "name=+%09+")
            #expect(response.status == .unprocessableContent)
            #expect(response.headers[.cacheControl] == "no-store")
            #expect(response.text.contains("<a href=\"#field-name\">Nhập tên trạm</a>"))
            #expect(response.text.contains("aria-describedby=\"field-name-error\" aria-invalid=\"true\""))
            #expect(response.text.contains("name=\"form-token\" value=\""))
        }
    }

    @Test("ten megabytes are refused with 413, announced or not")
    func tooLarge() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let response = try await visitor.post("/form", "name=" + String(repeating: "a", count: 10_485_760))
            #expect(response.status == .contentTooLarge)
            #expect(response.text.contains("1 MB"))
        }
    }

    @Test("a route for uploads takes more, up to its own limit")
    func upload() async throws {
        try await SampleRoutes.application().test(.router) { client in
            var visitor = Visitor(client)
            let token = try await visitor.token()
            func body(_ size: Int) -> String {
                "--B\r\nContent-Disposition: form-data; name=\"form-token\"\r\n\r\n\(token)\r\n--B\r\n"
                    + "Content-Disposition: form-data; name=\"file\"; filename=\"C:\\temp\\số liệu.csv\"\r\n"
                    + "Content-Type: text/csv\r\n\r\n" + String(repeating: "x", count: size) + "\r\n--B--\r\n"
            }
            let type: HTTPFields = [.contentType: "multipart/form-data; boundary=B"]
            let response = try await visitor.send(.post, "/upload", type, body: body(2_000_000))
            #expect(response.text == "\"số liệu.csv 2000000\"")
            #expect(try await visitor.send(.post, "/upload", type, body: body(5_000_000)).status == .contentTooLarge)
        }
    }
}
