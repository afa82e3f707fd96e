// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Ledger
import Letters
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("What an act says of who did it")
struct ActProofTests {
    private static let why = "điều chuyển công tác"

    /// Signs in with both factors.
    private func enter(_ login: String, _ browser: Browser, _ office: Office) async throws {
        try await browser.signIn(login)
        try await browser.open("/sign-in/second-factor")
        office.dial.advance(by: .seconds(31))
        try await browser.submit("/sign-in/second-factor", ["code": office.code()])
        try #require(browser.status == .seeOther)
    }

    /// A person with an account, both factors, and a post.
    private func officer(
        _ login: String, _ post: Post.ID?, _ office: Office, roles: Set<Role> = []
    ) async throws -> (person: Person.ID, account: Account.ID) {
        let people = office.identity.people
        let account = try await office.hireWithFactor(login, roles)
        let person = try await people.add(name: login, by: Ward.admin)
        try await people.link(login, to: person, by: Ward.admin)
        if let post {
            try await people.appoint(
                person, to: post, .permanent, from: office.dial.now, to: nil, act: "QĐ 1", version: 1, by: Ward.admin)
        }
        return (person, account.id)
    }

    private func post(
        _ title: String, at unit: OrgUnit.ID, _ roles: Set<Role>, _ reach: Post.Reach, _ office: Office
    ) async throws -> Post.ID {
        try await office.identity.people.establish(
            .init(unit: unit, title: title, titleEnglish: "", standing: .officer, roles: roles, reach: reach),
            by: Ward.admin)
    }

