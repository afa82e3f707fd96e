// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("The second factor")
struct SecondFactorTests {
    @Test("stands between the password and everything else", arguments: Backend.available)
    func half(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hireWithFactor("hanh.nt")
            let half = try await office.signIn("hanh.nt")
            #expect(half.isHalf)
            #expect(try await office.viewer(half.token) == nil)
            #expect(try await office.events(.signedIn) == 0)

            let done = try await office.complete(half.token, office.code())
            #expect(done.token != half.token)
            #expect(try await office.viewer(half.token) == nil)
            let viewer = try #require(try await office.viewer(done.token))
            #expect(viewer.roles == [.operator] && viewer.provedAge == .zero)
            #expect(try await office.events(.signedIn) == 1)
            #expect(try await office.refusalOfCode(half.token, office.code(1)) == .signInOver)
        }
    }

    @Test("takes a code once, also from the step before, also of two at the same time", arguments: Backend.available)
    func onlyOnce(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hireWithFactor("hanh.nt")
            let (one, two) = (try await office.signIn("hanh.nt"), try await office.signIn("hanh.nt"))
            let code = office.code()
            async let first = office.refusalOfCode(one.token, code)
            async let second = office.refusalOfCode(two.token, code)
            let answers = try await [first, second]
            #expect(answers.filter { $0 == nil }.count == 1)
            #expect(answers.contains(.wrongCode))

            let third = try await office.signIn("hanh.nt")
            #expect(try await office.refusalOfCode(third.token, office.code(-1)) == .wrongCode)
            #expect(try await office.refusalOfCode(third.token, office.code(2)) == .wrongCode)
            #expect(try await office.refusalOfCode(third.token, office.code(1)) == nil)
        }
    }

    @Test(
        "is set up at the first sign-in where it is required, and lets nobody by before", arguments: Backend.available)
    func enrolment(on backend: Backend) async throws {
        var settings = IdentitySettings.quick
        settings.secondFactor = .required
        try await Office.open(on: backend, settings: settings) { office in
            let account = try await office.hire("hanh.nt")
            let half = try await office.signIn("hanh.nt")
            #expect(half.isHalf)
            let secret = try #require(try await office.identity.secondFactors.half(token: half.token.text)?.enrolment)
            #expect(secret.count == 20 && secret != Office.secret)
            #expect(try await office.refusalOfCode(half.token, "000000") == .wrongCode)
            #expect(try await office.identity.secondFactors.state(of: account.id).setAt == nil)
            let done = try await office.complete(half.token, office.code(of: secret))
            #expect(done.recoveryCodes.count == 10 && Set(done.recoveryCodes).count == 10)
            #expect(try await office.viewer(done.token)?.roles == [.operator])

            let again = try await office.signIn("hanh.nt")
            #expect(try await office.identity.secondFactors.half(token: again.token.text)?.enrolment == nil)
            #expect(try await office.refusalOfCode(again.token, office.code(of: secret)) == .wrongCode)
            #expect(try await office.refusalOfCode(again.token, office.code(1, of: secret)) == nil)
        }
    }

    @Test("is nowhere in the database as it is, and belongs to one account", arguments: Backend.available)
    func sealed(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hireWithFactor("hanh.nt")
            let other = try await office.hireWithFactor("phuc.tv")
            let stored = try await office.database.read { tx in try SecondFactorStore.all(in: tx) }
            for (_, secret) in stored {
                #expect(!secret.contains(Base32.text(of: Office.secret)) && secret.hasPrefix("k1."))
            }
            // Somebody with the database's keys alone gives an account another's second factor.
            let mine = try #require(stored.first { $0.account == account.id }?.secret)
            try await office.database.write { tx in
                try SecondFactorStore.set(mine, of: other.id, step: 0, at: office.dial.now, in: tx)
            }
            let half = try await office.signIn("phuc.tv")
            await #expect(throws: KeyError.damaged) {
                _ = try await office.complete(half.token, office.code())
            }
        }
    }

    @Test("is sealed anew when keys are rotated, and works on", arguments: Backend.available)
    func rotation(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hireWithFactor("hanh.nt")
            let done = try await office.identity.rotateKeys()
            #expect(done.key == "k2" && done.records == 1)
            let stored = try await office.database.read { tx in try SecondFactorStore.all(in: tx) }
            #expect(stored.allSatisfy { $0.secret.hasPrefix("k2.") })
            let half = try await office.signIn("hanh.nt")
            #expect(try await office.refusalOfCode(half.token, office.code()) == nil)
        }
    }

    @Test("is locked after five wrong codes, for right ones too, from wherever they come", arguments: Backend.available)
    func throttle(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hireWithFactor("hanh.nt")
            let half = try await office.signIn("hanh.nt")
            let until = office.dial.now + .minutes(1)
            for _ in 1...4 { #expect(try await office.refusalOfCode(half.token, "000000") == .wrongCode) }
            #expect(try await office.refusalOfCode(half.token, "000000") == .locked(until: until))
            #expect(try await office.refusalOfCode(half.token, office.code()) == .locked(until: until))
            let again = try await office.signIn("hanh.nt", from: Office.elsewhere)
            #expect(try await office.refusalOfCode(again.token, office.code()) == .locked(until: until))
            office.dial.advance(by: .seconds(61))
            #expect(try await office.refusalOfCode(again.token, office.code()) == nil)
            #expect(try await office.events(.secondFactorFailed) == 5)
        }
    }

    @Test("waits ten minutes, not longer, and not past a disabled account or a new password")
    func halfEnds() async throws {
        try await Office.open(on: .sqlite) { office in
            let admin = try await office.hire("admin", [.administrator])
            let account = try await office.hireWithFactor("hanh.nt")
            let late = try await office.signIn("hanh.nt")
            office.dial.advance(by: .minutes(10))
            #expect(try await office.refusalOfCode(late.token, office.code()) == .signInOver)
            #expect(try await office.identity.secondFactors.half(token: late.token.text) == nil)

            let gone = try await office.signIn("hanh.nt")
            try await office.identity.accounts.disable(
                account.id, version: 1, because: "điều chuyển công tác", by: admin.actor, from: .here)
            #expect(try await office.refusalOfCode(gone.token, office.code()) == .signInOver)
            try await office.identity.accounts.enable(account.id, version: 2, by: admin.actor, from: .here)
            let changed = try await office.signIn("hanh.nt")
            _ = try await office.identity.accounts.resetPassword(account.id, version: 3, by: admin.actor, from: .here)
            #expect(try await office.refusalOfCode(changed.token, office.code()) == .signInOver)
        }
    }

    @Test("can be gone round with a recovery code, once each", arguments: Backend.available)
    func recovery(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hireWithFactor("hanh.nt")
            let codes = try await office.identity.secondFactors.freshRecoveryCodes(
                of: account.id, by: account.actor, from: Office.home)
            let stored = try await office.database.read { tx in
                try tx.rows("SELECT digest FROM identity_recovery_code").map { try $0.get(0, as: String.self) }
            }
            #expect(stored.count == 10 && !stored.contains(codes[0].text))
            let half = try await office.signIn("hanh.nt")
            let typed = codes[3].text.uppercased().split(separator: "-").joined(separator: " ")
            #expect(try await office.refusalOfCode(half.token, typed) == nil)
            let again = try await office.signIn("hanh.nt")
            #expect(try await office.refusalOfCode(again.token, typed) == .wrongCode)
            #expect(try await office.identity.secondFactors.state(of: account.id).recoveryCodesLeft == 9)

            let fresh = try await office.identity.secondFactors.freshRecoveryCodes(
                of: account.id, by: account.actor, from: Office.home)
            #expect(try await office.refusalOfCode(again.token, codes[4].text) == .wrongCode)
            #expect(try await office.refusalOfCode(again.token, fresh[4].text) == nil)
        }
    }

    @Test("is taken away by an administrator with a reason, which ends every session", arguments: Backend.available)
    func reset(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let admin = try await office.hire("admin", [.administrator])
            let account = try await office.hireWithFactor("hanh.nt")
            let session = try await office.complete(try await office.signIn("hanh.nt").token, office.code())
            let factors = office.identity.secondFactors
            await #expect(throws: IdentityError.reasonMissing) {
                try await factors.reset(account.id, reason: "  abc ", by: admin.actor, from: Office.home)
            }
            #expect(try await office.viewer(session.token) != nil)
            try await factors.reset(account.id, reason: "mất điện thoại", by: admin.actor, from: Office.home)
            #expect(try await office.viewer(session.token) == nil)
            let events = try await office.identity.accounts.events(of: account.id)
            let event = try #require(events.first { $0.kind == .secondFactorReset })
            #expect(event.reason == "mất điện thoại" && event.actor == admin.actor.stored)
        }
    }

    @Test("is replaced only when a code of the new one was typed", arguments: Backend.available)
    func replacing(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hireWithFactor("hanh.nt")
            let session = try await office.complete(try await office.signIn("hanh.nt").token, office.code())
            let factors = office.identity.secondFactors
            let half = try await factors.beginReplacing(of: account.id, from: Office.home)
            let secret = try #require(try await factors.half(token: half.text)?.enrolment)
            #expect(try await office.refusalOfCode(half, office.code(1)) == .wrongCode)
            let other = try await office.signIn("hanh.nt")
            #expect(try await office.refusalOfCode(other.token, office.code(1)) == nil)
            #expect(try await office.viewer(session.token) != nil)

            #expect(try await office.refusalOfCode(half, office.code(of: secret)) == nil)
            #expect(try await office.viewer(session.token) == nil)
            let after = try await office.signIn("hanh.nt")
            office.dial.advance(by: .minutes(1))
            #expect(try await office.refusalOfCode(after.token, office.code()) == .wrongCode)
            #expect(try await office.refusalOfCode(after.token, office.code(of: secret)) == nil)
        }
    }
}

extension Office {
    func complete(_ half: SessionToken, _ code: String) async throws -> SecondFactors.Completed {
        try await identity.secondFactors.complete(token: half.text, code: code, from: Office.home)
    }

    /// The error the second step of a sign-in ends with.
    func refusalOfCode(_ half: SessionToken, _ code: String) async throws -> IdentityError? {
        do {
            _ = try await complete(half, code)
            return nil
        } catch let error as IdentityError {
            return error
        }
    }
}
