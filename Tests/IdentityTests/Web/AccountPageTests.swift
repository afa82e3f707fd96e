// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("The pages of accounts")
struct AccountPageTests {
    @Test("open to those whose policy permits, and to nobody else", arguments: [nil] + Role.all.map(Optional.some))
    func policies(role: Role?) async throws {
        try await Office.open(on: .sqlite) { office in
            let keeper = try await office.hire("chau.lm", name: "Lê Minh Châu", [.administrator])
            let own = try await office.hire("hanh.nt", role.map { [$0] } ?? [])
            try await office.serve { browser in
                for route in office.identity.routes.routes + office.identity.secondFactorRoutes.routes {
                    let path = route.path.replacing("{account}", with: keeper.id.description)
                        .replacing("{session}", with: own.id.description)
                    if role != nil { try await browser.signIn("hanh.nt") } else { browser.forgetSession() }
                    if role != nil { try await browser.open("/account") } else { try await browser.open("/sign-in") }
                    let token = browser.formToken
                    if route.method == .get {
                        try await browser.open(path)
                    } else {
                        try await browser.submit(path, token: token)
                    }

                    var viewer = Viewer(actor: role == nil ? .visitor : own.actor, roles: role.map { [$0] } ?? [])
                    viewer.provedAge = .zero
                    let isOpen = route.policy.permits(viewer)
                    if isOpen {
                        #expect(browser.status != .forbidden, "\(route.method) \(path)")
                        #expect(browser.location?.hasPrefix("/sign-in?return") != true, "\(route.method) \(path)")
                    } else if role == nil {
                        #expect(browser.location?.hasPrefix("/sign-in?return") == true, "\(route.method) \(path)")
                    } else {
                        #expect(browser.status == .forbidden, "\(route.method) \(path)")
                    }
                }
            }
        }
    }

    @Test("every write asks for the form's token")
    func guarded() async throws {
        try await Office.open(on: .sqlite) { office in
            let keeper = try await office.hire("chau.lm", name: "Lê Minh Châu", [.administrator])
            let other = try await office.hire("hanh.nt")
            try await office.serve { browser in
                try await browser.signIn("chau.lm")
                for route in office.identity.routes.routes where route.method != .get {
                    #expect(route.writeGuard == .formToken)
                    let path = route.path.replacing("{account}", with: other.id.description)
                        .replacing("{session}", with: keeper.id.description)
                    try await browser.submit(path, ["version": "1"], token: "wrong")
                    #expect(browser.status == .forbidden, "\(path)")
                }
            }
            #expect(try await office.identity.accounts.account(other.id) == other)
        }
    }

