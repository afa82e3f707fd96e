// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Why grave acts are done")
struct ReasonTests {
    private static let why = "điều chuyển công tác"

    @Test(
        "is asked for: a form without a reason is refused with words and changes nothing",
        arguments: [("vi", "Hãy nêu lý do, ít nhất 5 ký tự."), ("en", "Give a reason of 5 characters at least.")])
    func asked(language: String, words: String) async throws {
        try await Office.open(on: .sqlite) { office in
            let ward = try await Ward(office)
            let people = office.identity.people
            try await office.hire("chau.lm", [.administrator])
            let (person, account) = try await ward.hire("phuc.tv", post: try await ward.post("Trực ban", at: ward.desk))
            let receiver = try await people.add(name: "Hà", by: Ward.admin)
            let held = try #require(try await people.staff().appointments(of: person).first)
            try await people.delegate(
                held.id, to: receiver, roles: [.operator], from: ward.now, until: ward.now + .days(9), act: "QĐ 2",
                by: Ward.admin)
            let delegation = try #require(try await people.staff().delegations.first)
            try await office.serve { browser in
                browser.language = language
                try await browser.signIn("chau.lm")
                let forms: [(page: String, action: String, field: String, fields: [String: String])] = [
                    (
                        "/identity/accounts/\(account)", "/identity/accounts/\(account)", "roles-reason",
                        ["version": "1", "name": "phuc.tv", "role": "leader"]
                    ),
                    (
                        "/people/\(person)", "/people/\(person)/delegations/\(delegation.id)/end",
                        "reason-\(delegation.id)", [:]
                    ),
                    (
                        "/people/\(person)", "/people/\(person)/appointments/\(held.id)/end", "reason-\(held.id)", [:]
                    ),
                    (
                        "/identity/accounts/\(account)", "/identity/accounts/\(account)/disablement", "disable-reason",
                        ["version": "2"]
                    ),
                    ("/people/\(person)", "/people/\(person)/leaving", "leave-reason", ["version": "2"]),
                ]
                for form in forms {
                    try await browser.open(form.page)
                    #expect(browser.page.contains("name=\"\(form.field)\""), "\(form.action)")
                    let refused = try await office.entries {
                        for reason in ["", "  ", "vì"] {
                            try await browser.submit(
                                form.action, form.fields.merging([form.field: reason]) { $1 })
                            #expect(browser.status == .unprocessableContent, "\(form.action): \(browser.status.code)")
                            #expect(browser.page.contains(words), "\(form.action)")
                        }
                    }
                    #expect(refused.isEmpty, "\(form.action)")
                    let written = try await office.entries {
                        try await browser.submit(form.action, form.fields.merging([form.field: Self.why]) { $1 })
                        #expect(browser.status == .seeOther, "\(form.action): \(browser.status.code)")
                    }
                    #expect(!written.isEmpty, "\(form.action)")
                    for entry in written {
                        #expect(entry.personal["reason"] == Self.why && entry.reason.isEmpty, "\(entry)")
                    }
                    try await browser.open(form.page)
                    #expect(browser.page.contains(Self.why), "\(form.page) tells why")
                }
            }
        }
    }

    @Test("is not asked for where only the name of an account changes")
    func name() async throws {
        try await Office.open(on: .sqlite) { office in
            let account = try await office.hire("hanh.nt", [.operator])
            try await office.identity.accounts.change(
                account.id, version: 1, name: "Hạnh", roles: [.operator], because: "", by: Ward.admin, from: .here)
            #expect(try await office.identity.accounts.account(account.id).name == "Hạnh")
        }
    }

    @Test(
        "and by which act stand in the ledger apart from what was done; what may name somebody as a commitment",
        arguments: Backend.available)
    func apart(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let (data, organisation) = (office.identity.personal, office.identity.organisation)
            let divided = try await CorrectionTests.Divided(office)
            let holder = DataHolder(try await office.identity.people.add(name: "Dung", by: Ward.admin))
            try await data.set(.phone, to: "0912345678", of: holder, over: 0, by: Ward.admin)
            let written = try await office.entries {
                try await organisation.strike(divided.competence.id, because: "nhập nhầm", by: Ward.admin)
                _ = try await data.reveal(.phone, of: holder, reason: "gọi trả kết quả", by: Ward.admin)
                try await data.setTerm(.field(.phone), days: 30, ground: "Quy chế 12", by: Ward.admin)
                try await data.hold(holder, reason: "thanh tra vụ A", by: Ward.admin)
            }
            #expect(written.first?.reason == "nhập nhầm" && written.first?.personal == [:])
            #expect(written[2].personal == ["detail": "revealed: phone", "reason": "gọi trả kết quả"])
            #expect(written[2].reason.isEmpty)
            #expect(written[3].legalBasis == "Quy chế 12")
            #expect(written[4].personal == ["reason": "thanh tra vụ A"])
            let shown = try await organisation.corrections(of: divided.competence.unit)
            #expect(shown.contains { $0.act.reason == "nhập nhầm" && $0.was.reason == nil })
        }
    }
}
