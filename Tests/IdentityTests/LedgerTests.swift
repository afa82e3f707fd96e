// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import Synchronization
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Acts of Identity in the ledger")
struct IdentityLedgerTests {
    static let admin = OrganisationTests.admin
    private let day = Chart.day("2027-01-01")

    @Test(
        "each act on organisation and people writes one entry, and no act is without words",
        arguments: Backend.available)
    func acts(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await organisation(office)
            try await plans(office)
            try await people(office)
            try await accounts(office)
            try await signIns(office)
            try await personal(office)
            try await days(office)
            let written = try await office.ledger()
            let known = Set(IdentityFeature.ledgerActs.map(\.key))
            // Another office: its units have codes of their own.
            let corrected = Mutex<[String]>([])
            try await Office.open(on: backend) { other in
                try await corrections(other)
                let acts = try await other.ledger().map(\.act)
                corrected.withLock { $0 = acts }
            }
            #expect(Set(written.map(\.act)).union(corrected.withLock { $0 }) == known)
            #expect(
                Set(written.map(\.actor)).isSubset(
                    of: [Self.admin.stored, "system:test", "system:identity.list"]
                        + written.map(\.actor).filter { $0.hasPrefix("person:") }))
            let own = try await office.database.read { tx in
                try tx.value("SELECT count(*) FROM identity_act", as: Int.self) ?? 0
            }
            #expect(own == written.count { !$0.act.hasPrefix("identity.account-") || $0.object == "identity.person" })
        }
    }

    private func organisation(_ office: Office) async throws {
        let organisation = office.identity.organisation
        let since = Validity(since: Chart.day("2020-01-01"))
        let id = try await office.writes(["unit-created"]) {
            try await organisation.create(OrganisationTests.said("1", "A"), since, by: Self.admin)
        }
        let next = try await office.writes(["unit-created"]) {
            try await organisation.create(OrganisationTests.said("2", "B"), since, by: Self.admin)
        }
        try await office.writes(["unit-changed"]) {
            try await organisation.revise(
                id, to: OrganisationTests.said("1", "C"), from: Chart.day("2026-01-01"), revision: 1, by: Self.admin)
        }
        try await office.writes(["competence"]) {
            try await organisation.assign(
                Competence(
                    id: Competence.ID(at: office.dial.now), function: "construction", part: .authority,
                    territory: id, unit: id, validity: since, act: "QĐ", source: ""), by: Self.admin)
        }
        try await office.writes(["unit-ended"]) {
            try await organisation.end(id, on: day, act: "QĐ 2", revision: 2, by: Self.admin)
        }
        try await office.writes(["succession"]) {
            try await organisation.record(
                [
                    Succession(
                        id: Succession.ID(at: office.dial.now), from: id, to: next, kind: .merge, share: 1, on: day,
                        act: "NQ", source: "")
                ], by: Self.admin)
        }
        for (acts, isTaken) in [(["units-imported"], true), (["import-discarded"], false)] {
            let draft = try await office.writes([]) {
                try await organisation.imported(
                    try await organisation.keep(
                        table: "code,name,kind,from\n\(isTaken ? "7" : "8"),D,ward,2026-01-01\n", name: "units.csv",
                        by: Self.admin))
            }
            try await office.writes(acts) {
                if isTaken {
                    _ = try await organisation.confirm(draft, by: Self.admin)
                } else {
                    try await organisation.discard(draft, by: Self.admin)
                }
            }
        }
        try await office.writes(["list-taken"]) { try await organisation.takeInNationalList(provinces: ["79"]) }
        try await office.writes([]) { try await organisation.takeInNationalList(provinces: ["79"]) }
        try await office.writes(["outlines-taken"]) { try await organisation.takeIn([], by: Self.admin) }
    }

    private func plans(_ office: Office) async throws {
        let organisation = office.identity.organisation
        var drafted = try await PlanTests.Case(office)
        try await office.writes(["plan-changed"]) { try await drafted.keep() }
        try await office.writes(["plan-decided"]) { try await organisation.decide(drafted.plan, by: Self.admin) }
        let decided = try await organisation.plan(drafted.plan.id)
        try await office.writes(["plan-withdrawn"]) { try await organisation.withdraw(decided, by: Self.admin) }
        let again = try await organisation.plan(drafted.plan.id)
        try await office.writes(["plan-discarded"]) { try await organisation.discard(again, by: Self.admin) }
    }

    private func people(_ office: Office) async throws {
        let people = office.identity.people
        let unit = try await office.identity.organisation.create(
            OrganisationTests.said("X", "X", kind: "province"), Validity(since: Chart.day("2025-07-01")), by: Self.admin
        )
        let post = try await office.writes(["post-established"]) {
            try await people.establish(
                .init(
                    unit: unit, title: "Trực ban", titleEnglish: "", standing: .officer, roles: [.operator],
                    reach: .parent), by: Self.admin)
        }
        let (one, other) = (
            try await office.writes(["person-added"]) { try await people.add(name: "An", by: Self.admin) },
            try await people.add(name: "Bình", by: Self.admin)
        )
        let account = try await office.writes(["account-created"]) { try await office.hire("an.ng", []) }
        try await office.writes(["account-linked"]) { try await people.link("an.ng", to: one, by: Self.admin) }
        let now = office.dial.now
        try await office.writes(["appointed"]) {
            try await people.appoint(
                one, to: post, .permanent, from: now, to: nil, act: "QĐ", version: 1, by: Self.admin)
        }
        let held = try #require(try await people.staff().appointments(of: one).first)
        try await office.writes(["delegated"]) {
            try await people.delegate(
                held.id, to: other, roles: [.operator], from: now, until: now + .days(2), act: "", by: Self.admin)
        }
        let lent = try #require(try await people.staff().delegations.first)
        try await office.writes(["delegation-revoked"]) {
            try await people.revoke(lent.id, of: one, because: "điều chuyển công tác", by: Self.admin)
        }
        try await office.writes(["relieved"]) {
            try await people.relieve(held.id, at: now + .days(1), because: "điều chuyển công tác", by: Self.admin)
        }
        try await office.writes(["account-disabled", "left"]) {
            try await people.leave(one, version: 2, because: "điều chuyển công tác", by: Self.admin)
        }
        #expect(try await office.identity.accounts.account(account.id).isDisabled)
        let table = try await people.table("name,title,unit,from\nChi,Chuyên viên,X,2026-01-01\n")
        try await office.writes(["person-added", "post-established", "appointed"]) {
            try await people.takeIn(table.entries, by: Self.admin)
        }
    }

    private func accounts(_ office: Office) async throws {
        let accounts = office.identity.accounts
        let account = try await office.hire("binh.tr", [])
        try await office.writes(["account-changed"]) {
            try await accounts.change(
                account.id, version: 1, name: "Bình", roles: [.leader], because: "điều chuyển công tác", by: Self.admin,
                from: Office.home)
        }
        try await office.writes(["account-disabled"]) {
            try await accounts.disable(
                account.id, version: 2, because: "điều chuyển công tác", by: Self.admin, from: Office.home)
        }
        try await office.writes(["account-enabled"]) {
            try await accounts.enable(account.id, version: 3, by: Self.admin, from: Office.home)
        }
        let issued = try await office.writes(["account-password-reset"]) {
            try await accounts.resetPassword(account.id, version: 4, by: Self.admin, from: Office.home)
        }
        try await office.writes([]) { _ = try await office.signIn("binh.tr", issued.password.text) }
        try await office.writes(["account-password-changed"]) {
            try await office.identity.passwordChange.change(
                account.id, from: issued.password.text, to: Office.password, repeated: Office.password,
                by: account.actor, origin: Office.home, replacing: nil)
        }
    }

    private func signIns(_ office: Office) async throws {
        let (factors, tokens) = (office.identity.secondFactors, office.identity.tokens)
        let account = try await office.hire("chi.le", [.administrator])
        let token = try await office.writes([]) { try await factors.beginReplacing(of: account.id, from: Office.home) }
        let secret = try #require(try await factors.half(token: token.text)?.enrolment)
        try await office.writes(["account-second-factor-set"]) {
            _ = try await office.complete(token, office.code(of: secret))
        }
        try await office.writes(["account-sessions-ended"]) {
            let ended = try await office.identity.accountSessions.endAll(of: account.id, by: Self.admin, from: Office.home)
            #expect(ended == 1)
        }
        try await office.writes(["account-recovery-codes-made"]) {
            _ = try await factors.freshRecoveryCodes(of: account.id, by: account.actor, from: Office.home)
        }
        try await office.writes(["account-second-factor-reset"]) {
            try await factors.reset(account.id, reason: "mất điện thoại", by: Self.admin, from: Office.home)
        }
        let issued = try await office.writes(["account-token-made"]) {
            try await tokens.issue(
                name: "SIEM", scopes: [.securityLog], unitCode: "", days: 30, by: account.actor, from: Office.home)
        }
        try await office.writes(["account-token-revoked"]) {
            try await tokens.revoke(issued.token.id, by: account.actor, from: Office.home)
        }
    }

    private func days(_ office: Office) async throws {
        let calendar = office.identity.calendar
        let first = try #require(CivilDay(2027, 2, 1))
        let days = (0..<7).map {
            WorkingCalendar.Entry(first + $0, .rest, name: "Tết Nguyên đán", source: "Bộ luật Lao động 2019")
        }
        try await office.writes(Array(repeating: "day-announced", count: 7)) {
            try await calendar.announce(days, reason: "Lịch nghỉ 2027", by: Self.admin)
        }
        try await office.writes(["year-completed"]) {
            try await calendar.complete(2027, source: "Thông báo mẫu", by: Self.admin)
        }
    }

    private func personal(_ office: Office) async throws {
        let data = office.identity.personal
        let holder = DataHolder(try await office.identity.people.add(name: "Dung", by: Self.admin))
        try await office.writes(["personal-set"]) {
            try await data.set(.phone, to: "0912345678", of: holder, over: 0, by: Self.admin)
        }
        try await office.writes(["personal-read"]) {
            _ = try await data.reveal(.phone, of: holder, reason: "gọi trả kết quả", by: Self.admin)
        }
        try await office.writes([]) { _ = try await data.masked(of: holder) }
        let request = try await office.writes(["request-filed"]) {
            try await data.file(.access, "Cho tôi xem dữ liệu", for: holder, by: DataRequestTests.desk)
        }
        try await office.writes(["request-answered"]) {
            try await data.answer(request, .granted, "Đã gửi bản sao", by: Self.admin)
        }
        try await office.writes(["retention-set"]) {
            try await data.setTerm(.field(.phone), days: 30, ground: "Quy chế của cơ quan", by: Self.admin)
        }
        try await office.writes(["hold-placed"]) { try await data.hold(holder, reason: "thanh tra", by: Self.admin) }
        let hold = try #require(try await data.holds(of: holder).first)
        try await office.writes(["hold-lifted"]) { try await data.lift(hold.id, of: holder, by: Self.admin) }
        try await office.writes(["personal-erased"]) {
            try await data.erase(.phone, of: holder, reason: "theo yêu cầu", by: Self.admin)
        }
        let written = try await office.database.read { tx in
            try tx.rows("SELECT fields, commitments FROM ledger_inbox").map { "\($0)" }
                + tx.rows("SELECT value FROM ledger_opening").map { "\($0)" }
        }
        #expect(!written.contains { $0.contains("912345678") }, "the ledger holds no value")
    }

    /// What is taken back is told of by every unit it speaks of.
    private func corrections(_ office: Office) async throws {
        let divided = try await CorrectionTests.Divided(office)
        let organisation = divided.organisation
        try await office.writes(Array(repeating: "succession-struck", count: 4)) {
            try await organisation.strike(divided.steps[1].id, because: "nhầm tỷ lệ", by: Self.admin)
        }
        try await office.writes(["competence-ended", "competence-ended"]) {
            try await organisation.end(
                divided.competence.id, on: Chart.day("2026-06-01"), because: "hết hạn", by: Self.admin)
        }
        try await office.writes(["competence-struck", "competence-struck"]) {
            try await organisation.strike(divided.competence.id, because: "nhập nhầm", by: Self.admin)
        }
    }

    @Test("what is refused or fails leaves neither act nor entry", arguments: Backend.available)
    func failed(on backend: Backend) async throws {
        struct Broken: Error {}
        try await Office.open(on: backend) { office in
            let account = try await office.hire("an.ng", [])
            let person = try await office.identity.people.add(name: "An", by: Self.admin)
            try await office.writes([]) {
                await #expect(throws: IdentityError.changedMeanwhile) {
                    try await office.identity.accounts.disable(
                        account.id, version: 7, because: "điều chuyển công tác", by: Self.admin, from: Office.home)
                }
                await #expect(throws: StaffError.changedMeanwhile) {
                    try await office.identity.people.leave(
                        person, version: 7, because: "điều chuyển công tác", by: Self.admin)
                }
                await #expect(throws: OrgError.self) {
                    try await office.identity.organisation.create(
                        OrganisationTests.said("", ""), Validity(since: day), by: Self.admin)
                }
                await #expect(throws: Broken.self) {
                    try await office.database.write { tx in
                        try ActStore.record(.left, person.description, by: Self.admin, at: office.dial.now, in: tx)
                        throw Broken()
                    }
                }
            }
            let acts = try await office.database.read {
                try $0.value("SELECT count(*) FROM identity_act", as: Int.self)
            }
            #expect(acts == 1)
        }
    }

    @Test(
        "while the ledger was not sealed for four hours nobody is given power, but power can be taken away",
        arguments: Backend.available)
    func unsealed(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let ward = try await Ward(office)
            let post = try await ward.post("Trực ban", at: ward.desk)
            let (person, _) = try await ward.hire("an.ng", post: post)
            let since = office.dial.now
            try await office.database.write { tx in
                try tx.execute("INSERT INTO ledger_log (one, origin, made_at) VALUES (1, 'x', \(since))")
            }
            office.dial.advance(by: .hours(4))
            let next = try await ward.people.add(name: "Bình", by: Self.admin)
            await #expect(throws: LedgerError.notSealed(since: since)) {
                try await ward.people.appoint(
                    next, to: post, .acting, from: ward.now, to: nil, act: "QĐ", version: 1, by: Self.admin)
            }
            #expect(try await ward.held(next).isEmpty)
            try await office.writes(["account-disabled", "left"]) {
                try await ward.people.leave(person, version: 2, because: "điều chuyển công tác", by: Self.admin)
            }
        }
    }

    @Test("names of people stand in it as commitments alone", arguments: Backend.available)
    func personal(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            _ = try await office.identity.people.add(name: "Nguyễn Thị Riêng Tư", by: Self.admin)
            let row = try await office.database.read { tx in try tx.row("SELECT * FROM ledger_inbox") }
            #expect(!String(describing: row).contains("Riêng Tư"))
            let opening = try await office.database.read {
                try $0.value("SELECT value FROM ledger_opening", as: String.self)
            }
            #expect(opening == "Nguyễn Thị Riêng Tư")
        }
    }
}
