// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("Sessions")
struct SessionTests {
    @Test("end after half an hour without use, and not before", arguments: Backend.available)
    func idle(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            let token = try await office.signIn("hanh.nt").token
            for _ in 1...5 {
                office.dial.advance(by: .minutes(29))
                #expect(try await office.viewer(token) != nil)
            }
            office.dial.advance(by: .minutes(30))
            #expect(try await office.viewer(token) == nil)
            office.dial.advance(by: .minutes(-29))
            #expect(try await office.viewer(token) != nil)
        }
    }

    @Test("end twelve hours after signing in, however busy", arguments: Backend.available)
    func absolute(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            let token = try await office.signIn("hanh.nt").token
            for _ in 1...71 {
                office.dial.advance(by: .minutes(10))
                #expect(try await office.viewer(token) != nil)
            }
            office.dial.advance(by: .minutes(10))
            #expect(try await office.viewer(token) == nil)
        }
    }

    @Test("write their last use once a minute at most", arguments: Backend.available)
    func seen(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            let token = try await office.signIn("hanh.nt").token
            func lastSeen() async throws -> Instant? {
                try await office.identity.accountSessions.open(of: account.id, token: nil).all.first?.lastSeenAt
            }
            office.dial.advance(by: .seconds(59))
            _ = try await office.viewer(token)
            #expect(try await lastSeen() == Office.start)
            office.dial.advance(by: .seconds(1))
            _ = try await office.viewer(token)
            #expect(try await lastSeen() == Office.start + .minutes(1))
        }
    }

    @Test("end at once when the account is disabled, reset, or its person signs out", arguments: Backend.available)
    func ends(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            let accounts = office.identity.accounts
            let first = try await office.signIn("hanh.nt").token
            try await accounts.disable(
                account.id, version: 1, because: "điều chuyển công tác", by: .system("test"), from: .here)
            #expect(try await office.viewer(first) == nil)
            try await accounts.enable(account.id, version: 2, by: .system("test"), from: .here)
            #expect(try await office.viewer(first) == nil)

            let second = try await office.signIn("hanh.nt").token
            try await office.identity.signIns.signOut(token: second.text, from: Office.home)
            #expect(try await office.viewer(second) == nil)
            try await office.identity.signIns.signOut(token: second.text, from: Office.home)
            #expect(try await office.events(.signedOut) == 1)

            let third = try await office.signIn("hanh.nt").token
            _ = try await accounts.resetPassword(account.id, version: 3, by: .system("test"), from: .here)
            #expect(try await office.viewer(third) == nil)
        }
    }

    @Test("know a role that was given or taken with the next question", arguments: Backend.available)
    func roles(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            let token = try await office.signIn("hanh.nt").token
            try await office.identity.accounts.change(
                account.id, version: 1, name: "Hạnh", roles: [.leader], because: "điều chuyển công tác",
                by: .system("test"), from: .here)
            #expect(try await office.viewer(token)?.roles == [.leader])
        }
    }

    @Test("of ten browsers that sign in at once are ten, each with a token of its own", arguments: Backend.available)
    func parallel(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            let tokens = try await withThrowingTaskGroup(of: SessionToken.self) { group in
                for _ in 0..<10 { group.addTask { try await office.signIn("hanh.nt").token } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(Set(tokens).count == 10)
            #expect(try await office.identity.accountSessions.open(of: account.id, token: nil).all.count == 10)
            try await office.identity.signIns.signOut(token: tokens[0].text, from: Office.home)
            #expect(try await office.viewer(tokens[0]) == nil)
            for token in tokens.dropFirst() { #expect(try await office.viewer(token) != nil) }
        }
    }

    @Test("are listed for their owner and ended one by one", arguments: Backend.available)
    func list(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            let other = try await office.hire("phuc.tv", name: "Trần Văn Phúc")
            let old = try await office.signIn("hanh.nt", from: Office.elsewhere).token
            office.dial.advance(by: .minutes(1))
            let new = try await office.signIn("hanh.nt").token
            let sessions = office.identity.accountSessions

            let open = try await sessions.open(of: account.id, token: new.text)
            #expect(open.all.map(\.address) == [Office.home.address, Office.elsewhere.address])
            #expect(open.this == open.all.first?.id)

            let oldID = try #require(open.all.last?.id)
            try await sessions.end(oldID, of: other, from: Office.home)
            #expect(try await office.viewer(old) != nil)
            try await sessions.end(oldID, of: account, from: Office.home)
            #expect(try await office.viewer(old) == nil)
            #expect(try await office.viewer(new) != nil)
            #expect(try await office.events(.sessionEnded) == 1)
        }
    }

    @Test(
        "are unknown to a token that is none",
        arguments: ["", "x", "' OR 1=1 --", String(repeating: "A", count: 43), String(repeating: "é", count: 43)])
    func forged(text: String) async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("hanh.nt")
            _ = try await office.signIn("hanh.nt")
            #expect(try await office.identity.sessions.viewer(ofToken: text) == nil)
        }
    }

    @Test("have tokens of 256 bits that do not repeat")
    func tokens() {
        let all = (0..<1_000).map { _ in SessionToken().text }
        #expect(Set(all).count == 1_000)
        #expect(all.allSatisfy { $0.count == 43 && SessionToken($0) != nil })
    }

    @Test("are swept long after they ended, open ones never", arguments: Backend.available)
    func sweep(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            _ = try await office.signIn("hanh.nt")
            _ = try await office.refusal("nobody")
            let sweep = office.identity.sweep
            func counts() async throws -> [Int] {
                try await office.database.read { tx in
                    [
                        try tx.value("SELECT count(*) FROM identity_session") ?? 0,
                        try tx.value("SELECT count(*) FROM identity_sign_in_failure") ?? 0,
                    ]
                }
            }
            office.dial.advance(by: .days(1))
            let token = try await office.signIn("hanh.nt").token
            try await sweep.sweep()
            #expect(try await counts() == [2, 0])
            office.dial.advance(by: .days(90))
            try await sweep.sweep()
            #expect(try await counts() == [1, 0])
            #expect(try await office.viewer(token) == nil)
        }
    }
}
