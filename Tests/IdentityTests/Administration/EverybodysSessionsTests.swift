// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Ending everybody's sessions at once")
struct EverybodysSessionsTests {
    @Test(
        "signs out staff and citizens with their next click, but not whoever did it; log and ledger keep who and why",
        arguments: Backend.available)
    func everybody(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            try await office.hire("quan.tri", name: "Võ Quốc Bảo", [.administrator])
            try await office.hire("hanh.nt")
            try await office.serve { chief in
                let (desk, phone, citizen) = (chief.other(), chief.other(), chief.other())
                try await desk.signIn("hanh.nt")
                try await phone.signIn("hanh.nt")
                try await citizen.signIn(byCodeTo: "hoa@example.vn", in: office)
                try await chief.signIn("quan.tri")
                try await chief.open("/identity/sessions")
                #expect(chief.status == .ok && !chief.page.contains("[identity"))

                try await office.writes([]) {
                    try await chief.submit("/identity/sessions/end", ["whose": "everybody", "reason": " "])
                }
                #expect(chief.status == .unprocessableContent && chief.page.contains("error-summary"))
                try await desk.open("/account")
                #expect(desk.status == .ok, "nothing happened without a reason")
                try await chief.submit("/identity/sessions/end", ["whose": "nobody", "reason": "máy bị mất cắp"])
                #expect(chief.status == .unprocessableContent)

                try await office.writes(["account-all-sessions-ended"]) {
                    try await chief.submit(
                        "/identity/sessions/end", ["whose": "everybody", "reason": "máy chủ thư bị xâm nhập"])
                }
                #expect(chief.location == "/identity/security-log?kind=all-sessions-ended")
                try await chief.open(chief.location ?? "")
                #expect(chief.page.contains("Đã kết thúc 2 phiên của cán bộ và 1 phiên của công dân."))
                for words in [
                    "máy chủ thư bị xâm nhập", "Mọi người", "Cán bộ: 2 phiên", "Công dân và doanh nghiệp: 1 phiên",
                ] {
                    #expect(chief.page.contains(words), "\(words)")
                }
                for browser in [desk, phone] {
                    try await browser.open("/account")
                    #expect(browser.location?.hasPrefix("/sign-in") == true)
                }
                try await citizen.open("/citizen")
                #expect(citizen.location?.hasPrefix("/sign-in") == true)
                let written = try #require(try await office.ledger().last)
                #expect(written.object == "identity.sessions" && written.actor.hasPrefix("person:"))

                // Everybody comes in again.
                try await desk.signIn("hanh.nt")
                try await desk.open("/account")
                #expect(desk.status == .ok)
            }
        }
    }

    @Test(
        "of staff or citizens alone leaves the others; sessions that ran out are not counted",
        arguments: Backend.available)
    func some(on backend: Backend) async throws {
        try await Office.sendingCodes(on: backend) { office in
            let chief = try await office.hire("quan.tri", [.administrator])
            try await office.hire("hanh.nt")
            let sessions = office.identity.accountSessions
            try await office.serve { citizen in
                let old = citizen.other()
                try await old.signIn("hanh.nt")
                office.dial.advance(by: office.identity.settings.idleLimit + .minutes(1))
                let desk = citizen.other()
                try await desk.signIn("hanh.nt")
                try await citizen.signIn(byCodeTo: "hoa@example.vn", in: office)
                #expect(try await sessions.openCounts() == .init(staff: 1, citizens: 1))

                func end(_ whose: Set<SessionHolders>) async throws -> AccountSessions.Counts {
                    try await sessions.endEverybodys(
                        whose, but: nil, because: "kiểm tra an ninh", by: chief.actor, from: Office.home)
                }
                #expect(try await end([.staff]) == .init(staff: 1, citizens: 0))
                try await citizen.open("/citizen")
                #expect(citizen.status == .ok)
                try await desk.open("/account")
                #expect(desk.location?.hasPrefix("/sign-in") == true)
                #expect(try await end([.citizens]) == .init(staff: 0, citizens: 1))
                #expect(try await end([.staff, .citizens]) == .init(staff: 0, citizens: 0))
                await #expect(throws: IdentityError.reasonMissing) { try await end([]) }
            }
        }
    }

    @Test("also ends a sign-in that waits for its second step")
    func half() async throws {
        try await Office.open(on: .sqlite) { office in
            let chief = try await office.hire("quan.tri", [.administrator])
            try await office.hireWithFactor("hanh.nt")
            let half = try await office.signIn("hanh.nt")
            _ = try await office.identity.accountSessions.endEverybodys(
                [.staff], but: nil, because: "kiểm tra an ninh", by: chief.actor, from: Office.home)
            await #expect(throws: IdentityError.signInOver) { _ = try await office.complete(half.token, office.code()) }
        }
    }

    @Test("asks for a proof of a quarter of an hour ago at most, and for an administrator")
    func proof() async throws {
        try await Office.open(on: .sqlite) { office in
            let route = try #require(office.identity.routes.routes.first { $0.path == "/identity/sessions/end" })
            for (role, age, may) in [
                (Role.administrator, 14, true), (.administrator, 16, false), (.organisationOfficer, 1, false),
            ] {
                var viewer = Viewer(actor: .person(id: "x", name: "x"), roles: [role])
                viewer.provedAge = .minutes(age)
                #expect(route.policy.permits(viewer) == may)
            }
        }
    }

    @Test("walks no table to count", arguments: Backend.available)
    func plan(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let record = RecordingDatabase(office.database)
            let known = office.identity.accountSessions
            let sessions = AccountSessions(
                database: record, clock: known.clock, settings: known.settings, people: known.people,
                logger: known.logger)
            #expect(try await sessions.openCounts() == .init(staff: 0, citizens: 0))
            for statement in record.recorded {
                let scanned = try await record.scannedTables(of: statement)
                #expect(scanned.isEmpty, "\(scanned) is walked by \(statement.rendered(for: record.dialect).text)")
            }
        }
    }
}
