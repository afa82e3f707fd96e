// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Logging
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Drafts at rest")
struct DraftStoreTests {
    private func open(
        _ backend: Backend, _ body: (any Database, DossiersFeature, DialClock) async throws -> Void
    ) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            let time = DialClock(SampleOffice.at("2026-11-23 09:00"))
            let feature = try DossiersFeature(
                database: database, clock: time.clock, days: SampleOffice.days, seal: SampleSeal(),
                profiles: SampleProfiles())
            let procedures = try ["1.004194", "1.001193"].map(ReadingTests.procedure)
            _ = try await feature.catalogue.takeIn(
                procedures.map { CatalogueRecord($0) }, source: "Cổng", by: .system("test"))
            _ = try await feature.definitions.publishShipped(by: .system("test"))
            try await body(database, feature, time)
        }
    }

    @Test("keep every kind of answer, sealed at their own place", arguments: Backend.available)
    func sealed(on backend: Backend) async throws {
        try await open(backend) { database, feature, _ in
            let drafts = feature.drafts
            let id = try await drafts.begin("1.004194", by: "c1")
            let answers: [String: Answer] = [
                "stay-kind": .text("list"), "stay-people": .number(12), "stay-address": .text("Ấp 3 🌊"),
                "stay-from": .day(try #require(CivilDay(2026, 12, 1))),
            ]
            let seen = Drafts.Seen(revision: 1, definition: 1)
            _ = try await drafts.save(answers.mapValues { $0 }, on: "stay", of: id, by: "c1", seen: seen)
            let kept = try await drafts.form(id, of: "c1").draft
            #expect(kept.content.answers == answers && kept.revision == 2 && kept.place == "stay")
            let text = try await database.read { tx in
                try tx.value("SELECT content FROM dossier_draft", as: String.self)
            }
            #expect(text?.contains("Ấp") == false && text?.contains("stay-kind") == false)
            // Moved to another draft it does not open.
            let other = try await drafts.begin("1.004194", by: "c1")
            try await database.write { tx in
                _ = try tx.execute("UPDATE dossier_draft SET content = \(text ?? "") WHERE id = \(other)")
            }
            await #expect(throws: SampleSeal.Broken.self) { try await drafts.form(other, of: "c1") }
            #expect(try await drafts.open(of: "c1").items.count == 2, "a list opens nothing")
        }
    }

    @Test("of several windows at once one is kept, the others are told", arguments: Backend.available)
    func atOnce(on backend: Backend) async throws {
        try await open(backend) { _, feature, _ in
            let drafts = feature.drafts
            let id = try await drafts.begin("1.004194", by: "c1")
            let results = await withTaskGroup(of: Bool.self) { tasks in
                for number in 0..<8 {
                    tasks.addTask {
                        do {
                            _ = try await drafts.save(
                                ["stay-address": .some(.text("Nhà \(number)"))], on: "stay", of: id, by: "c1",
                                seen: .init(revision: 1, definition: 1))
                            return true
                        } catch {
                            #expect(error as? DraftError == .changedMeanwhile, "\(error)")
                            return false
                        }
                    }
                }
                return await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(results.count { $0 } == 1)
            #expect(try await drafts.form(id, of: "c1").draft.revision == 2)
        }
    }

    @Test("are listed page by page, the latest touched first", arguments: Backend.available)
    func list(on backend: Backend) async throws {
        try await open(backend) { _, feature, time in
            var ids: [Draft.ID] = []
            for _ in 0..<5 {
                ids.append(try await feature.drafts.begin("1.004194", by: "c1"))
                time.advance(by: .seconds(1))
            }
            _ = try await feature.drafts.save(
                [:], on: "stay", of: ids[0], by: "c1", seen: .init(revision: 1, definition: 1))
            let first = try await feature.drafts.open(of: "c1", limit: 3)
            let rest = try await feature.drafts.open(of: "c1", after: first.next, limit: 3)
            #expect(first.items.map(\.id) == [ids[0], ids[4], ids[3]] && rest.items.map(\.id) == [ids[2], ids[1]])
            #expect(rest.next == nil)
            #expect(try await feature.drafts.open(of: "c1", procedure: "1.001193").items.isEmpty)
        }
    }

    @Test("go ninety days after the last touch, swept by one node at a time", arguments: Backend.available)
    func sweep(on backend: Backend) async throws {
        try await open(backend) { database, feature, time in
            let (old, touched) = (
                try await feature.drafts.begin("1.004194", by: "c1"),
                try await feature.drafts.begin("1.004194", by: "c1")
            )
            time.advance(by: .days(60))
            _ = try await feature.drafts.save(
                [:], on: "stay", of: touched, by: "c1", seen: .init(revision: 1, definition: 1))
            time.advance(by: .days(30))
            // Over is over, swept or not.
            await #expect(throws: DraftError.unknown) { try await feature.drafts.form(old, of: "c1") }
            #expect(try await feature.drafts.open(of: "c1").items.map(\.id) == [touched])
            func node(_ name: String) -> DraftSweep {
                DraftSweep(
                    drafts: feature.drafts,
                    lease: Lease(
                        in: "dossier_lease", name: "drafts", holder: name, length: .hours(2), clock: time.clock),
                    logger: Logger(label: "test"))
            }
            #expect(try await node("a").sweep() == 1)
            #expect(try await node("b").sweep() == nil)
            #expect(try await node("a").sweep() == 0)
            time.advance(by: .hours(3))
            #expect(try await node("b").sweep() == 0)
        }
    }

    @Test("go with the erasure of the person's record, and nobody else's do", arguments: Backend.available)
    func erasure(on backend: Backend) async throws {
        try await open(backend) { database, feature, _ in
            _ = try await feature.drafts.begin("1.004194", by: "c1")
            let other = try await feature.drafts.begin("1.004194", by: "c2")
            try await database.write { tx in try DossiersFeature.eraseDrafts("c1", tx) }
            #expect(try await feature.drafts.open(of: "c1").items.isEmpty)
            #expect(try await feature.drafts.open(of: "c2").items.map(\.id) == [other])
        }
    }

    @Test("are closed with what became of them, and keep nothing else", arguments: Backend.available)
    func closing(on backend: Backend) async throws {
        try await open(backend) { _, feature, _ in
            let drafts = feature.drafts
            let id = try await drafts.begin("1.004194", by: "c1")
            let seen = Drafts.Seen(revision: 1, definition: 1)
            _ = try await drafts.save(
                ["stay-address": .some(.text("Ấp 3"))], on: "stay", of: id, by: "c1", seen: seen)
            let dossier = SubmittedDossier(code: "H53-1", lookupKey: "K")
            try await drafts.close(id, of: "c1", as: dossier)
            try await drafts.close(id, of: "c1", as: SubmittedDossier(code: "H53-2", lookupKey: "L"))
            let content = try await drafts.form(id, of: "c1").draft.content
            #expect(content.submitted == dossier && content.answers.isEmpty)
            #expect(try await drafts.open(of: "c1").items.isEmpty)
            await #expect(throws: DraftError.submitted) {
                _ = try await drafts.save([:], on: "stay", of: id, by: "c1", seen: seen)
            }
        }
    }
}
