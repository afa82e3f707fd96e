// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Proving again who one is")
struct ConfirmationTests {
    @Test("gives the session another token; a stolen copy of the old one is dead", arguments: Backend.available)
    func rotation(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hireWithFactor("hanh.nt")
            let stolen = try await office.complete(try await office.signIn("hanh.nt").token, office.code()).token
            office.dial.advance(by: .minutes(20))
            #expect(try await office.viewer(stolen)?.provedAge == .minutes(20))
            let factors = office.identity.secondFactors
            let new = try await factors.confirm(
                account.id, code: office.code(), password: "", token: stolen.text, from: Office.home)
            #expect(try await office.viewer(stolen) == nil)
            let viewer = try #require(try await office.viewer(new))
            #expect(viewer.provedAge == .zero)
            await #expect(throws: IdentityError.signInOver) {
                try await factors.confirm(
                    account.id, code: office.code(1), password: "", token: stolen.text, from: Office.elsewhere)
            }
        }
    }

    @Test("does not lengthen a session beyond its absolute limit")
    func absolute() async throws {
        try await Office.open(on: .sqlite) { office in
            let account = try await office.hireWithFactor("hanh.nt")
            var token = try await office.complete(try await office.signIn("hanh.nt").token, office.code()).token
            for _ in 0..<29 {
                office.dial.advance(by: .minutes(25))
                guard try await office.viewer(token) != nil else { break }
                token = try await office.identity.secondFactors.confirm(
                    account.id, code: office.code(), password: "", token: token.text, from: Office.home)
            }
            #expect(office.dial.now - Office.start >= .hours(12))
            #expect(try await office.viewer(token) == nil)
        }
    }

    @Test("asks for the password where there is no second factor, and counts wrong ones", arguments: Backend.available)
    func password(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            let token = try await office.signIn("hanh.nt").token
            let factors = office.identity.secondFactors
            await #expect(throws: IdentityError.wrongCurrentPassword) {
                try await factors.confirm(account.id, code: "", password: "x", token: token.text, from: Office.home)
            }
            let new = try await factors.confirm(
                account.id, code: "", password: Office.password, token: token.text, from: Office.home)
            #expect(try await office.viewer(new) != nil)
            #expect(try await office.events(.signInFailed) == 1)
        }
    }

    @Test("leaves a record that the session's acts refer to", arguments: Backend.available)
    func authentication(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hireWithFactor("hanh.nt")
            let token = try await office.complete(try await office.signIn("hanh.nt").token, office.code()).token
            let first = try #require(try await office.viewer(token)?.authentication)
            office.dial.advance(by: .minutes(1))
            let new = try await office.identity.secondFactors.confirm(
                account.id, code: office.code(), password: "", token: token.text, from: Office.home)
            let second = try #require(try await office.viewer(new)?.authentication)
            #expect(first != second)
            let rows = try await office.database.read { tx in
                try tx.rows("SELECT id, method, level, device, address FROM identity_authentication ORDER BY id")
                    .map { row in try (0..<5).map { try row.get($0, as: String.self) } }
            }
            #expect(
                rows == [
                    [first, "password+code", "medium", Office.home.userAgent, "203.0.113.x"],
                    [second, "code", "medium", Office.home.userAgent, "203.0.113.x"],
                ])
        }
    }

    @Test(
        "masks addresses so that an office is told from an office, not a machine from a machine",
        arguments: [
            ("203.0.113.7", "203.0.113.x"), ("2001:db8:12:34::5", "2001:db8:12::/48"), ("", ""), ("nonsense", ""),
            ("::ffff:198.51.100.9", "198.51.100.x"),
        ])
    func masked(address: String, masked: String) {
        #expect(SignInOrigin(address: address, userAgent: "").masked == masked)
    }
}
