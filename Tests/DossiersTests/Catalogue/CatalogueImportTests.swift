// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Imports of procedures")
struct CatalogueImportTests {
    private static let officer = CatalogueTests.officer
    private static let head = "Mã số,Tên,Cơ quan ban hành,Cơ quan thực hiện,Lĩnh vực\n"

    private func open(_ backend: Backend, _ body: (any Database, Catalogue) async throws -> Void) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            try await body(database, Catalogue(database: database, clock: .fixed(CatalogueTests.now)))
        }
    }

    private func keep(_ text: String, in catalogue: Catalogue) async throws -> CatalogueImport {
        let id = try await catalogue.keep(
            file: Array((Self.head + text).utf8), name: "tệp.csv", source: "Cổng, 09/06/2026", by: Self.officer)
        return try await catalogue.imported(id)
    }

    private func acts(in database: any Database) async throws -> Int {
        try await database.read { tx in try tx.value("SELECT count(*) FROM ledger_inbox", as: Int.self) ?? 0 }
    }

    @Test(
        "a file is looked at first; confirmed, the right rows are there and an entry with them",
        arguments: Backend.available)
    func confirmed(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            let draft = try await keep("9.000001,A,B,C,Hộ tịch\n9.000002,,B,C,Hộ tịch\n", in: catalogue)
            let file = CatalogueFile(draft.content)
            #expect(try await catalogue.outcomes(of: file) == [.new, .refused])
            #expect(try await database.read { tx in try ProcedureStore.version(of: "9.000001", in: tx) } == nil)
            #expect(try await acts(in: database) == 0)

            #expect(try await catalogue.confirm(draft, by: Self.officer) == .init(new: 1))
            let done = try await catalogue.imported(draft.id)
            #expect(done.state == .done && done.taken == 1 && done.refused == 1 && done.content.isEmpty)
            #expect(try await acts(in: database) == 1)
            try await database.read { tx in
                let version = try #require(try ProcedureStore.version(of: "9.000001", in: tx))
                #expect(version.isHead && version.source == "Cổng, 09/06/2026")
                #expect(version.procedure.head == .init(issuer: "B") && version.procedure.bodies.executing == "C")
            }
            await #expect(throws: CatalogueError.importEnded) {
                try await catalogue.confirm(try await catalogue.imported(draft.id), by: Self.officer)
            }
            await #expect(throws: CatalogueError.importEnded) { try await catalogue.discard(done) }
            let other = try await keep("9.000003,A,B,C,D\n", in: catalogue)
            try await catalogue.discard(other)
            #expect(Set(try await catalogue.imports().map(\.state)) == [.discarded, .done])
        }
    }

    @Test("heads never overwrite details; details take the place of heads", arguments: Backend.available)
    func heads(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            let record = try CatalogueTests.sample("1.004194")
            let head = "1.004194,Tên khác,B,C,Lĩnh vực khác\n"
            let early = try await keep(head, in: catalogue)
            #expect(try await catalogue.confirm(early, by: Self.officer).new == 1)
            let renamed = try await keep("1.004194,Tên khác nữa,B,C,Lĩnh vực khác\n", in: catalogue)
            #expect(try await catalogue.confirm(renamed, by: Self.officer).changed == 1)
            #expect(try await catalogue.takeIn([record], source: "a", by: Self.officer).changed == 1)

            let late = try await keep(head, in: catalogue)
            #expect(try await catalogue.outcomes(of: CatalogueFile(late.content)) == [.kept])
            #expect(try await catalogue.confirm(late, by: Self.officer) == .init(kept: 1))
            try await database.read { tx in
                let newest = try #require(try ProcedureStore.version(of: "1.004194", in: tx))
                #expect(newest.number == 3 && newest.procedure == record.procedure)
            }
        }
    }

    @Test("the portal's export and the shipped records go together", arguments: Backend.available)
    func export(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            _ = try await catalogue.takeIn(ReadingTests.records, source: "a", by: Self.officer)
            let id = try await catalogue.keep(
                file: CatalogueFileTests.export, name: "danh-sach.xlsx", source: "Cổng, 09/06/2026", by: Self.officer)
            let draft = try await catalogue.imported(id)
            let outcomes = try await catalogue.outcomes(of: CatalogueFile(draft.content))
            let intake = try await catalogue.confirm(draft, by: Self.officer)

            #expect(outcomes.count == 271 && intake.kept == outcomes.count { $0 == .kept })
            #expect(intake.new == outcomes.count { $0 == .new } && intake.new + intake.kept == 271 && intake.kept > 20)
            #expect(intake.changed == 0 && intake.conflicts == 0)
        }
    }
}
