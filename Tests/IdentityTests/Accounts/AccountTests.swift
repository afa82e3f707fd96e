// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Accounts")
struct AccountTests {
    static let officer = Actor.person(id: "01900000-0000-7000-8000-000000000000", name: "Võ Quốc Bảo")

    @Test(
        "have login names of Latin letters, digits and a few signs",
        arguments: [
            ("hanh.nt", true), ("Nguyễn.Hạnh", true), ("a1_b@tayninh.gov.vn", true), ("abc", true), ("ab", false),
            ("", false), ("...", false), ("a b c", false), ("аdmin", false), ("管理员管理员", false), ("a\u{0}bc", true),
            ("hanh🐟", false), (String(repeating: "a", count: 64), true), (String(repeating: "a", count: 65), false),
            ("a'; DROP TABLE", false), ("<b>abc</b>", false),
        ])
    func logins(typed: String, isOne: Bool) {
        #expect((LoginName(typed) != nil) == isOne, "\(typed)")
    }

    @Test("cannot share a login that differs in marks, capitals or separators alone", arguments: Backend.available)
    func taken(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for login in ["HANH.NT", "hạnh.nt", "hanh_nt", "hanh.nt"] {
                await #expect(throws: IdentityError.loginTaken) { try await office.hire(login) }
            }
            try await office.hire("hanhnt2")
        }
    }

    @Test("one login asked for by twenty at once is made once", arguments: Backend.available)
    func race(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let made = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<20 { group.addTask { (try? await office.hire("hanh.nt")) != nil } }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(made == 1)
        }
    }

    @Test(
        "start with a password that opens nothing but its own change, and only for a week", arguments: Backend.available
    )
    func initial(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let issued = try await office.identity.accounts.create(
                login: "moi.nguoi", name: "Người Mới", roles: [.operator], by: Self.officer, from: .here)
            let first = try await office.signIn("moi.nguoi", issued.password.text)
            #expect(first.account.isPasswordDue)
            #expect(try await office.viewer(first.token)?.roles == [])

            let change = office.identity.passwordChange
            await #expect(throws: IdentityError.password(.unchanged)) {
                try await change.change(
                    issued.account.id, from: issued.password.text, to: issued.password.text,
                    repeated: issued.password.text, by: issued.account.actor, origin: Office.home,
                    replacing: nil)
            }
            let token = try await change.change(
                issued.account.id, from: issued.password.text, to: Office.password, repeated: Office.password,
                by: issued.account.actor, origin: Office.home, replacing: nil)
            #expect(try await office.viewer(first.token) == nil)
            #expect(try await office.viewer(token)?.roles == [.operator])
            #expect(try await office.refusal("moi.nguoi", issued.password.text) == .wrongCredentials)

            let second = try await office.identity.accounts.resetPassword(
                issued.account.id, version: try await office.identity.accounts.account(issued.account.id).version,
                by: Self.officer, from: .here)
            office.dial.advance(by: .days(7) + .seconds(1))
            #expect(try await office.refusal("moi.nguoi", second.password.text) == .initialPasswordExpired)
            #expect(try await office.refusal("moi.nguoi", "wrong and long") == .wrongCredentials)
        }
    }

    @Test(
        "change their password only with the current one, and guesses at it are throttled", arguments: Backend.available
    )
    func change(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            func refusal(_ current: String, _ new: String, _ repeated: String) async throws -> IdentityError? {
                do {
                    _ = try await office.identity.passwordChange.change(
                        account.id, from: current, to: new, repeated: repeated, by: account.actor, origin: Office.home,
                        replacing: nil)
                    return nil
                } catch let error as IdentityError {
                    return error
                }
            }
            let good = "một câu khác hẳn"
            #expect(try await refusal(Office.password, "ngắn", "ngắn") == .password(.tooShort))
            #expect(try await refusal(Office.password, good, good + "x") == .password(.notRepeated))
            #expect(try await refusal(Office.password, "matkhau123456", "matkhau123456") == .password(.common))
            for _ in 1...4 { #expect(try await refusal("wrong and long", good, good) == .wrongCurrentPassword) }
            #expect(try await refusal("wrong and long", good, good) == .locked(until: office.dial.now + .minutes(1)))
            #expect(try await refusal(Office.password, good, good) == .locked(until: office.dial.now + .minutes(1)))
            office.dial.advance(by: .minutes(2))
            #expect(try await refusal(Office.password, good, good.decomposedStringWithCanonicalMapping) == nil)
            _ = try await office.signIn("hanh.nt", good)
            #expect(try await office.events(.passwordChanged) == 1)
        }
    }

    @Test("changed by two at once: the second is told, nothing is lost", arguments: Backend.available)
    func twoOfficers(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            let accounts = office.identity.accounts
            let outcomes = await withTaskGroup(of: IdentityError?.self) { group in
                for role in [Role.leader, .environmentOfficer] {
                    group.addTask {
                        do {
                            try await accounts.change(
                                account.id, version: 1, name: "Hạnh", roles: [role], because: "điều chuyển công tác",
                                by: Self.officer, from: .here)
                            return nil
                        } catch {
                            return error as? IdentityError
                        }
                    }
                }
                return await group.reduce(into: [IdentityError?]()) { $0.append($1) }
            }
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.contains(.changedMeanwhile))
            let now = try await accounts.account(account.id)
            #expect(now.version == 2 && now.roles.count == 1)
            await #expect(throws: IdentityError.changedMeanwhile) {
                try await accounts.disable(
                    account.id, version: 1, because: "điều chuyển công tác", by: Self.officer, from: .here)
            }
            await #expect(throws: IdentityError.changedMeanwhile) {
                try await accounts.resetPassword(account.id, version: 1, by: Self.officer, from: .here)
            }
            _ = try await office.signIn("hanh.nt")
            #expect(try await office.events(.changed) == 1)
        }
    }

    @Test("always leave one administrator, also when two remove each other", arguments: Backend.available)
    func lastAdministrator(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let accounts = office.identity.accounts
            let one = try await office.hire("bao.vq", name: "Võ Quốc Bảo", [.administrator])
            await #expect(throws: IdentityError.lastAdministrator) {
                try await accounts.disable(
                    one.id, version: 1, because: "điều chuyển công tác", by: Self.officer, from: .here)
            }
            await #expect(throws: IdentityError.lastAdministrator) {
                try await accounts.change(
                    one.id, version: 1, name: "Bảo", roles: [.leader], because: "điều chuyển công tác",
                    by: Self.officer, from: .here)
            }
            await #expect(throws: IdentityError.ownAccount) {
                try await accounts.disable(
                    one.id, version: 1, because: "điều chuyển công tác", by: one.actor, from: .here)
            }
            let two = try await office.hire("chau.lm", name: "Lê Minh Châu", [.administrator])
            let removed = await withTaskGroup(of: Bool.self) { group in
                for (actor, target) in [(one, two), (two, one)] {
                    group.addTask {
                        (try? await accounts.disable(
                            target.id, version: 1, because: "điều chuyển công tác", by: actor.actor, from: .here))
                            != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(removed == 1)
        }
    }

    @Test("are found by the beginnings of words, marks aside, page by page", arguments: Backend.available)
    func search(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            for number in 10..<35 { try await office.hire("user\(number)", name: "Trần Văn Đạt \(number)") }
            try await office.hire("hanh.nt", name: "Nguyễn Thị Hạnh")
            let accounts = office.identity.accounts
            func logins(_ search: String) async throws -> [String] {
                try await accounts.page(search: search, after: nil).items.map(\.login)
            }
            #expect(try await logins("hạnh") == ["hanh.nt"])
            #expect(try await logins("NGUYEN ha") == ["hanh.nt"])
            #expect(try await logins("guyen").isEmpty)
            #expect(try await logins("dat 3").count == 5)
            #expect(try await logins("%").count == 26)
            #expect(try await logins("' OR '1'='1").isEmpty)

            var seen: [String] = []
            var cursor: Cursor?
            repeat {
                let page = try await accounts.page(search: "tran", after: cursor, limit: 10)
                seen += page.items.map(\.login)
                cursor = page.next
            } while cursor != nil
            #expect(seen == (10..<35).map { "user\($0)" })
        }
    }

    @Test("by command: the first must be an administrator, the rules hold for it too", arguments: Backend.available)
    func command(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let identity = office.identity
            #expect(try await !identity.signIns.isPrepared)
            await #expect(throws: IdentityError.firstMustBeAdministrator) {
                try await identity.createAccount(login: "hanh.nt", name: "Hạnh", role: .operator, password: nil)
            }
            await #expect(throws: IdentityError.password(.tooShort)) {
                try await identity.createAdministrator(login: "bao.vq", name: "Bảo", password: "ngắn")
            }
            let account = try await identity.createAdministrator(
                login: "bao.vq", name: "Võ Quốc Bảo", password: Office.password)
            #expect(account.roles == [.administrator] && !account.isPasswordDue)
            #expect(try await identity.signIns.isPrepared)
            let issued = try await identity.createAccount(
                login: "hanh.nt", name: "Hạnh", role: .operator, password: nil)
            #expect(issued.account.isPasswordDue)
        }
    }

    @Test("of the demonstration are made once, and never beside real ones", arguments: Backend.available)
    func samples(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let samples = try await office.identity.seedSampleAccounts()
            // Who works at the one-stop shop has their power by a post.
            let byPost: Set<Role> = [.receptionOfficer, .caseOfficer, .approver, .registryClerk]
            #expect(Set(samples.compactMap(\.role)) == Set(Role.all).subtracting(byPost))
            for sample in samples {
                let half = try await office.signIn(sample.login, sample.password)
                #expect(half.isHalf)
                let done = try await office.complete(half.token, office.code(of: sample.secret))
                #expect(try await office.viewer(done.token)?.roles == Set([sample.role].compactMap(\.self)))
            }
            #expect(try await office.identity.seedSampleAccounts() == samples)
            try await office.hire("bao.vq")
            await #expect(throws: IdentityError.notASampleDatabase) {
                try await office.identity.seedSampleAccounts()
            }
        }
    }
}
