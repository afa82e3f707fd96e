// SPDX-License-Identifier: Apache-2.0

import Basics
import TestSupport
import Testing

@testable import Identity

@Suite("Throttling")
struct ThrottleTests {
    @Test(
        "doubles its lock up to a quarter of an hour",
        arguments: [(1, nil), (4, nil), (5, 60), (6, 120), (7, 240), (8, 480), (9, 900), (10, 900), (4_000, 900)]
            as [(Int, Int?)])
    func rule(failures: Int, seconds: Int?) {
        #expect(ThrottleRule(limit: 5).lock(afterFailures: failures) == seconds.map { .seconds($0) })
    }

    @Test(
        "takes an IPv6 network for one address",
        arguments: [
            ("203.0.113.7", "203.0.113.7"), ("::ffff:203.0.113.7", "203.0.113.7"),
            ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"), ("2001:0db8:0001:0002:ffff:0:0:9", "2001:db8:1:2::/64"),
            ("::1", "0:0:0:0::/64"), ("fe80::1%eth0", "fe80:0:0:0::/64"), ("", ""),
        ])
    func networks(address: String, network: String) {
        #expect(SignInOrigin(address: address, userAgent: "").network == network)
    }

    @Test(
        "locks an account for who fails five times, right password or not, and says until when",
        arguments: Backend.available)
    func pair(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for _ in 1...4 { #expect(try await office.refusal("hanh.nt") == .wrongCredentials) }
            let until = office.dial.now + .minutes(1)
            #expect(try await office.refusal("hanh.nt") == .locked(until: until))
            #expect(try await office.refusal("hanh.nt", Office.password) == .locked(until: until))

            office.dial.advance(by: .seconds(61))
            #expect(try await office.refusal("hanh.nt") == .locked(until: office.dial.now + .minutes(2)))
            office.dial.advance(by: .seconds(121))
            _ = try await office.signIn("hanh.nt")
            #expect(try await office.refusal("hanh.nt") == .wrongCredentials)
            #expect(try await office.events(.locked) == 2)
        }
    }

    @Test("derives nothing while locked", arguments: Backend.available)
    func idle(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for _ in 1...5 { _ = try await office.refusal("hanh.nt") }
            let before = office.derivations.all
            for _ in 1...20 { _ = try await office.refusal("hanh.nt") }
            #expect(office.derivations.all == before)
            #expect(try await office.events(.signInFailed) == 5)
        }
    }

    @Test("does not let a stranger elsewhere lock somebody out with five guesses", arguments: Backend.available)
    func stranger(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for _ in 1...6 { _ = try await office.refusal("hanh.nt", from: Office.elsewhere) }
            _ = try await office.signIn("hanh.nt", from: Office.home)
        }
    }

    @Test("stops guesses at one account from many addresses", arguments: Backend.available)
    func scattered(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for number in 1...20 {
                _ = try await office.refusal(
                    "hanh.nt", from: SignInOrigin(address: "198.51.100.\(number)", userAgent: ""))
            }
            let refusal = try await office.refusal("hanh.nt", Office.password)
            #expect(refusal == .locked(until: office.dial.now + .minutes(1)))
        }
    }

    @Test(
        "stops one address that tries many accounts, and counts unknown ones like real ones",
        arguments: Backend.available)
    func sprayed(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for number in 1...50 { _ = try await office.refusal("user\(number)", from: Office.elsewhere) }
            let refusal = try await office.refusal("hanh.nt", Office.password, from: Office.elsewhere)
            #expect(refusal == .locked(until: office.dial.now + .minutes(1)))
            _ = try await office.signIn("hanh.nt", from: Office.home)
        }
    }

    @Test("an unknown account is locked like a real one", arguments: Backend.available)
    func unknown(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            for _ in 1...4 { #expect(try await office.refusal("nobody") == .wrongCredentials) }
            let fifth = try await office.refusal("nobody")
            #expect(fifth == .locked(until: office.dial.now + .minutes(1)))
        }
    }

    @Test("outlives a restart", arguments: Backend.available)
    func persistent(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for _ in 1...5 { _ = try await office.refusal("hanh.nt") }
            let second = try IdentityFeature(
                database: office.database, clock: office.dial.clock, keys: KeyRing(), settings: .quick)
            await #expect(throws: IdentityError.locked(until: office.dial.now + .minutes(1))) {
                try await second.signIns.signIn(
                    login: "hanh.nt", password: Office.password, from: Office.home, replacing: nil)
            }
        }
    }

    @Test("forgets after an hour without failure", arguments: Backend.available)
    func forgets(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for _ in 1...4 { _ = try await office.refusal("hanh.nt") }
            office.dial.advance(by: .hours(1) + .seconds(1))
            for _ in 1...4 { #expect(try await office.refusal("hanh.nt") == .wrongCredentials) }
        }
    }

    @Test("is not passed by guessing side by side", arguments: Backend.available)
    func parallel(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            let told = try await withThrowingTaskGroup(of: IdentityError?.self) { group in
                for _ in 1...40 { group.addTask { try await office.refusal("hanh.nt") } }
                return try await group.reduce(into: 0) { told, refusal in
                    if refusal == .wrongCredentials { told += 1 }
                }
            }
            #expect(told == 4)
        }
    }
}
