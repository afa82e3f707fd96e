// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Ledger
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Acts that give power, while the ledger is not sealed")
struct LegalEffectTests {
    /// Kinds of acts that have legal effect whatever they say.
    static let effective: Set<IdentityAct.Kind> = [
        .unitCreated, .unitChanged, .unitEnded, .unitsImported, .succession, .competence, .successionStruck,
        .competenceStruck, .planDecided, .postEstablished, .appointed, .delegated, .accountLinked,
    ]

    @Test(
        "wait, kind by kind; what takes power away and what gives none does not", arguments: IdentityAct.Kind.allCases)
    func kinds(kind: IdentityAct.Kind) async throws {
        try await Office.open(on: .sqlite) { office in
            let since = office.dial.now
            try await office.unseal()
            func act() async throws {
                try await office.database.write { tx in
                    try ActStore.record(kind, "x", by: OrganisationTests.admin, at: office.dial.now, in: tx)
                }
            }
            if Self.effective.contains(kind) {
                await #expect(throws: LedgerError.notSealed(since: since)) { try await act() }
                #expect(try await office.ledger().isEmpty)
            } else {
                try await act()
                #expect(try await office.ledger().count == 1)
            }
        }
    }

    /// What can be done to accounts, tokens and posts, and whether it gives power.
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let givesPower: Bool
        let act: @Sendable (Office, Account, Account) async throws -> Void
    }

    private static let admin = OrganisationTests.admin

    /// The first account has the role of an operator, the second none.
    static let cases = [
        Case(testDescription: "an account with a role", givesPower: true) { office, _, _ in
            _ = try await office.identity.accounts.create(
                login: "moi", name: "Mới", roles: [.leader], by: admin, from: .here)
        },
        Case(testDescription: "an account without roles", givesPower: false) { office, _, _ in
            _ = try await office.identity.accounts.create(login: "moi", name: "Mới", roles: [], by: admin, from: .here)
        },
        Case(testDescription: "another role", givesPower: true) { office, account, _ in
            try await office.identity.accounts.change(
                account.id, version: 1, name: "A", roles: [.operator, .leader], because: "kiêm nhiệm", by: admin,
                from: .here)
        },
        Case(testDescription: "a role taken away", givesPower: false) { office, account, _ in
            try await office.identity.accounts.change(
                account.id, version: 1, name: "A", roles: [], because: "thôi việc", by: admin, from: .here)
        },
        Case(testDescription: "disabling", givesPower: false) { office, account, _ in
            try await office.identity.accounts.disable(
                account.id, version: 1, because: "thôi việc", by: admin, from: .here)
        },
        Case(testDescription: "enabling an account with a role", givesPower: true) { office, account, _ in
            try await office.identity.accounts.disable(
                account.id, version: 1, because: "nghỉ phép", by: admin, from: .here)
            try await office.identity.accounts.enable(account.id, version: 2, by: admin, from: .here)
        },
        Case(testDescription: "enabling an account that is nobody's", givesPower: false) { office, _, account in
            try await office.identity.accounts.disable(
                account.id, version: 1, because: "nghỉ phép", by: admin, from: .here)
            try await office.identity.accounts.enable(account.id, version: 2, by: admin, from: .here)
        },
        Case(testDescription: "a program's token", givesPower: true) { office, account, _ in
            _ = try await office.identity.tokens.issue(
                name: "SIEM", scopes: [.securityLog], unitCode: "", days: 30, by: account.actor, from: .here)
        },
        Case(testDescription: "another initial password", givesPower: false) { office, account, _ in
            _ = try await office.identity.accounts.resetPassword(account.id, version: 1, by: admin, from: .here)
        },
        Case(testDescription: "a second factor taken away", givesPower: false) { office, account, _ in
            try await office.identity.secondFactors.reset(
                account.id, reason: "mất điện thoại", by: admin, from: .here)
        },
    ]

    @Test("wait, of accounts and programs too, exactly where they give power", arguments: cases)
    func accounts(_ tried: Case) async throws {
        try await Office.open(on: .sqlite) { office in
            let (one, other) = (try await office.hire("mot", [.operator]), try await office.hire("hai", []))
            try await office.unseal()
            if tried.givesPower {
                await #expect(throws: LedgerError.self) { try await tried.act(office, one, other) }
            } else {
                try await tried.act(office, one, other)
            }
        }
    }

    @Test("wait for a post with roles, not for one without")
    func posts() async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            try await office.unseal()
            _ = try await ward.post("Văn thư", at: ward.desk, [])
            await #expect(throws: LedgerError.self) { try await ward.post("Trực ban", at: ward.desk, [.operator]) }
        }
    }

    @Test(
        "are answered 503 on their page, and it says since when",
        arguments: [("vi", "sổ nhật ký chưa được ký xác nhận từ"), ("en", "has not been signed since")])
    func page(language: String, words: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("chau.lm", [.administrator])
            try await office.unseal()
            try await office.serve { browser in
                browser.language = language
                try await browser.signIn("chau.lm")
                try await browser.open("/identity/accounts/new")
                try await browser.submit(
                    "/identity/accounts", ["login": "hanh.nt", "name": "Nguyễn Thị Hạnh", "role": "operator"])
                #expect(browser.status == .serviceUnavailable)
                #expect(browser.page.contains(words) && browser.page.contains("<html lang=\"\(language)\""))
                try await browser.open("/identity/accounts")
                #expect(!browser.page.contains("hanh.nt"))
            }
        }
    }
}
