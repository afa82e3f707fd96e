// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Signing in")
struct SignInTests {
    @Test("opens a session with the account's roles", arguments: Backend.available)
    func opens(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt", [.operator, .leader])
            let signedIn = try await office.signIn("hanh.nt")
            let viewer = try #require(try await office.viewer(signedIn.token))
            #expect(viewer.roles == [.operator, .leader])
            #expect(viewer.actor.who == .person(id: account.id.description, name: "Nguyễn Thị Hạnh"))
            #expect(viewer.accountID == account.id)
            #expect(try await office.events(.signedIn) == 1)
        }
    }

    @Test(
        "takes the login in capitals, with marks or other separators",
        arguments: ["hanh.nt", "HANH.NT", "hạnh-nt", " hanh_nt "])
    func folded(login: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            _ = try await office.signIn(login)
        }
    }

    @Test("takes a password typed in parts", arguments: Backend.available)
    func normalised(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            _ = try await office.signIn("hanh.nt", Office.password.decomposedStringWithCanonicalMapping)
            #expect(try await office.refusal("hanh.nt", Office.password + " ") == .wrongCredentials)
            #expect(try await office.refusal("hanh.nt", Office.password.uppercased()) == .wrongCredentials)
        }
    }

    @Test(
        "tells nothing apart: unknown, disabled, wrong, impossible cost the same and say the same",
        arguments: Backend.available)
    func noEnumeration(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            let gone = try await office.hire("phuc.tv", name: "Trần Văn Phúc")
            try await office.identity.accounts.disable(
                gone.id, version: 1, because: "điều chuyển công tác", by: .system("test"), from: .here)
            let attempts = [
                ("hanh.nt", "wrong and long"), ("phuc.tv", Office.password), ("phuc.tv", "wrong and long"),
                ("nobody", Office.password), ("", "wrong and long"), ("ai đó 🐟 \u{0}", "wrong and long"),
                ("hanh.nt", ""), ("hanh.nt", String(repeating: "dài ", count: 100_000)),
                (String(repeating: "x", count: 1_000_000), "wrong and long"),
            ]
            for (index, (login, password)) in attempts.enumerated() {
                let before = office.derivations.all
                let origin = SignInOrigin(address: "198.51.100.\(index)", userAgent: "")
                #expect(try await office.refusal(login, password, from: origin) == .wrongCredentials)
                #expect(office.derivations.all - before == 1, "attempt \(index)")
            }
            #expect(try await office.events(.signInFailed) == attempts.count)
        }
    }

    @Test("keeps neither passwords nor what was typed for unknown accounts", arguments: Backend.available)
    func secrets(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            _ = try await office.refusal("my-secret-word", "another-secret-word")
            let token = try await office.signIn("hanh.nt").token
            let kept = try await office.database.read { tx in
                try ["identity_event", "identity_sign_in_failure", "identity_session", "identity_account"].flatMap {
                    table in
                    try tx.rows(SQL(trusted: "SELECT * FROM \(table)")).flatMap { row in
                        (0..<row.count).map { "\(row[$0])" }
                    }
                }
            }.joined(separator: "\n")
            for secret in ["secret-word", Office.password, token.text] { #expect(!kept.contains(secret)) }
            #expect(kept.contains(token.digest))
        }
    }

    @Test("rotates: the session this browser had is dead", arguments: Backend.available)
    func rotation(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            try await office.hire("phuc.tv", name: "Trần Văn Phúc")
            let first = try await office.signIn("hanh.nt").token
            let second = try await office.signIn("hanh.nt", replacing: first.text).token
            #expect(first != second)
            #expect(try await office.viewer(first) == nil)
            #expect(try await office.viewer(second) != nil)
            let third = try await office.signIn("phuc.tv", replacing: second.text).token
            #expect(try await office.viewer(second) == nil)
            #expect(try await office.viewer(third)?.actor.name == "Trần Văn Phúc")
        }
    }

    @Test("renews an older hash to today's cost, once", arguments: Backend.available)
    func upgrade(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            var dearer = IdentitySettings.quick
            dearer.scrypt = try #require(ScryptCost(logN: 5, blockSize: 2, parallelism: 1))
            let count = DerivationCount()
            let later = try IdentityFeature(
                database: office.database, clock: office.dial.clock, keys: KeyRing(), settings: dearer,
                derive: count.derive)
            func signIn() async throws {
                _ = try await later.signIns.signIn(
                    login: "hanh.nt", password: Office.password, from: Office.home, replacing: nil)
            }
            try await signIn()
            #expect(count.all == 2)
            let hash = try await office.database.read { tx in
                try AccountStore.credentials(of: account.id, in: tx)?.hash
            }
            #expect(hash?.cost == dearer.scrypt)
            try await signIn()
            #expect(count.all == 3)
            // The former settings still read the newer hash.
            _ = try await office.signIn("hanh.nt")
        }
    }

    @Test("a storm of 150 at once is served, two derivations at a time", arguments: Backend.available)
    func storm(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            for number in 0..<15 { try await office.hire("user\(number)") }
            let tokens = try await withThrowingTaskGroup(of: SessionToken.self) { group in
                for number in 0..<150 {
                    group.addTask { try await office.signIn("user\(number % 15)").token }
                }
                return try await group.reduce(into: Set()) { $0.insert($1) }
            }
            #expect(tokens.count == 150)
            #expect(office.derivations.most <= 2)
            for token in tokens.prefix(20) { #expect(try await office.viewer(token) != nil) }
        }
    }

    @Test("a storm beyond the line is told to come back, and harms nobody", arguments: Backend.available)
    func overload(on backend: Backend) async throws {
        var settings = IdentitySettings.quick
        settings.waitingDerivations = 3
        settings.derivations = 1
        settings.scrypt = try #require(ScryptCost(logN: 12, blockSize: 8, parallelism: 1))
        try await Office.open(on: backend, settings: settings) { office in
            try await office.hire("hanh.nt")
            let refused = try await withThrowingTaskGroup(of: IdentityError?.self) { group in
                for _ in 0..<60 { group.addTask { try await office.refusal("hanh.nt", Office.password) } }
                return try await group.reduce(into: [IdentityError]()) { list, error in
                    if let error { list.append(error) }
                }
            }
            #expect(refused.allSatisfy { $0 == .overloaded })
            #expect(refused.count < 60)
            #expect(IdentityError.overloaded.answer.status == 503)
            _ = try await office.signIn("hanh.nt")
        }
    }

    @Test("disabled while the password was checked is not let in", arguments: Backend.available)
    func disabledMeanwhile(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            try await office.identity.accounts.disable(
                account.id, version: 1, because: "điều chuyển công tác", by: .system("test"), from: .here)
            #expect(try await office.refusal("hanh.nt", Office.password) == .wrongCredentials)
            try await office.identity.accounts.enable(account.id, version: 2, by: .system("test"), from: .here)
            _ = try await office.signIn("hanh.nt")
        }
    }
}