    @Test(
        "names the sign-in on record, its level, and the unit of the post that gave the power",
        arguments: Backend.available)
    func byPost(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let clerk = try await post("Chuyên viên", at: ward.desk, [.organisationOfficer], .parent, office)
            // A second post elsewhere: the one whose power it is counts.
            let guest = try await post("Khách", at: ward.other, [.operator], .unit, office)
            let (person, account) = try await officer("to.chuc", clerk, office)
            try await office.identity.people.appoint(
                person, to: guest, .concurrent, from: office.dial.now, to: nil, act: "", version: 2, by: Ward.admin)
            try await office.serve { browser in
                try await enter("to.chuc", browser, office)
                let written = try await office.entries {
                    try await browser.open("/people")
                    try await browser.submit("/people", ["name": "Trần Văn Phúc"])
                    try await browser.submit(
                        "/people/posts",
                        ["title": "Kế toán", "unit": "A-VP", "reach": "unit", "role": "operator"])
                    try await browser.submit(
                        "/organisation/units",
                        [
                            "scheme": "vn-gso", "code": "A-MOI", "name": "Tổ mới", "kind": "office", "parent": "A-VP",
                            "parent-scheme": "vn-gso", "from": "2026-12-01", "act": "QĐ 12/QĐ-UBND",
                        ])
                }
                #expect(
                    written.map(\.act) == ["person-added", "post-established", "unit-created"].map { "identity." + $0 })
                for entry in written {
                    #expect(
                        entry.actor == "person:\(account)" && entry.personOnRecord == account.description, "\(entry)")
                    #expect(entry.assurance == "medium" && entry.levelOnRecord == "medium", "\(entry)")
                    #expect(entry.unit == ward.desk.description && entry.onBehalfOf.isEmpty, "\(entry)")
                }
                #expect(written.last?.legalBasis == "QĐ 12/QĐ-UBND" && written.last?.hasLegalEffect == true)
            }
        }
    }

    @Test("names the delegation by which the power came, and the unit it is of", arguments: Backend.available)
    func byDelegation(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let people = office.identity.people
            let head = try await post(
                "Chánh văn phòng", at: ward.desk, [.organisationOfficer, .operator], .parent, office)
            let place = try await post("Chuyên viên", at: ward.other, [.operator], .unit, office)
            let (giver, _) = try await officer("chanh.vp", head, office)
            let (receiver, account) = try await officer("thay.the", place, office)
            let held = try #require(try await people.staff().appointments(of: giver).first)
            try await people.delegate(
                held.id, to: receiver, roles: [.organisationOfficer, .operator], from: office.dial.now,
                until: office.dial.now + .days(3), act: "QĐ 9/QĐ-VP", by: Ward.admin)
            let delegation = try #require(try await people.staff().delegations.first)
            try await office.serve { browser in
                try await enter("thay.the", browser, office)
                let written = try await office.entries {
                    try await browser.open("/people")
                    try await browser.submit("/people", ["name": "Trần Văn Phúc"])
                    try await browser.submit(
                        "/people/posts", ["title": "Kế toán", "unit": "A-VP", "reach": "unit"])
                }
                #expect(written.count == 2)
                for entry in written {
                    #expect(entry.actor == "person:\(account)" && entry.unit == ward.desk.description, "\(entry)")
                    #expect(entry.onBehalfOf == "delegation:\(delegation.id)", "\(entry)")
                }
            }
            let names = try await office.identity.names(ofActors: ["delegation:\(delegation.id)", "unit:\(ward.desk)"])
            #expect(names["delegation:\(delegation.id)"]?.hasPrefix("chanh.vp – Chánh văn phòng") == true)
            #expect(names["unit:\(ward.desk)"]?.hasSuffix("A-VP") == true)
        }
    }

    @Test("of an account's own role names the unit of the person's only post, and none where there are more")
    func byAccount() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let one = try await post("Một", at: ward.desk, [], .unit, office)
            let two = try await post("Hai", at: ward.other, [], .unit, office)
            let (person, _) = try await officer("quan.tri", one, office, roles: [.administrator])
            let hired = try await office.hire("nhan.vien", [.operator])
            try await office.serve { browser in
                try await enter("quan.tri", browser, office)
                func disable(_ version: Int) async throws -> ActEntry? {
                    try await office.entries {
                        try await browser.open("/identity/accounts/\(hired.id)")
                        try await browser.submit(
                            "/identity/accounts/\(hired.id)/disablement",
                            ["version": String(version), "disable-reason": Self.why])
                    }.first
                }
                let first = try await disable(1)
                #expect(first?.act == "identity.account-disabled" && first?.unit == ward.desk.description)
                #expect(first?.personal["reason"] == Self.why && first?.reason == "")
                #expect(first?.levelOnRecord == "medium")
                try await browser.submit("/identity/accounts/\(hired.id)/enablement", ["version": "2"])
                try await office.identity.people.appoint(
                    person, to: two, .concurrent, from: office.dial.now, to: nil, act: "", version: 2, by: Ward.admin)
                #expect(try await disable(3)?.unit == "")
            }
        }
    }

    @Test("of an account's own matters rests on the same sign-in, also on the one that sets the second factor up")
    func own() async throws {
        try await Office.open(on: .sqlite) { office in
            let account = try await office.hire("chi.le", [.administrator])
            try await office.serve { browser in
                try await browser.signIn("chi.le")
                try await browser.open("/account")
                let written = try await office.entries {
                    try await browser.submit("/account/second-factor")
                    try await browser.open("/sign-in/second-factor")
                    let token = try #require(browser.session)
                    let secret = try #require(try await office.identity.secondFactors.half(token: token)?.enrolment)
                    try await browser.submit("/sign-in/second-factor", ["code": office.code(of: secret)])
                    try await browser.open("/account")
                    try await browser.submit("/account/recovery-codes")
                    try await browser.open("/identity/tokens")
                    try await browser.submit(
                        "/identity/tokens",
                        ["name": "SIEM", "scope": "security-log:read", "days": "30", "unit": ""])
                    try await browser.open("/account/password")
                    try await browser.submit(
                        "/account/password",
                        ["current": Office.password, "new": "một câu khác hẳn", "repeated": "một câu khác hẳn"])
                }
                #expect(
                    written.map(\.act)
                        == ["second-factor-set", "recovery-codes-made", "token-made", "password-changed"].map {
                            "identity.account-" + $0
                        })
                for entry in written {
                    #expect(
                        entry.personOnRecord == account.id.description && entry.levelOnRecord == "medium", "\(entry)")
                    #expect(entry.assurance == "medium", "\(entry)")
                }
            }
        }
    }

    @Test("of a program rests on its token, which is a proof on record", arguments: Backend.available)
    func byToken(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let owner = try await office.hire("admin", [.administrator])
            let issued = try await office.identity.tokens.issue(
                name: "SIEM", scopes: [.securityLog], unitCode: "", days: 30, by: owner.actor, from: Office.home)
            let viewer = try #require(try await office.identity.tokens.viewer(ofBearer: issued.text))
            let written = try await office.entries {
                try await office.database.write { tx in
                    try LedgerEntry("test.done", of: "test", "1", by: viewer.actor, at: office.dial.now).append(in: tx)
                }
            }
            let entry = try #require(written.first)
            #expect(entry.actor == "system:token:\(issued.token.id)" && entry.personOnRecord == owner.id.description)
            #expect(entry.assurance == "low" && entry.levelOnRecord == "low")
        }
    }

    @Test("of a citizen rests on the citizen's own sign-in", arguments: Backend.available)
    func byCitizen(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            let token = SessionToken()
            let store = CitizenStore(keys: office.identity.keys)
            let address = try #require(EmailAddress("an@example.vn"))
            let now = office.dial.now
            let citizen = try await office.database.write { tx in
                let citizen = try store.local(address, at: now, in: tx)
                try CitizenSession.open(
                    CitizenSession.ID(at: now), of: citizen, token, by: .emailCode, level: .low, proved: now,
                    identityToken: nil, from: Office.home, at: now, in: tx)
                return citizen
            }
            let viewer = try #require(try await office.viewer(token))
            let written = try await office.entries {
                try await office.database.write { tx in
                    try LedgerEntry("test.filed", of: "test", "1", by: viewer.actor, at: office.dial.now).append(in: tx)
                }
            }
            let entry = try #require(written.first)
            #expect(entry.actor == "person:\(citizen.id)" && entry.personOnRecord == citizen.id.description)
            #expect(entry.assurance == "low" && entry.levelOnRecord == "low" && entry.unit.isEmpty)
        }
    }
}
