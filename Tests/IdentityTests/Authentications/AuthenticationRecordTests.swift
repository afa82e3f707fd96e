// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Ledger
import SQLStore
import TestSupport
import Testing
import Web

@testable import Identity

@Suite("The record of authentications")
struct AuthenticationRecordTests {
    private static let today = CivilZone.vietNam.day(of: Office.start)

    /// Writes acts as they are done, numbered at once.
    private func act(_ times: Int, by actor: Actor, at moment: Instant, _ office: Office) async throws {
        try await office.database.write { tx in
            for number in 0..<times {
                try LedgerEntry("test.done", of: "test", "\(number)", by: actor, at: moment).append(in: tx)
            }
            try Sealing.number(in: tx)
        }
    }

    private func actor(_ level: Authentication.Level?) -> Actor {
        Actor.person(id: "p", name: "").proved(
            by: level.map { Actor.Proof(authentication: "a-\($0.rawValue)", assurance: $0.rawValue) })
    }

    @Test("tells the share of people's acts under a sign-in, by level and month", arguments: Backend.available)
    func share(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let (now, before) = (office.dial.now, CivilZone.vietNam.start(of: Self.today.firstOfMonth) - .seconds(1))
            try await act(2, by: actor(.high), at: before, office)
            try await act(3, by: actor(.medium), at: now, office)
            try await act(1, by: actor(.low), at: now, office)
            try await act(1, by: actor(nil), at: now, office)
            try await act(7, by: .system("test"), at: now, office)

            let record = office.identity.authentications
            let figure = try await record.authenticatedShare(on: Self.today..<Self.today + 1)
            #expect(figure.number == 80 && figure.unit == .percent && figure.asOf == now)
            #expect(figure.records == "/ledger?from=\(Self.today.iso8601)&to=\(Self.today.iso8601)&proof=people")
            #expect(figure.period?.start == CivilZone.vietNam.start(of: Self.today))

            let months = try await record.months(12, until: Self.today)
            #expect(months.map(\.all) == [5, 2], "months before the first act are none of the record")
            #expect(months[0].first == Self.today && months[1].first == Self.today.firstOfMonth - 1)
            #expect(months[0].count(.medium) == 3 && months[0].count(.low) == 1 && months[0].count(nil) == 1)
            #expect(months[1].share.number == 100 && months[1].days.upperBound == Self.today.firstOfMonth)
        }
    }

    @Test("begins with the first month in which anything was done, and says since when", arguments: Backend.available)
    func beginning(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let record = office.identity.authentications
            let fresh = try await record.months(12, until: Self.today)
            #expect(fresh.count == 1 && fresh[0].first == nil)
            #expect(fresh[0].share.value == .none(because: Message("identity.figure.no-acts")))
            try await office.hire("chau.lm", [.leader])
            try await office.serve { browser in
                try await browser.signIn("chau.lm")
                try await browser.open("/identity/authentications")
                #expect(browser.page.contains("tỷ lệ được tính từ thao tác đầu tiên"))

                // Three months ago, and a quiet month since: that one is told, as nought.
                var day = Self.today.firstOfMonth
                for _ in 1...2 { day = (day - 1).firstOfMonth }
                try await act(4, by: actor(.medium), at: CivilZone.vietNam.start(of: day + 6), office)
                try await act(1, by: actor(.low), at: office.dial.now, office)
                #expect(try await record.months(12, until: Self.today).map(\.all) == [1, 0, 4])
                try await browser.open("/identity/authentications")
                let parts = (day + 6).iso8601.split(separator: "-")
                #expect(browser.page.contains("đầu tiên là ngày \(parts[2])/\(parts[1])/\(parts[0])"))
            }
        }
    }

    @Test("counts what its records hold: each number leads to as many entries", arguments: Backend.available)
    func records(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            for (times, level) in [(4, Authentication.Level.medium), (3, .low), (2, nil)]
                as [(Int, Authentication.Level?)]
            {
                try await act(times, by: actor(level), at: office.dial.now, office)
            }
            try await act(5, by: .visitor, at: office.dial.now, office)
            let month = try #require(try await office.identity.authentications.months(1, until: Self.today).first)
            func count(_ proof: EntryProof) async throws -> Int {
                var filter = EntryFilter()
                filter.proof = proof
                filter.from = CivilZone.vietNam.start(of: month.days.lowerBound)
                filter.to = CivilZone.vietNam.start(of: month.days.upperBound)
                return try await office.database.read { [filter] tx in
                    try EntryStore.latest(100, filter, before: nil, in: tx).count
                }
            }
            #expect(try await count(.people) == month.all && month.all == 9)
            #expect(try await count(.level("medium")) == month.count(.medium))
            #expect(try await count(.level("low")) == month.count(.low))
            #expect(try await count(.none) == month.count(nil))
        }
    }

    @Test("is asked by rows of the tally and of an index, not by walking the ledger", arguments: Backend.available)
    func plan(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            let record = RecordingDatabase(office.database)
            let asked = AuthenticationRecord(database: record)
            _ = try await asked.months(12, until: Self.today)
            _ = try await asked.authenticatedShare(on: Self.today..<Self.today + 1)
            _ = try await asked.counts(in: Office.start..<Office.start + .hours(1))
            try await record.read { tx in
                for proof in ["none", "medium"] {
                    var filter = EntryFilter()
                    filter.proof = EntryProof(proof)
                    _ = try EntryStore.latest(50, filter, before: nil, in: tx)
                }
            }
            #expect(record.recorded.count == 7)
            for statement in record.recorded {
                let scanned = try await record.scannedTables(of: statement)
                #expect(scanned.isEmpty, "\(scanned) is walked by \(statement.rendered(for: record.dialect).text)")
            }
        }
    }

    @Test("tells sign-ins by way and level", arguments: Backend.available)
    func counts(on backend: Backend) async throws {
        try await Office.open(on: backend) { office in
            try await office.hireWithFactor("hanh.nt")
            try await office.hire("phuc.tv", name: "Trần Văn Phúc")
            _ = try await office.complete(try await office.signIn("hanh.nt").token, office.code())
            _ = try await office.signIn("phuc.tv")
            let counts = try await office.identity.authentications.counts(
                in: Office.start..<Office.start + .seconds(1))
            #expect(
                counts == [
                    ProofCount(method: .password, level: .low, count: 1),
                    ProofCount(method: .passwordAndCode, level: .medium, count: 1),
                ])
        }
    }

    @Test("stands on a page for leaders and administrators, in both languages, with what it does not say")
    func page() async throws {
        try await Office.open(on: .sqlite) { office in
            try await office.hire("chau.lm", [.leader])
            try await office.hire("hanh.nt", [.operator])
            try await act(3, by: actor(.medium), at: office.dial.now, office)
            try await act(1, by: actor(nil), at: office.dial.now, office)
            try await office.serve { browser in
                let watcher = browser.other()
                try await watcher.signIn("hanh.nt")
                #expect(try await watcher.open("/identity/authentications").status == .forbidden)
                try await browser.signIn("chau.lm")
                for (language, share, words) in [
                    ("vi", "75,0", "100% không có nghĩa là hai yếu tố"), ("en", "75.0", "does not mean two factors"),
                ] {
                    browser.language = language
                    try await browser.open("/identity/authentications")
                    #expect(browser.status == .ok && browser.page.contains(">\(share)</data>"))
                    #expect(browser.page.contains(words))
                    #expect(browser.page.contains("proof=none") && browser.page.contains("proof=medium"))
                    let raw = browser.page.matches(of: /\[(?:identity|web)\.[a-z.-]+\]/).map { String($0.0) }
                    #expect(raw.isEmpty, "\(raw)")
                }
                try await browser.open("/identity/authentications.json")
                #expect(browser.page.contains("\"share\":75") && browser.page.contains("\"medium\":3"))
                #expect(browser.page.contains("\"as-of\":"))
            }
        }
    }
}
