// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Publishing definitions")
struct PublishingTests {
    private static let officer = Actor.person(id: "p1", name: "Võ Quốc Bảo")

    private func open(
        _ backend: Backend, _ body: (any Database, Definitions) async throws -> Void
    ) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            let clock = Clock.fixed(SampleOffice.at("2026-11-30 09:00"))
            let catalogue = Catalogue(database: database, clock: clock)
            let records = try ShippedDefinitionTests.codes.map { CatalogueRecord(try ReadingTests.procedure($0)) }
            _ = try await catalogue.takeIn(records, source: "Cổng", by: .system("test"))
            try await body(database, Definitions(database: database, clock: clock, library: try .shipped()))
        }
    }

    private func text(_ code: String) throws -> String { try #require(try DefinitionLibrary.shipped().texts[code]) }

    private func error(_ body: () async throws -> Void) async throws -> DefinitionError? {
        do {
            try await body()
            return nil
        } catch let error as DefinitionError { return error }
    }

    @Test("the seven are published once, and what waits for a person is counted", arguments: Backend.available)
    func shipped(on backend: Backend) async throws {
        try await open(backend) { database, definitions in
            #expect(try await definitions.publishShipped(by: .system("test")) == 7)
            #expect(try await definitions.publishShipped(by: .system("test")) == 0)
            let page = try await database.read { try DefinitionStore.newest(limit: 4, in: $0) }
            #expect(page.items.map(\.procedure) == Array(ShippedDefinitionTests.codes.prefix(4)))
            let rest = try await database.read { try DefinitionStore.newest(after: page.next, limit: 4, in: $0) }
            #expect(rest.items.map(\.procedure) == Array(ShippedDefinitionTests.codes.suffix(3)) && rest.next == nil)
            #expect(page.items[0].waiting > 0)
        }
    }

    @Test("a version is never changed, and a dossier stays on the one it began with", arguments: Backend.available)
    func versions(on backend: Backend) async throws {
        try await open(backend) { database, definitions in
            let first = try text("1.004194")
            let second = first.replacing("valid-from: 2026-07-01", with: "valid-from: 2027-01-01")
                .replacing("amount: 7000", with: "amount: 8000")
            let one = try await definitions.publish(first, for: "1.004194", takesWaiting: true, by: Self.officer)
            let two = try await definitions.publish(second, for: "1.004194", takesWaiting: true, by: Self.officer)
            #expect([one.number, two.number] == [1, 2] && one.digest != two.digest)
            try await database.read { tx in
                let began = try #require(
                    try DefinitionStore.inForce(of: "1.004194", on: CivilDay(2026, 12, 31)!, in: tx))
                let next = try #require(
                    try DefinitionStore.inForce(of: "1.004194", on: CivilDay(2027, 1, 1)!, in: tx))
                #expect(began.head.number == 1 && next.head.number == 2)
                #expect(try DefinitionStore.inForce(of: "1.004194", on: CivilDay(2026, 6, 30)!, in: tx) == nil)
                let kept = try #require(try DefinitionStore.version(of: "1.004194", number: 1, in: tx))
                #expect(kept.content == first && kept.head == one && kept.definition.fees[0].amount == .fixed(7_000))
                #expect(next.definition.fees[0].amount == .fixed(8_000))
            }
        }
    }

    @Test("faults, waiting points, the same again and an earlier day are refused", arguments: Backend.available)
    func refused(on backend: Backend) async throws {
        try await open(backend) { database, definitions in
            let good = try text("1.001193")
            func publish(_ text: String, waiting: Bool = true, code: String = "1.001193") async throws
                -> DefinitionError?
            {
                try await error {
                    _ = try await definitions.publish(text, for: code, takesWaiting: waiting, by: Self.officer)
                }
            }
            guard case .faulty(let found) = try await publish(good.replacing("end: done", with: "end: stopped")) else {
                Issue.record("a definition without an end was published")
                return
            }
            #expect(found.map(\.kind).contains(.noWayToEnd))
            guard case .waiting(let points) = try await publish(good, waiting: false) else {
                Issue.record("points that wait were not shown")
                return
            }
            #expect(points.contains { $0.kind == .legalUnsettled })
            #expect(try await publish(good, code: "1.004873") == .otherProcedure("1.001193"))
            let other = good.replacing("\"1.001193\"", with: "\"9.999999\"")
            #expect(try await publish(other, code: "9.999999") == .unknownProcedure)
            #expect(try await publish(good) == nil)
            #expect(try await publish(good) == .unchanged)
            let earlier = good.replacing("valid-from: 2026-07-01", with: "valid-from: 2026-06-30")
            #expect(try await publish(earlier) == .earlierThanNewest(CivilDay(2026, 7, 1)!))
            let count = try await database.read { try DefinitionStore.versions(of: "1.001193", in: $0).count }
            #expect(count == 1)
        }
    }

    @Test("two who publish at once: one becomes version 1, the other is told", arguments: Backend.available)
    func together(on backend: Backend) async throws {
        try await open(backend) { database, definitions in
            let good = try text("2.000815")
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        (try? await definitions.publish(good, for: "2.000815", takesWaiting: true, by: Self.officer))
                            != nil
                    }
                }
                return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
            }
            #expect(outcomes == 1)
            let versions = try await database.read { try DefinitionStore.versions(of: "2.000815", in: $0) }
            #expect(versions.map(\.number) == [1])
        }
    }

    @Test("publishing leaves an entry with number, digest and what waited")
    func ledger() async throws {
        try await open(.sqlite) { database, definitions in
            let head = try await definitions.publish(
                try text("2.000986"), for: "2.000986", takesWaiting: true, by: Self.officer, authentication: "a1")
            let row = try await database.read { tx in
                try tx.row(
                    """
                    SELECT fields, object_id, authentication FROM ledger_inbox
                    WHERE act = 'dossiers.definition-published'
                    """)
            }
            let entry = try #require(row)
            let fields = try entry.get(0, as: String.self)
            #expect(fields.contains(head.digest) && fields.contains("legal-unsettled limits.direct"))
            #expect(try entry.get(1, as: String.self) == "2.000986")
            #expect(try entry.get(2, as: String.self) == "a1")
        }
    }

    @Test("a procedure without a definition begins with the generic one, which has no version")
    func generic() async throws {
        try await open(.sqlite) { database, definitions in
            let day = SampleDefinition.today
            let found = try #require(try await database.read { try definitions.inForce("1.013225", on: day, in: $0) })
            #expect(found.head == nil && found.definition.results.map(\.code) == ["KQ.G17.000311"])
            #expect(found.definition.limit(by: .direct, case: nil)?.limit.text == "15 calendar_day")
            #expect(found.definition.fees.allSatisfy { $0.amount == .open })
            let unsure = try #require(try await database.read { try definitions.inForce("1.001193", on: day, in: $0) })
            #expect(
                unsure.definition.limits == []
                    && unsure.definition.open.map(\.about) == [
                        "limit-direct", "limit-online", "limit-post",
                    ])
            #expect(try await database.read { try definitions.inForce("9.999999", on: day, in: $0) } == nil)
        }
    }
}