    @Test("lead an administrator from the list to a new colleague's first day", arguments: Backend.available)
    func journey(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let keeper = try await office.hire("chau.lm", name: "Lê Minh Châu", [.administrator])
            try await office.serve { browser in
                try await browser.signIn("chau.lm")
                try await browser.open("/identity/accounts/new")
                try await browser.submit("/identity/accounts", ["name": "", "login": "a", "role": "operator"])
                #expect(browser.status == .unprocessableContent && browser.page.contains("error-summary"))
                #expect(browser.page.matches(of: /class="field-error"/).count == 2)
                try await browser.submit(
                    "/identity/accounts", ["name": "Nguyễn Thị Hạnh", "login": "hanh.nt", "role": "operator"])
                #expect(browser.status == .ok)
                #expect(browser.headers[.cacheControl] == "no-store" && browser.headers[.eTag] == nil)
                let initial = try #require(
                    browser.page.firstMatch(of: /<code>([a-z2-9]{4}(?:-[a-z2-9]{4}){4})<\/code>/)?.1)
                try await browser.open("/identity/accounts?search=h%E1%BA%A1nh")
                #expect(browser.page.contains("Nguyễn Thị Hạnh") && !browser.page.contains("/accounts/\(keeper.id)"))

                let newcomer = browser.other()
                try await newcomer.signIn("hanh.nt", String(initial), back: "/identity/accounts")
                #expect(newcomer.location == "/account/password")
                try await newcomer.open("/account/password")
                try await newcomer.submit(
                    "/account/password", ["current": String(initial), "new": "ngắn", "repeated": "ngắn"])
                #expect(newcomer.status == .unprocessableContent)
                let before = newcomer.session
                try await newcomer.submit(
                    "/account/password",
                    ["current": String(initial), "new": Office.password, "repeated": Office.password])
                #expect(newcomer.location == "/account" && newcomer.session != before)
                try await newcomer.open("/account")
                #expect(newcomer.status == .ok)
            }
        }
    }

    @Test("end the session of somebody disabled with the next click", arguments: Backend.available)
    func disabling(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("chau.lm", name: "Lê Minh Châu", [.administrator])
            let account = try await office.hire("hanh.nt")
            try await office.serve { browser in
                let officer = browser.other()
                try await officer.signIn("hanh.nt")
                try await browser.signIn("chau.lm")
                let path = "/identity/accounts/\(account.id)"
                try await browser.open(path)
                try await browser.submit(
                    path + "/disablement",
                    ["version": browser.hidden("version") ?? "", "disable-reason": "thôi việc"])
                #expect(browser.location == path)
                try await officer.open("/account")
                #expect(officer.status == .seeOther)
                try await browser.open(path)
                try await browser.submit(path + "/enablement", ["version": browser.hidden("version") ?? ""])
                #expect(browser.location == path)
                try await officer.signIn("hanh.nt")
                #expect(officer.status == .seeOther && officer.session != nil)
            }
        }
    }

    @Test("tell the second of two who change an account at once", arguments: Backend.available)
    func conflict(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("chau.lm", name: "Lê Minh Châu", [.administrator])
            try await office.hire("bao.vq", name: "Võ Quốc Bảo", [.administrator])
            let account = try await office.hire("hanh.nt")
            try await office.serve { browser in
                let other = browser.other()
                let path = "/identity/accounts/\(account.id)"
                try await browser.signIn("chau.lm")
                try await other.signIn("bao.vq")
                try await browser.open(path)
                try await other.open(path)
                let version = ["version": browser.hidden("version") ?? "", "roles-reason": "đổi vị trí"]
                try await browser.submit(path, version.merging(["name": "Nguyễn Hạnh", "role": "leader"]) { $1 })
                #expect(browser.status == .seeOther)
                try await other.submit(path, version.merging(["name": "Hạnh", "role": "operator"]) { $1 })
                #expect(other.status == .conflict)
                #expect(other.page.contains("value=\"Nguyễn Hạnh\"") && other.hidden("version") == "2")
            }
            #expect(try await office.identity.accounts.account(account.id).roles == [.leader])
        }
    }

    @Test("list one's sessions and end them", arguments: Backend.available)
    func sessions(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            try await office.serve { browser in
                let telephone = browser.other()
                try await telephone.signIn("hanh.nt")
                office.dial.advance(by: .minutes(1))
                try await browser.signIn("hanh.nt")
                try await browser.open("/account")
                let ends = browser.page.matches(of: /\/account\/sessions\/[0-9a-f-]+\/end/).map { String($0.0) }
                #expect(ends.count == 1, "the session in use is signed out")
                try await browser.submit(try #require(ends.first))
                #expect(browser.location == "/account")
                try await telephone.open("/account")
                #expect(telephone.status == .seeOther)
                try await browser.open("/account")
                #expect(browser.page.matches(of: /action="\/sign-out"/).count == 2, "in the head and in its row")
                try await browser.submit("/sign-out")
                #expect(browser.location == "/sign-in" && browser.session == nil)
            }
        }
    }

    @Test("say everything in both languages, no key and no half-filled place shows", arguments: ["vi", "en"])
    func words(language: String) async throws {
        try await Office.open(on: .sqlite) { office in
            let admin = try await office.hire("chau.lm", name: "Lê Minh Châu", [.administrator, .leader])
            let other = try await office.hire("hanh.nt", [])
            _ = try await office.refusal("hanh.nt")
            _ = try await office.signIn("chau.lm", from: Office.elsewhere)
            try await office.serve { browser in
                browser.language = language
                var pages: [String] = []
                for path in ["/sign-in", "/sign-in?return=%2Faccount"] {
                    pages.append(try await browser.open(path).page)
                }
                pages.append(try await browser.submit("/sign-in").page)
                pages.append(try await browser.signIn("hanh.nt", "wrong").page)
                try await browser.signIn("chau.lm")
                for path in [
                    "/account", "/account/password", "/identity/accounts", "/identity/accounts?search=zzz",
                    "/identity/accounts/new", "/identity/accounts/\(admin.id)", "/identity/accounts/\(other.id)",
                ] {
                    pages.append(try await browser.open(path).page)
                }
                pages.append(try await browser.submit("/account/password", ["current": "x"]).page)
                pages.append(try await browser.submit("/identity/accounts", ["role": "emperor"]).page)
                let path = "/identity/accounts/\(other.id)"
                pages.append(
                    try await browser.submit(path + "/disablement", ["version": "99", "disable-reason": "thôi việc"])
                        .page)
                pages.append(try await browser.submit(path + "/disablement", ["version": "1"]).page)
                let reasoned = ["version": "1", "disable-reason": "thôi việc"]
                pages.append(try await browser.submit(path + "/disablement", reasoned).open(path).page)
                pages.append(try await browser.submit(path + "/password", ["version": "2"]).page)
                pages.append(try await browser.submit("/sign-out").open("/sign-in").page)
                for page in pages {
                    #expect(page.contains("<html lang=\"\(language)\""))
                    let found = page.matches(of: /\[(?:identity|web)\.[a-z.-]+\]|\{[a-z]+\}/).map { String($0.0) }
                    #expect(found.isEmpty, "\(found)")
                }
            }
        }
    }

    @Test("have words for every error, problem, role and event in both languages")
    func translations() throws {
        let translations = try Translations(folders: [IdentityFeature.translations])
        let errors: [IdentityError] = [
            .wrongCredentials, .locked(until: Office.start), .overloaded, .initialPasswordExpired,
            .wrongCurrentPassword,
            .loginTaken, .loginMalformed, .nameMalformed, .unknownRole, .unknownAccount, .changedMeanwhile,
            .lastAdministrator, .firstMustBeAdministrator, .ownAccount, .notASampleDatabase, .password(.tooShort),
            .password(.tooLong), .password(.common), .password(.pattern), .password(.ownName), .password(.unchanged),
            .password(.notRepeated),
        ]
        let keys =
            errors.map(\.answer.message.key) + Role.all.map { "identity.role.\($0.rawValue)" }
            + IdentityEvent.Kind.allCases.map { "identity.event.\($0.rawValue)" }
        for key in keys {
            for language in Language.allCases { #expect(translations.has(key, in: language), "\(key)") }
        }
    }
}
