// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Levels of service")
struct ServiceLevelTests {
    @Test("level 4 is wholly online, 3 partly or, where nothing is paid, wholly, 1 and 2 information")
    func vocabulary() throws {
        let shipped = try LevelVocabulary.shipped()
        #expect(shipped.old(.full).map(\.old) == [.four, .three] && shipped.old(.full)[1].condition == "no-payment")
        #expect(shipped.old(.partial).map(\.old) == [.three])
        #expect(shipped.old(.information).map(\.old) == [.two, .one])
        #expect(!shipped.admits(.four, as: .partial) && shipped.admits(.three, as: .full))
    }

    @Test(
        "a table with a mistake stops the start and says where",
        arguments: [
            "5,full,,2022-08-15,s", "4,whole,,2022-08-15,s", "4,full,x,2022-08-15,s", "4,full,,2022-13-15,s",
            "4,full,,2022-08-15,",
        ])
    func mistakes(line: String) {
        #expect(throws: LevelVocabulary.Failure.malformed(line: 2)) {
            try LevelVocabulary(table: "old_level,level,condition,valid_from,source\n\(line)\n")
        }
    }

    @Test("what the city published holds from its day, with source and entry", arguments: Backend.available)
    func levels(on backend: Backend) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            let catalogue = Catalogue(database: database, clock: .fixed(CatalogueTests.now))
            let (code, by) = ("1.004194", CatalogueTests.officer)
            let first = try #require(CivilDay(2026, 1, 1))
            await #expect(throws: CatalogueError.unknownProcedure) {
                try await catalogue.setLevel(.full, old: nil, of: code, from: first, source: "Quyết định 1", by: by)
            }
            _ = try await catalogue.takeIn([try CatalogueTests.sample(code)], source: "a", by: by)
            try await catalogue.setLevel(.partial, old: .three, of: code, from: first, source: "Quyết định 1", by: by)
            await #expect(throws: CatalogueError.levelKnown) {
                try await catalogue.setLevel(
                    .partial, old: .three, of: code, from: first, source: "Quyết định 1", by: by)
            }
            await #expect(throws: CatalogueError.reasonMissing) {
                try await catalogue.setLevel(.full, old: nil, of: code, from: first, source: " ", by: by)
            }
            try await catalogue.setLevel(.full, old: .four, of: code, from: first + 100, source: "Quyết định 2", by: by)

            let levels = try await database.read { tx in try ServiceLevelStore.levels(of: code, in: tx) }
            #expect(levels.holding(on: first - 1) == nil)
            #expect(levels.holding(on: first + 99)?.level == .partial && levels.holding(on: first + 99)?.old == .three)
            #expect(levels.holding(on: first + 100)?.level == .full)
            #expect(levels.allSatisfy { $0.by == by })
            let counts = try await database.read { tx in
                try [first - 1, first, first + 100].map { try ServiceLevelStore.count(on: $0, in: tx) }
            }
            #expect(counts.map(\.online) == [0, 1, 1] && counts.map(\.known) == [0, 1, 1])
            #expect(counts.map { $0.published.map(\.level) } == [[], [.partial], [.full]])
            #expect(counts.map(\.inForce) == [1, 1, 1])
            // Share of the known, of all in force; of the eligible nobody can say.
            #expect(counts[1].figures.map(\.figure.number) == [1, 100, 100, nil])
            // Before the first level was published nobody knows: no figure says nought.
            #expect(counts[0].figures.map(\.figure.number) == [nil, nil, nil, nil])
            let unknown = Figure.Value.none(because: Message("dossiers.levels.none-known"))
            #expect(counts[0].figures.prefix(3).allSatisfy { $0.figure.value == unknown })
            try await catalogue.setValidity(
                .init(withdrawnOn: first + 50), of: code, version: 1, reason: "Quyết định 3", by: by)
            let ended = try await database.read { tx in try ServiceLevelStore.count(on: first + 100, in: tx) }
            #expect(ended.online == 0 && ended.inForce == 0)
            let count = try await database.read { tx in
                try tx.value("SELECT count(*) FROM ledger_inbox WHERE act = 'dossiers.level-set'", as: Int.self)
            }
            #expect(count == 2)
        }
    }
}
