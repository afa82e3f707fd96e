// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation
import HTTPTypes
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("What administrators see of sign-in, keys and the calendar")
struct AdministrationTests {
    /// The state of the part that leads to `address`.
    private static func state(_ address: Address, in office: Office) async throws -> AdministrationState {
        let part = try #require(office.identity.administration.first { $0.address == address })
        return try await part.state()
    }

    private static func number(_ key: String, _ state: AdministrationState) -> Double? {
        state.figures.first { $0.title.key == "identity.administration.\(key)" }?.figure.number
    }

    private static func concerns(_ state: AdministrationState) -> [String] {
        state.concerns.map { String($0.message.key.split(separator: ".").last ?? "") }
    }

    @Test("counts open accounts and administrators, and asks for a second one", arguments: Backend.available)
    func accounts(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let chief = try await office.hire("quan.tri", [.administrator])
            let gone = try await office.hire("cu.mot")
            try await office.identity.accounts.disable(
                gone.id, version: 1, because: "nghỉ việc", by: chief.actor, from: .here)
            let first = try await Self.state("/identity/accounts", in: office)
            #expect(Self.number("accounts", first) == 1 && Self.number("administrators", first) == 1)
            #expect(Self.concerns(first) == ["one-administrator"])
        }
        try await Office.open(on: backend) { office in
            _ = try await office.identity.seedSampleAccounts()
            try await office.hire("quan.tri.hai", [.administrator])
            let second = try await Self.state("/identity/accounts", in: office)
            #expect(Self.number("administrators", second) == 2)
            #expect(Self.concerns(second) == ["samples"])
        }
    }

    @Test("counts failures and locks of a day and forgets them after it", arguments: Backend.available)
    func failures(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hire("hanh.nt")
            for _ in 1...office.identity.settings.pairThrottle.limit { _ = try await office.refusal("hanh.nt") }
            let state = try await Self.state("/identity/security-log", in: office)
            #expect(Self.number("failures", state) == Double(office.identity.settings.pairThrottle.limit))
            #expect(try #require(Self.number("locks", state)) > 0)
            #expect(Self.concerns(state) == ["locked"])
            office.dial.advance(by: .hours(25))
            let later = try await Self.state("/identity/security-log", in: office)
            #expect(Self.number("failures", later) == 0 && Self.concerns(later).isEmpty)
        }
    }

    @Test("tells of requests before their term ends, and after it", arguments: Backend.available)
    func requests(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let account = try await office.hire("hanh.nt")
            let none = try await Self.state("/people/data", in: office)
            #expect(Self.number("requests", none) == 0 && Self.concerns(none) == ["no-retention"])
            _ = try await office.identity.personal.file(
                .access, "Cho tôi xem", for: DataHolder(account.id), by: account.actor)
            let due = try #require(try await Self.term(in: office))
            office.dial.advance(by: .days(due - office.identity.organisation.today - 1))
            #expect(Self.concerns(try await Self.state("/people/data", in: office)).contains("request-due"))
            office.dial.advance(by: .days(2))
            let late = try await Self.state("/people/data", in: office)
            #expect(Self.number("requests-late", late) == 1)
            #expect(late.concerns.contains { $0.tone == .danger })
        }
    }

    private static func term(in office: Office) async throws -> CivilDay? {
        try await office.database.read { tx in try AdministrationStore.requestTerms(in: tx).first }
    }

    @Test("warns of a year whose holidays are not known, in autumn more than before")
    func calendar() async throws {
        try await Office.open(on: .sqlite) { office in
            // 24 November 2026; the table ends with that year.
            let autumn = try await Self.state("/organisation/working-days", in: office)
            #expect(autumn.concerns.contains { $0.tone == .warning && $0.message.key.hasSuffix("next-year-missing") })
            office.dial.advance(by: .days(60))
            let after = try await Self.state("/organisation/working-days", in: office)
            #expect(after.concerns.contains { $0.tone == .danger && $0.message.key.hasSuffix("concern.year-missing") })
            try await office.serve { browser in
                try await browser.open("/organisation/working-days?year=2026")
                #expect(browser.status == .ok)
                #expect(browser.page.contains("Tết Nguyên đán Bính Ngọ") && browser.page.contains("Làm bù ngày 02/01"))
                #expect(browser.page.contains("chưa chắc"))
            }
        }
    }

    @Test("says how old the keys are and never what they are; a key of another process is told at once")
    func keys() async throws {
        try await withTemporaryFolder { folder in
            let dial = DialClock(Office.start)
            let path = folder + "/keys"
            let keys = KeyRing(file: path, clock: dial.clock)
            try keys.load()
            let first = try String(contentsOfFile: path, encoding: .utf8)
            #expect(try keys.known() == [.init(name: "k1", madeAt: Office.start)])
            dial.advance(by: .days(400))
            _ = try KeyRing(file: path, clock: dial.clock).add()
            #expect(try keys.known().map(\.name) == ["k1", "k2"])
            #expect(try keys.known().map(\.madeAt) == [Office.start, dial.now])
            // A file from before days were kept, as older programs write it.
            let old = first.split(separator: "\n").filter { !$0.contains("made") }.joined(separator: "\n") + "\n"
            try old.write(toFile: path, atomically: true, encoding: .utf8)
            #expect(try KeyRing(file: path).known() == [.init(name: "k1", madeAt: nil)])
        }
        try await Office.open(on: .sqlite) { office in
            try await office.hire("quan.tri", [.administrator])
            let secret = try #require(try office.identity.keys.keys().first?.secret)
            try await office.serve { browser in
                try await browser.signIn("quan.tri")
                try await browser.open("/identity/keys")
                #expect(browser.status == .ok && browser.page.contains("vamco keys rotate"))
                let text = secret.withUnsafeBytes { Data($0).base64EncodedString() }
                #expect(!browser.page.contains(text))
            }
        }
    }
}
