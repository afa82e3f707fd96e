// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Tokens of programs")
struct APITokenTests {
    @Test("open what their scope says, and are kept as a digest", arguments: Backend.available)
    func use(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let owner = try await office.hire("admin", [.administrator])
            let issued = try await office.issue(owner)
            #expect(issued.text.hasPrefix("vamco_") && issued.text.utf8.count == 49)
            let viewer = try #require(try await office.identity.tokens.viewer(ofBearer: issued.text))
            #expect(viewer.scopes == [.securityLog] && viewer.roles.isEmpty && viewer.unit.isEmpty)
            #expect(viewer.actor == issued.token.actor && viewer.actor.stored == "system:token:\(issued.token.id)")
            let kept = try await office.database.read { tx in
                try tx.rows("SELECT digest FROM identity_api_token").map { try $0.get(0, as: String.self) }
            }
            #expect(kept.count == 1 && !kept[0].contains(issued.text.suffix(43)))
            for wrong in ["", issued.text + "x", String(issued.text.dropLast()), "vamco_" + SessionToken().text] {
                #expect(try await office.identity.tokens.viewer(ofBearer: wrong) == nil)
            }
        }
    }

    @Test("end with their time, a revocation, and the account that answers for them", arguments: Backend.available)
    func ends(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let owner = try await office.hire("admin", [.administrator])
            let other = try await office.hire("phuc.tv", name: "Trần Văn Phúc", [.administrator])
            let tokens = office.identity.tokens
            let (short, revoked, left) = (
                try await office.issue(owner), try await office.issue(owner), try await office.issue(other)
            )
            try await tokens.revoke(revoked.token.id, by: owner.actor, from: Office.home)
            #expect(try await tokens.viewer(ofBearer: revoked.text) == nil)
            await #expect(throws: IdentityError.unknownToken) {
                try await tokens.revoke(revoked.token.id, by: owner.actor, from: Office.home)
            }
            try await office.identity.accounts.disable(
                other.id, version: 1, because: "điều chuyển công tác", by: owner.actor, from: .here)
            #expect(try await tokens.viewer(ofBearer: left.text) == nil)
            office.dial.advance(by: .days(30))
            #expect(try await tokens.viewer(ofBearer: short.text) == nil)
            #expect(try await office.events(.tokenMade) == 3)
            #expect(try await office.events(.tokenRevoked) == 2, "one by hand, one with its account")
        }
    }

    @Test(
        "of somebody who leaves are dead with the next call, also once the account is enabled again",
        arguments: Backend.available)
    func leaving(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let boss = try await office.hire("admin", [.administrator])
            let owner = try await office.hire("phuc.tv", name: "Trần Văn Phúc", [.administrator])
            let people = office.identity.people
            let person = try await people.add(name: owner.name, by: boss.actor)
            try await people.link("phuc.tv", to: person, by: boss.actor)
            let issued = try await office.issue(owner)
            let tokens = office.identity.tokens
            #expect(try await tokens.viewer(ofBearer: issued.text) != nil)

            let version = try #require(try await people.staff().people[person]?.version)
            try await people.leave(person, version: version, because: "điều chuyển công tác", by: boss.actor)
            #expect(try await tokens.viewer(ofBearer: issued.text) == nil)
            #expect(try await office.events(.tokenRevoked) == 1)
            let account = try await office.identity.accounts.account(owner.id)
            try await office.identity.accounts.enable(
                owner.id, version: account.version, by: boss.actor, from: Office.home)
            #expect(try await tokens.viewer(ofBearer: issued.text) == nil)
        }
    }

    @Test("do no more than who answers for them: no administrator, no token", arguments: Backend.available)
    func ownersRole(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let boss = try await office.hire("admin", [.administrator])
            let owner = try await office.hire("phuc.tv", name: "Trần Văn Phúc", [.administrator])
            let issued = try await office.issue(owner)
            try await office.identity.accounts.change(
                owner.id, version: 1, name: owner.name, roles: [.leader], because: "điều chuyển công tác",
                by: boss.actor, from: Office.home)
            #expect(try await office.identity.tokens.viewer(ofBearer: issued.text) == nil)
        }
    }

    @Test("say when they were used last, to the minute", arguments: Backend.available)
    func lastUsed(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let issued = try await office.issue(try await office.hire("admin", [.administrator]))
            func lastUsedAt() async throws -> Instant? {
                try await office.identity.tokens.page(after: nil).items.first?.lastUsedAt
            }
            #expect(try await lastUsedAt() == nil)
            _ = try await office.identity.tokens.viewer(ofBearer: issued.text)
            office.dial.advance(by: .seconds(30))
            _ = try await office.identity.tokens.viewer(ofBearer: issued.text)
            #expect(try await lastUsedAt() == Office.start)
            office.dial.advance(by: .seconds(40))
            _ = try await office.identity.tokens.viewer(ofBearer: issued.text)
            #expect(try await lastUsedAt() == office.dial.now)
        }
    }

    @Test("may call so often and no more, and again a moment later")
    func rate() async throws {
        var settings = IdentitySettings.quick
        settings.tokenRequests = 3
        try await Office.open(on: .sqlite, settings: settings) { office in
            let issued = try await office.issue(try await office.hire("admin", [.administrator]))
            for _ in 1...3 { _ = try await office.identity.tokens.viewer(ofBearer: issued.text) }
            await #expect(throws: WebError.tooManyRequests) {
                _ = try await office.identity.tokens.viewer(ofBearer: issued.text)
            }
            office.dial.advance(by: .seconds(20))
            #expect(try await office.identity.tokens.viewer(ofBearer: issued.text) != nil)
        }
    }

    @Test("open the API alone: no page, and no address of another scope; a session opens no such address")
    func gate() async throws {
        try await Office.open(on: .sqlite) { office in
            let owner = try await office.hire("admin", [.administrator])
            let issued = try await office.issue(owner)
            office.dial.advance(by: .minutes(1))
            try await office.serve { browser in
                browser.bearer = issued.text
                try await browser.open("/api/identity/events")
                #expect(browser.status == .ok && browser.page.contains("\"token-made\""))
                #expect(browser.page.contains("\"next\":\"/api/identity/events?after="))
                try await browser.open("/identity/accounts")
                #expect(browser.status == .seeOther)
                try await browser.open("/account")
                #expect(browser.status == .seeOther)

                browser.bearer = "vamco_wrong"
                try await browser.open("/api/identity/events")
                #expect(browser.status == .unauthorized)
                #expect(browser.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)

                let person = browser.other()
                try await person.open("/api/identity/events")
                #expect(person.status == .unauthorized)
                try await person.signIn("admin")
                try await person.open("/api/identity/events")
                #expect(person.status == .forbidden)
            }
        }
    }

    @Test("are made on a page that shows them once, and revoked there")
    func page() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("admin", [.administrator])
            try await office.serve { browser in
                try await browser.signIn("admin")
                try await browser.open("/identity/tokens")
                try await browser.submit("/identity/tokens", ["name": "SIEM", "days": "90"])
                #expect(browser.status == .unprocessableContent)
                try await browser.submit(
                    "/identity/tokens", ["name": "SIEM", "days": "4000", "scope": "security-log:read"])
                #expect(browser.status == .unprocessableContent)
                try await browser.submit(
                    "/identity/tokens", ["name": "SIEM", "days": "90", "scope": "security-log:read"])
                #expect(browser.status == .ok && browser.headers[.cacheControl] == "no-store")
                let text = try #require(browser.page.firstMatch(of: /vamco_[A-Za-z0-9_-]{43}/))
                #expect(try await office.identity.tokens.viewer(ofBearer: String(text.0)) != nil)
                try await browser.open("/identity/tokens")
                #expect(browser.page.contains("SIEM") && !browser.page.contains(text.0))
                let form = try #require(browser.page.firstMatch(of: /\/identity\/tokens\/[0-9a-f-]+\/revocation/))
                try await browser.submit(String(form.0))
                #expect(browser.status == .seeOther)
                #expect(try await office.identity.tokens.viewer(ofBearer: String(text.0)) == nil)
            }
        }
    }

    @Test("read every event once, page by page, and those that come later", arguments: Backend.available)
    func log(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let owner = try await office.hire("admin", [.administrator])
            for number in 1...5 { try await office.hire("nguyen.\(number)") }
            let issued = try await office.issue(owner)
            office.dial.advance(by: .minutes(1))
            try await office.serve { browser in
                browser.bearer = issued.text
                var (seen, address) = ([String](), "/api/identity/events?limit=2")
                for _ in 1...6 {
                    try await browser.open(address)
                    seen += browser.page.matches(of: /"id":"([^"]+)"/).map { String($0.1) }
                    let next = try #require(browser.page.firstMatch(of: /"next":"([^"]+)"/)).1
                    address = next + "&limit=2"
                }
                #expect(seen.count == 7 && Set(seen).count == 7 && seen == seen.sorted())
                office.dial.advance(by: .minutes(1))
                try await office.hire("nguyen.6")
                try await browser.open(address)
                #expect(browser.page.contains("\"items\":[]"), "the latest moments may still change")
                office.dial.advance(by: .minutes(1))
                try await browser.open(address)
                #expect(browser.page.matches(of: /"id":"/).count == 1)
            }
        }
    }
}

extension Office {
    func issue(_ owner: Account, for unit: String = "") async throws -> APITokens.Issued {
        try await identity.tokens.issue(
            name: "SIEM", scopes: [.securityLog], unitCode: unit, days: 30, by: owner.actor, from: Office.home)
    }
}
