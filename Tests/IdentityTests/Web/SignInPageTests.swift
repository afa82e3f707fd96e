// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("The sign-in page")
struct SignInPageTests {
    @Test("says how to make the first account while there is none", arguments: ["vi", "en"])
    func unprepared(language: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.serve { browser in
                browser.language = language
                try await browser.open("/sign-in")
                #expect(browser.status == .ok)
                #expect(browser.page.contains("vamco account create"))
                #expect(!browser.page.contains("type=\"password\""))
            }
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.open("/sign-in")
                #expect(!browser.page.contains("vamco account create"))
                #expect(browser.page.contains("autocomplete=\"username\""))
                #expect(browser.page.contains("autocomplete=\"current-password\""))
                #expect(browser.page.contains("type=\"password\""))
            }
        }
    }

    @Test("lets in, goes back to where one was sent from, and out again", arguments: Backend.available)
    func journey(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.open("/account")
                #expect(browser.status == .seeOther)
                #expect(browser.location == "/sign-in?return=%2Faccount")
                try await browser.open("/sign-in?return=%2Faccount")
                #expect(browser.hidden("return") == "/account")

                try await browser.submit(
                    "/sign-in", ["login": "hanh.nt", "password": Office.password, "return": "/account"])
                #expect(browser.status == .seeOther && browser.location == "/account")
                let first = try #require(browser.session)
                try await browser.open("/account")
                #expect(browser.status == .ok)
                #expect(browser.page.contains("Nguyễn Thị Hạnh") && browser.page.contains("Firefox, Windows"))
                try await browser.open("/sign-in")
                #expect(browser.status == .seeOther && browser.location == "/")

                try await browser.open("/account")
                try await browser.submit("/sign-out")
                #expect(browser.status == .seeOther && browser.session == nil)
                browser.hold(session: first)
                try await browser.open("/account")
                #expect(browser.status == .seeOther)
            }
        }
    }

    @Test("gives the browser another token at every sign-in; the former one is dead", arguments: Backend.available)
    func rotation(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                browser.hold(session: "planted-by-somebody-else")
                try await browser.signIn("hanh.nt")
                let first = try #require(browser.session)
                #expect(first != "planted-by-somebody-else" && SessionToken(first) != nil)
                #expect(
                    browser.headers[values: .setCookie].contains { $0.hasPrefix("session=") && $0.contains("HttpOnly") }
                )
                let page = browser.other()
                try await page.open("/sign-in")
                // The same browser signs in again on a page it had open.
                browser.forgetSession()
                try await browser.open("/sign-in")
                let token = browser.formToken
                browser.hold(session: first)
                try await browser.submit("/sign-in", ["login": "hanh.nt", "password": Office.password], token: token)
                #expect(browser.status == .forbidden)
                #expect(try await office.identity.sessions.viewer(ofToken: first) != nil)
            }
        }
    }

    @Test(
        "refuses a form without token, with a wrong one and with another browser's", arguments: ["", "wrong", "other"])
    func csrf(kind: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                let other = browser.other()
                try await other.open("/sign-in")
                try await browser.open("/sign-in")
                let token = kind == "other" ? other.formToken : kind
                try await browser.submit("/sign-in", ["login": "hanh.nt", "password": Office.password], token: token)
                #expect(browser.status == .forbidden)
                #expect(browser.session == nil)
            }
            #expect(office.derivations.all == 1)
        }
    }

    @Test("says the same to unknown, disabled and wrong, with the same status", arguments: ["vi", "en"])
    func sameWords(language: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            let gone = try await office.hire("phuc.tv", name: "Trần Văn Phúc")
            try await office.identity.accounts.disable(
                gone.id, version: 1, because: "điều chuyển công tác", by: .system("test"), from: .here)
            try await office.serve { browser in
                browser.language = language
                var answers: Set<String> = []
                for (login, password) in [
                    ("hanh.nt", "wrong and long"), ("phuc.tv", Office.password), ("nobody.1", "x"),
                ] {
                    try await browser.signIn(login, password)
                    #expect(browser.status == .unprocessableContent && browser.session == nil)
                    #expect(!browser.page.contains(password) || password == "x")
                    let plain = browser.page.replacing(login, with: "LOGIN")
                        .replacing(/name="form-token" value="[^"]*"/, with: "").replacing(/nonce="[^"]*"/, with: "")
                    answers.insert(plain)
                }
                #expect(answers.count == 1)
            }
        }
    }

    @Test("asks for what is missing without deriving anything")
    func missing() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                for fields in [[:], ["login": "hanh.nt"], ["password": "something"], ["login": "  ", "password": ""]] {
                    try await browser.open("/sign-in")
                    try await browser.submit("/sign-in", fields)
                    #expect(browser.status == .unprocessableContent)
                    #expect(browser.page.contains("error-summary"))
                }
            }
            #expect(office.derivations.all == 1)
        }
    }

    @Test(
        "survives odd input",
        arguments: ["🐟🌊", "<script>alert(1)</script>", "\u{0}\u{7}", "e\u{0301}\u{0301}", "' OR 1=1 --"])
    func odd(text: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.signIn(text + "x", text + "x")
                #expect(browser.status == .unprocessableContent)
                #expect(!browser.page.contains("<script>alert"))
            }
        }
    }

    @Test("does not read a field of ten megabytes")
    func enormous() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.signIn("hanh.nt", String(repeating: "x", count: 10_485_760))
                #expect(browser.status == .contentTooLarge)
                try await browser.signIn("hanh.nt", String(repeating: "x", count: 500_000))
                #expect(browser.status == .unprocessableContent)
            }
            #expect(office.derivations.all == 2)
        }
    }

    @Test(
        "goes back only to addresses of this server",
        arguments: [
            ("/operations", "/operations"), ("/account?a=1&b=%2F", "/account?a=1&b=%2F"), ("//evil.example", "/"),
            ("/\\evil.example", "/"), ("\\\\evil.example", "/"), ("https://evil.example", "/"),
            ("https:/evil.example", "/"),
            ("https:", "/"), ("javascript:alert(1)", "/"), (" //evil.example", "/"), ("/\t/evil.example", "/"),
            ("///evil.example", "/"), ("evil.example", "/"), ("/a\r\nSet-Cookie: session=x", "/"), ("/điều-hành", "/"),
            ("/sign-in", "/"), ("/sign-out", "/"), ("/" + String(repeating: "a", count: 5_000), "/"), ("", "/"),
        ])
    func returnAddress(text: String, location: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.signIn("hanh.nt", back: text)
                #expect(browser.status == .seeOther)
                #expect(browser.location == location)
            }
        }
    }

    @Test("answers 429 with the time to try again", arguments: Backend.available)
    func locked(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                for _ in 1...5 { try await browser.signIn("hanh.nt", "wrong and long") }
                #expect(browser.status == .tooManyRequests)
                #expect(browser.headers[.retryAfter] == "61")
                try await browser.signIn("hanh.nt")
                #expect(browser.status == .tooManyRequests && browser.session == nil)
                let until = CivilZone.vietNam.time(of: (office.dial.now + .minutes(1)).roundedUp(to: .minutes(1)))
                #expect(browser.page.contains("\(two(until.hour)):\(two(until.minute))"))
                let colleague = browser.other()
                colleague.address = "198.51.100.9"
                try await colleague.signIn("hanh.nt")
                #expect(colleague.status == .seeOther && colleague.session != nil)
            }
        }
    }
}
