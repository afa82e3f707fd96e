// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("The pages of the second factor")
struct SecondFactorPageTests {
    @Test("lead from password over picture and code to the recovery codes and on", arguments: ["vi", "en"])
    func enrolment(language: String) async throws {
        var settings = IdentitySettings.quick
        settings.secondFactor = .required
        try await Office.open(on: .sqlite, settings: settings) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                browser.language = language
                try await browser.signIn("hanh.nt", back: "/account")
                #expect(browser.location == "/sign-in/second-factor?return=%2Faccount")
                let half = try #require(browser.session)
                try await browser.open("/account")
                #expect(browser.status == .seeOther)
                try await browser.open("/sign-in/second-factor?return=%2Faccount")
                #expect(browser.status == .ok && browser.page.contains("<svg class=\"qr\""))
                #expect(browser.headers[.cacheControl] == "no-store")
                let key = try #require(browser.page.firstMatch(of: /<code>([A-Z2-7 ]{39})<\/code>/)).1
                let secret = try #require(Base32.bytes(of: String(key)))

                try await browser.submit("/sign-in/second-factor", ["code": "000000", "return": "/account"])
                #expect(browser.status == .unprocessableContent && browser.hidden("return") == "/account")
                try await browser.submit(
                    "/sign-in/second-factor", ["code": office.code(of: secret), "return": "/account"])
                #expect(browser.status == .ok)
                #expect(browser.page.matches(of: /([a-z2-9]{4}-){5}[a-z2-9]{4}/).count == 10)
                #expect(browser.page.contains("href=\"/account\""))
                #expect(browser.session != half)
                try await browser.open("/account")
                #expect(browser.status == .ok)
            }
        }
    }

    @Test("send whoever comes without a first step back to the beginning")
    func noHalf() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hireWithFactor("hanh.nt")
            try await office.serve { browser in
                try await browser.open("/sign-in/second-factor")
                #expect(browser.status == .seeOther && browser.location == "/sign-in")
                // A token planted before the sign-in (fixation) is worth nothing after it.
                browser.hold(session: SessionToken().text)
                let planted = browser.session
                try await browser.signIn("hanh.nt")
                #expect(browser.session != planted)
            }
        }
    }

    @Test("say the code of a sample account, the next one when it was used, and no real account's")
    func sample() async throws {
        var settings = IdentitySettings.quick
        settings.secondFactor = .required
        try await Office.open(on: .sqlite, settings: settings) { office in
            _ = try await office.identity.seedSampleAccounts()
            let sample = try #require(SampleAccount.all.first)
            try await office.serve { browser in
                for _ in 1...2 {
                    try await browser.signIn(sample.login, sample.password)
                    try await browser.open("/sign-in/second-factor")
                    let code = try #require(browser.page.firstMatch(of: /data-sample-code>(\d{6})</)).1
                    try await browser.submit("/sign-in/second-factor", ["code": String(code)])
                    #expect(browser.status == .seeOther && browser.location == "/")
                    browser.forgetSession()
                }
                try await browser.signIn(sample.login, sample.password)
                try await browser.open("/sign-in/second-factor")
                #expect(!browser.page.contains("data-sample-code"))
            }
            try await office.hireWithFactor("hanh.nt")
            try await office.serve { browser in
                try await browser.signIn("hanh.nt")
                try await browser.open("/sign-in/second-factor")
                #expect(browser.status == .ok && !browser.page.contains("data-sample-code"))
            }
        }
    }

    @Test("ask administrators to prove who they are before accounts open, and lead back")
    func stepUp() async throws {
        try await Office.open(on: .sqlite) { office in
            let account = try await office.hireWithFactor("admin", [.administrator])
            try await office.serve { browser in
                try await browser.signIn("admin")
                try await browser.open("/sign-in/second-factor")
                try await browser.submit("/sign-in/second-factor", ["code": office.code()])
                try await browser.open("/identity/accounts/\(account.id)")
                #expect(browser.status == .ok)
                office.dial.advance(by: .minutes(12))
                try await browser.open("/identity/accounts/new")
                #expect(browser.location == "/account/confirmation?return=%2Fidentity%2Faccounts%2Fnew")
                try await browser.open("/account/confirmation?return=%2Fidentity%2Faccounts%2Fnew")
                let old = browser.session
                try await browser.submit(
                    "/account/confirmation", ["code": office.code(), "return": "/identity/accounts/new"])
                #expect(browser.location == "/identity/accounts/new" && browser.session != old)
                try await browser.open("/identity/accounts/new")
                #expect(browser.status == .ok)
                // The form was opened in time and is sent in time.
                office.dial.advance(by: .minutes(14))
                try await browser.submit("/identity/accounts", ["login": "an.nv", "name": "Nguyễn Văn An"])
                #expect(browser.status == .ok)
                office.dial.advance(by: .minutes(2))
                try await browser.submit("/identity/accounts", ["login": "an.nv2", "name": "Nguyễn Văn An"])
                #expect(browser.location?.hasPrefix("/account/confirmation") == true)
            }
        }
    }

    @Test("stand before what gives or ends powers, say that nothing was saved, and lead back to the person")
    func stepUpOfPeople() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hireWithFactor("admin", [.administrator])
            let people = office.identity.people
            let person = try await people.add(name: "Trần Văn Phúc", by: .system("test"))
            try await office.serve { browser in
                try await browser.signIn("admin")
                try await browser.open("/sign-in/second-factor")
                try await browser.submit("/sign-in/second-factor", ["code": office.code()])
                try await browser.open("/people/\(person)")
                office.dial.advance(by: .minutes(16))
                try await browser.submit("/people/\(person)/leaving", ["version": "1", "leave-reason": "nghỉ hưu"])
                #expect(browser.location == "/account/confirmation?return=%2Fpeople%2F\(person)")
                #expect(try await people.staff().people[person]?.leftAt == nil)
                try await browser.open("/account/confirmation?return=%2Fpeople%2F\(person)")
                #expect(browser.page.contains("chưa được lưu"))
                try await browser.submit(
                    "/account/confirmation", ["code": office.code(), "return": "/people/\(person)"])
                #expect(browser.location == "/people/\(person)")
                try await browser.open("/people/\(person)")
                try await browser.submit("/people/\(person)/leaving", ["version": "1", "leave-reason": "nghỉ hưu"])
                #expect(browser.status == .seeOther && browser.location == "/people/\(person)")
                #expect(try await people.staff().people[person]?.leftAt != nil)
            }
        }
    }

    @Test("are asked for by every write with legal effect; drafts and names ask for none")
    func stepUpRoutes() async throws {
        try await Office.open(on: .sqlite) { office in
            let stale = Viewer(actor: .person(id: "x", name: "x"), roles: [.administrator])
            let tables = [office.identity.organisationPages.routes, office.identity.peoplePages.routes]
            let free = tables.flatMap(\.routes).filter { $0.method == .post && $0.policy.permits(stale) }.map(\.path)
            #expect(
                Set(free) == [
                    "/people", "/organisation/plans", "/organisation/plans/{plan}/steps",
                    "/organisation/plans/{plan}/steps/removal", "/organisation/plans/{plan}/discarding",
                    "/organisation/imports", "/organisation/imports/{import}/discarding",
                ])
        }
    }

    @Test("end all other devices' sessions, and take a second factor away with a reason")
    func devices() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("admin", [.administrator])
            let account = try await office.hireWithFactor("hanh.nt")
            let phone = try await office.complete(try await office.signIn("hanh.nt").token, office.code()).token
            try await office.serve { browser in
                try await browser.signIn("hanh.nt")
                try await browser.open("/sign-in/second-factor")
                try await browser.submit("/sign-in/second-factor", ["code": office.code(1)])
                try await browser.open("/account")
                #expect(browser.page.contains("/account/other-sessions/end"))
                try await browser.submit("/account/other-sessions/end")
                #expect(try await office.viewer(phone) == nil)
                try await browser.open("/account")
                #expect(browser.status == .ok && !browser.page.contains("/account/other-sessions/end"))

                let admin = browser.other()
                try await admin.signIn("admin")
                try await admin.open("/identity/accounts/\(account.id)")
                try await admin.submit("/identity/accounts/\(account.id)/second-factor", ["reason": ""])
                #expect(admin.status == .unprocessableContent)
                try await admin.submit("/identity/accounts/\(account.id)/second-factor", ["reason": "mất điện thoại"])
                #expect(admin.status == .seeOther)
                try await browser.open("/account")
                #expect(browser.status == .seeOther)
            }
        }
    }
}
