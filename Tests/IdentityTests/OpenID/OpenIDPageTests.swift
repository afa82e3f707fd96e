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

/// To a provider and back as a browser does it, through the pages.
@Suite("The way to a provider and back")
struct OpenIDPageTests {
    @Test("opens the session on a browser that had none, and ends with a page of its own", arguments: Backend.available)
    func journey(on backend: Backend) async throws {
        try await ForeignDesk.open(on: backend) { desk in
            try await desk.office.serve { browser in
                let back = try await desk.depart(browser, to: "vneid", back: "/organisation")
                try await browser.open(back)
                #expect(browser.location == "/organisation" && browser.session != nil)

                try await browser.open("/citizen")
                try await browser.submit("/sign-out")
                #expect(browser.status == .seeOther && browser.location == "/signed-out")
                try await browser.open("/signed-out")
                #expect(browser.page.contains("Đã đăng xuất") && browser.page.contains("id_token_hint=eyJ"))
                #expect(browser.headers[.cacheControl]?.contains("no-store") == true)
                try await browser.other().open("/signed-out")
                let stranger = try await browser.other().open("/signed-out")
                #expect(stranger.location == "/sign-in")
            }
        }
    }

    @Test("never ends what an officer is at: neither a link to the way there nor one to the way back")
    func officer() async throws {
        try await ForeignDesk.open { desk in
            try await desk.office.hire("hanh.nt")
            try await desk.office.serve { browser in
                let before = try await desk.depart(browser, to: "vneid", back: "/")
                try await browser.signIn("hanh.nt")
                let session = try #require(browser.session)
                let asked = desk.host.asked("/token")

                for link in ["/sign-in/openid/vneid?return=/citizen", before] {
                    try await browser.open(link)
                    #expect(browser.location == "/", "\(link)")
                    #expect(browser.session == session)
                }
                #expect(try await desk.office.viewer(try #require(SessionToken(session)))?.accountID != nil)
                #expect(desk.host.asked("/token") == asked)
                try await browser.open("/organisation")
                #expect(browser.page.contains("Hãy đăng xuất trước"))
            }
        }
    }

    /// Session fixation: whoever planted a session in somebody's browser must not be in theirs afterwards.
    @Test("gives the browser a session of its own, and ends the one that was planted", arguments: Backend.available)
    func planted(on backend: Backend) async throws {
        try await ForeignDesk.open(on: backend) { desk in
            try await desk.office.serve { browser in
                let thief = browser.other()
                try await thief.open(try await desk.depart(thief, to: "province", back: nil))
                let planted = try #require(thief.session)
                for session in [planted, SessionToken().text, "không phải mã"] {
                    let victim = browser.other()
                    let back = try await desk.depart(victim, to: "vneid", back: nil)
                    victim.hold(session: session)
                    try await victim.open(back)
                    let own = try #require(victim.session)
                    #expect(own != session)
                    #expect(try await desk.office.viewer(try #require(SessionToken(own)))?.isCitizen == true)
                }
                #expect(try await desk.office.viewer(try #require(SessionToken(planted))) == nil)
            }
        }
    }

    @Test("is good in the browser alone that was sent, and leads on to where it was going also when it fails")
    func wayBack() async throws {
        try await ForeignDesk.open { desk in
            try await desk.office.serve { browser in
                let back = try await desk.depart(browser, to: "vneid", back: "/organisation?page=2")
                let other = browser.other()
                try await other.open(back)
                #expect(other.status == .unprocessableContent && other.session == nil)
                #expect(other.hidden("return") == nil)

                try await browser.open(back.replacing(/code=[^&]*/, with: "error=access_denied"))
                #expect(browser.status == .unprocessableContent && browser.session == nil)
                #expect(
                    browser.page.contains("return=%2Forganisation%3Fpage%3D2")
                        || browser.hidden("return") == "/organisation?page=2")
            }
        }
    }

    @Test("of a very long address goes on at one's own page, with a cookie that browsers keep")
    func longAddress() async throws {
        try await ForeignDesk.open { desk in
            try await desk.office.serve { browser in
                for (length, next) in [(400, true), (1_900, false)] {
                    let person = browser.other()
                    let long = "/organisation?q=" + String(repeating: "/", count: length)
                    let back = try await desk.depart(person, to: "vneid", back: long)
                    for (name, value) in person.cookies { #expect(name.utf8.count + value.utf8.count < 4_000) }
                    try await person.open(back)
                    #expect(person.location == (next ? long : "/citizen"))
                }
            }
        }
    }

    @Test("has one address a provider: nothing lies beside it")
    func addresses() async throws {
        try await ForeignDesk.open { desk in
            try await desk.office.serve { browser in
                for path in [
                    "/sign-in/openid/vneid/return/x", "/sign-in/openid/nobody", "/sign-in/openid/nobody/return",
                ] {
                    try await browser.open(path)
                    #expect(browser.status == .notFound, "\(path)")
                }
            }
        }
    }

    @Test("says with words that a provider is down, and when to come again, on the way there and on the way back")
    func down() async throws {
        try await ForeignDesk.open { desk in
            try await desk.office.serve { browser in
                let back = try await desk.depart(browser, to: "vneid", back: "/organisation")
                // What the provider said of itself is forgotten after an hour; its keys were never asked for.
                desk.host.behave { $0.failure = .unreachable("connection refused at 10.0.0.9") }
                for path in [back, "/sign-in/openid/province?return=%2Forganisation"] {
                    try await browser.open(path)
                    #expect(browser.status == .serviceUnavailable)
                    #expect(browser.headers[.retryAfter] == "10")
                    #expect(browser.headers[.contentType]?.hasPrefix("text/html") == true)
                    #expect(browser.page.contains("hiện không trả lời nên chưa thể đăng nhập"))
                    #expect(browser.page.contains(path == back ? "VNeID" : "Cổng của tỉnh"))
                    #expect(!browser.page.contains("10.0.0.9") && browser.session == nil)
                }
                desk.host.behave { $0.failure = nil }
                desk.office.dial.advance(by: .seconds(11))
                try await browser.open(try await desk.depart(browser, to: "vneid", back: nil))
                #expect(browser.session != nil)
            }
        }
    }

    @Test("does not wait at the sign-out for a provider that is slow")
    func slowSignOut() async throws {
        try await ForeignDesk.open { desk in
            let done = try await desk.arrive(try await desk.journey())
            desk.office.dial.advance(by: .hours(3))
            desk.host.behave { $0.failure = .tooSlow }
            let asked = desk.host.asked("openid-configuration")
            let out = try await desk.office.identity.openID.signOut(token: done.token.text, from: Office.home)
            #expect(out?.address?.hasPrefix(HostileProvider.issuer + "/end") == true)
            #expect(desk.host.asked("openid-configuration") == asked)
        }
    }
}

extension ForeignDesk {
    /// Sends a browser to a provider, where its person agrees.
    ///
    /// - Returns: The address the provider sends it back to.
    func depart(_ browser: Browser, to provider: String, back: String?) async throws -> String {
        let way = ("/sign-in/openid/\(provider)" as Address).with("return", back)
        try await browser.open(way.text)
        let address = try #require(browser.location)
        let (state, code) = try host.agree(to: address)
        return "/sign-in/openid/\(provider)/return?state=\(state)&code=\(code)"
    }
}
