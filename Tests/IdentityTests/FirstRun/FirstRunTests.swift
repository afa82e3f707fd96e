// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("The first administrator of a new city")
struct FirstRunTests {
    @Test("is made on a page with the code that the server printed, and the page is gone", arguments: ["vi", "en"])
    func journey(language: String) async throws {
        var settings = IdentitySettings.quick
        settings.secondFactor = .required
        try await Office.open(on: .sqlite, settings: settings) { office in
            let code = try #require(try await office.identity.firstRun.prepare())
            try await office.serve { browser in
                browser.language = language
                try await browser.open("/sign-in")
                #expect(browser.page.contains("href=\"/set-up\""))
                try await browser.open("/set-up")
                #expect(browser.status == .ok && !browser.page.contains(code))
                var form = [
                    "setup": "wrong", "login": "admin", "name": "Võ Quốc Bảo", "password": Office.password,
                    "repeated": Office.password,
                ]
                try await browser.submit("/set-up", form)
                #expect(browser.status == .unprocessableContent)
                form["setup"] = code
                form["password"] = "ngắn"
                try await browser.submit("/set-up", form)
                #expect(browser.status == .unprocessableContent)
                form["password"] = Office.password
                form["setup"] = code.uppercased()
                try await browser.submit("/set-up", form)
                #expect(browser.status == .seeOther && browser.location == "/sign-in")
                try await browser.open("/set-up")
                #expect(browser.status == .notFound)
                try await browser.signIn("admin")
                #expect(browser.location == "/sign-in/second-factor")
            }
            #expect(try await office.identity.firstRun.prepare() == nil)
        }
    }

    @Test("is one, also of two people with the code at the same moment", arguments: Backend.available)
    func once(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let code = try #require(try await office.identity.firstRun.prepare())
            let made = await withTaskGroup(of: Bool.self) { group in
                for number in 1...4 {
                    group.addTask { await office.setUp(code, "admin.\(number)") == nil }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(made == 1)
            #expect(try await office.identity.accounts.page(search: "", after: nil).items.count == 1)
        }
    }

    @Test(
        "needs the newest code, within the hour, and no account that was made meanwhile", arguments: Backend.available)
    func refused(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let old = try #require(try await office.identity.firstRun.prepare())
            let new = try #require(try await office.identity.firstRun.prepare())
            #expect(await office.setUp(old, "admin") == .wrongSetUpCode)
            #expect(await office.setUp("", "admin") == .wrongSetUpCode)
            office.dial.advance(by: .hours(1))
            #expect(await office.setUp(new, "admin") == .wrongSetUpCode)
            let fresh = try #require(try await office.identity.firstRun.prepare())
            try await office.hire("hanh.nt", [.administrator])
            #expect(await office.setUp(fresh, "admin") == .wrongSetUpCode)
        }
    }
}

extension Office {
    fileprivate func setUp(_ code: String, _ login: String) async -> IdentityError? {
        do {
            _ = try await identity.firstRun.complete(
                code: code, login: login, name: "Võ Quốc Bảo", password: Office.password, repeated: Office.password,
                from: Office.home)
            return nil
        } catch {
            return error as? IdentityError
        }
    }
}
