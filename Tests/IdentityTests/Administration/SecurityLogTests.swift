// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Ports
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("The security log and other people's sessions")
struct SecurityLogTests {
    @Test("is read page by page, the latest first, by kind, account and day", arguments: Backend.available)
    func log(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let chief = try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            for number in 1...60 {
                office.dial.advance(by: .minutes(1))
                try await office.hire("nguyen.\(number)", name: "Nguyễn \(number) Mẫu")
            }
            office.dial.advance(by: .minutes(1))
            _ = try await office.refusal("nguyen.7")
            try await office.serve { browser in
                try await browser.signIn("quan.tri")
                try await browser.open("/identity/security-log?kind=created")
                let first = browser.page.matches(of: /Nguyễn (\d+) Mẫu/).map { Int($0.1) ?? 0 }
                #expect(first == Array((11...60).reversed()))
                let next = String(try #require(browser.page.firstMatch(of: /href="([^"]*after=[^"]*)"/)).1)
                try await browser.open(next.replacing("&amp;", with: "&"))
                let second = browser.page.matches(of: /Nguyễn (\d+) Mẫu/).map { Int($0.1) ?? 0 }
                #expect(second == Array((1...10).reversed()))
                #expect(browser.page.contains("Võ Quốc Bảo"))

                try await browser.open("/identity/security-log?kind=sign-in-failed")
                #expect(browser.page.contains("Nguyễn 7 Mẫu") && !browser.page.contains("Nguyễn 8 Mẫu"))
                try await browser.open("/identity/security-log?account=\(chief.id)")
                #expect(browser.page.contains("Đăng nhập") && !browser.page.contains("Mẫu</a>"))
                try await browser.open("/identity/security-log?to=2020-01-01")
                #expect(browser.page.contains("Không có sự việc nào khớp."))
                let today = office.identity.organisation.today.iso8601
                try await browser.open("/identity/security-log?from=\(today)&to=\(today)")
                #expect(browser.page.contains("Nguyễn 60 Mẫu"))
            }
        }
    }

    @Test(
        "tells what else is known in words, in both languages, and nothing as programs write it",
        arguments: [
            (IdentityEvent.Kind.signedIn, "password+code", "Mật khẩu và mã xác thực", "Password and code"),
            (.confirmed, "recovery", "Mã khôi phục, xác nhận lại", "Recovery code"),
            (.signedIn, "email-code email low", "Mã gửi qua thư điện tử", "Code by e-mail"),
            (.signedIn, "openid vneid medium", "vneid", "vneid"),
            (.signInFailed, "email code", "Mã gửi qua thư điện tử", "Code by e-mail"),
            (.signInFailed, "openid vneid: wrongNonce", "Chứng nhận của nhà cung cấp không hợp lệ", "does not hold"),
            (
                .locked, "account and address until 2026-12-31T10:00:00Z", "Tài khoản từ địa chỉ mạng này, đến",
                "from this"
            ),
            (.locked, "second factor until 2026-12-31T10:00:00Z", "Mã xác thực của tài khoản, đến", "codes, until"),
            (.locked, "email-letters until 2026-12-31T10:00:00Z", "Xin mã qua thư điện tử, đến", "Asking for codes"),
            (.locked, "email-guesses until 2026-12-31T10:00:00Z", "Nhập mã gửi qua thư điện tử, đến", "Typing codes"),
            (.sessionEnded, "3", "3 phiên", "3 sessions"), (.sessionsEnded, "1", "1 phiên", "1 session"),
            (.sessionEnded, "provider gone", "không còn được dùng", "no longer offered"),
            (.created, "leader, operator", "Trực ban", "Operator"),
            (.changed, " → administrator", "Chưa có vai trò", "No role yet"),
            (.tokenMade, "SIEM (0192f0c1-0000-7000-8000-000000000001)", ">SIEM<", ">SIEM<"),
        ] as [(IdentityEvent.Kind, String, String, String)])
    func words(kind: IdentityEvent.Kind, detail: String, vietnamese: String, english: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            let at = office.dial.now
            try await office.database.write { tx in
                try EventStore.record(
                    IdentityEvent(at: at, kind, account: nil, by: .visitor, address: "203.0.113.5", detail: detail),
                    in: tx)
            }
            try await office.serve { browser in
                try await browser.signIn("quan.tri")
                for (language, words) in [("vi", vietnamese), ("en", english)] {
                    browser.language = language
                    try await browser.open("/identity/security-log?kind=\(kind.rawValue)")
                    let rest = try #require(
                        browser.page.firstRange(of: "203.0.113.5").map { browser.page[$0.upperBound...] })
                    let row = rest[..<(rest.firstRange(of: "</tr>")?.lowerBound ?? rest.endIndex)]
                    #expect(row.contains(words), "\(row)")
                    for raw in [
                        "+", "until 2026-", "provider gone", "wrongNonce", "email code", "[identity", "0192f0c1",
                    ] {
                        #expect(!row.contains(raw), "\(raw) in \(row)")
                    }
                }
            }
        }
    }

    @Test("shows an administrator where somebody is signed in, and ends all of it with a ledger entry")
    func sessions() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            let officer = try await office.hire("hanh.nt")
            try await office.serve { chief in
                try await chief.signIn("quan.tri")
                let page = "/identity/accounts/\(officer.id)"
                try await chief.open(page)
                #expect(
                    chief.page.contains("Tài khoản này không đăng nhập ở đâu.") && !chief.page.contains("sessions/end"))

                let (desk, phone) = (chief.other(), chief.other())
                phone.address = "198.51.100.23"
                try await desk.signIn("hanh.nt")
                try await phone.signIn("hanh.nt")
                try await chief.open(page)
                #expect(chief.page.contains("198.51.100.23"))
                try await office.writes(["account-sessions-ended"]) {
                    try await chief.submit(page + "/sessions/end")
                }
                #expect(chief.location == page)
                try await chief.open(page)
                #expect(chief.page.contains("Đã kết thúc 2 phiên."))
                for browser in [desk, phone] {
                    try await browser.open("/account")
                    #expect(browser.location?.hasPrefix("/sign-in") == true)
                }
                let written = try #require(try await office.ledger().last)
                #expect(written.object == "identity.account" && written.actor.hasPrefix("person:"))
                try await chief.open("/account")
                #expect(chief.status == .ok, "the administrator's own session goes on")

                // Nothing was open any more: nothing happened, and nothing is written.
                try await office.writes([]) { try await chief.submit(page + "/sessions/end") }
            }
        }
    }

    @Test("ends somebody's sessions only for whoever proved within a quarter of an hour who they are")
    func proof() async throws {
        try await Office.open(on: .sqlite) { office in
            let routes = office.identity.routes.routes
            let route = try #require(routes.first { $0.path == "/identity/accounts/{account}/sessions/end" })
            var viewer = Viewer(actor: .person(id: "x", name: "x"), roles: [.administrator])
            viewer.provedAge = .minutes(14)
            #expect(route.policy.permits(viewer))
            viewer.provedAge = .minutes(16)
            #expect(!route.policy.permits(viewer))
        }
    }

    @Test("asks a provider on a button and says whether it answers; the page itself asks nobody")
    func discovery() async throws {
        let clock = DialClock(Office.start)
        let host = HostileProvider(now: { clock.now })
        let provider = OpenIDProvider(
            id: "vneid", name: "VNeID", issuer: HostileProvider.issuer, clientID: "vamco",
            clientSecret: .init("rất bí mật"), claims: "national", levels: ["loa2": .medium])
        let settings = OpenIDSettings(providers: [provider], publicOrigin: "http://localhost", outgoing: host)
        try await Office.open(on: .sqlite, openID: settings) { office in
            try await office.hire("quan.tri", [.administrator])
            try await office.serve { browser in
                try await browser.signIn("quan.tri")
                try await browser.open("/identity/providers")
                #expect(browser.page.contains("HoVaTen") && browser.page.contains("loa2"))
                #expect(browser.page.contains("http://localhost/sign-in/openid/vneid/return"))
                #expect(!browser.page.contains("rất bí mật"))
                #expect(host.asked("openid-configuration") == 0)

                try await browser.submit("/identity/providers/vneid/discovery")
                try await browser.open("/identity/providers")
                #expect(browser.page.contains("VNeID trả lời"))
                #expect(host.asked("openid-configuration") == 1 && host.asked("jwks") == 1)

                host.behave { $0.failure = .unreachable("không có mạng") }
                try await browser.submit("/identity/providers/vneid/discovery")
                try await browser.open("/identity/providers")
                #expect(browser.page.contains("VNeID không trả lời được") && browser.page.contains("không có mạng"))
                try await browser.submit("/identity/providers/khong-co/discovery")
                #expect(browser.status == .notFound)
            }
        }
    }
}
