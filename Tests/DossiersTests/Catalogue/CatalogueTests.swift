// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("The city's catalogue")
struct CatalogueTests {
    static let officer = Actor.person(id: "p1", name: "Võ Quốc Bảo")
    static let now = Instant(seconds: 1_795_500_000)

    static func sample(_ code: String) throws -> CatalogueRecord {
        try #require(ReadingTests.records.first { $0.procedure.code == code })
    }

    private func open(_ backend: Backend, _ body: (any Database, Catalogue) async throws -> Void) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            let catalogue = Catalogue(database: database, clock: .fixed(Self.now))
            try await body(database, catalogue)
        }
    }

    private func found(_ text: String, event: String? = nil, in database: any Database) async throws -> [String] {
        let search = ProcedureSearch(text, event: event, events: try .shipped())
        return try await database.read { tx in try search.page(limit: 100, in: tx).items.map(\.code) }
    }

    @Test("the same record again changes nothing; another one is the next version", arguments: Backend.available)
    func versions(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            let birth = try Self.sample("1.001193")
            let first = try await catalogue.takeIn([birth], source: "a", by: Self.officer)
            let again = try await catalogue.takeIn([birth], source: "a", by: Self.officer)
            var changed = birth.procedure
            changed.decision = "999/QĐ-BTP"
            changed.channels[0].time = .init(text: "1 Ngày làm việc", count: 1, unit: "Ngày làm việc")
            let second = try await catalogue.takeIn([CatalogueRecord(changed)], source: "b", by: Self.officer)

            #expect(first == .init(new: 1, conflicts: 1) && again == .init(unchanged: 1))
            #expect(second == .init(changed: 1, conflicts: 1))
            try await database.read { tx in
                #expect(
                    try ProcedureStore.versions(of: "1.001193", in: tx).map(\.decision) == ["999/QĐ-BTP", "163/QĐ-BTP"])
                let old = try #require(try ProcedureStore.version(of: "1.001193", number: 1, in: tx))
                let new = try #require(try ProcedureStore.version(of: "1.001193", in: tx))
                let changes = ProcedureChange.changes(from: old.procedure, to: new.procedure)
                #expect(changes.map(\.part) == [.decision, .channels])
                #expect(changes[0] == .init(part: .decision, removed: ["163/QĐ-BTP"], added: ["999/QĐ-BTP"]))
                #expect(try ConflictStore.conflicts(of: "1.001193", version: 1, in: tx).map(\.state) == [.gone])
                #expect(try ConflictStore.conflicts(of: "1.001193", version: 2, in: tx).map(\.channels) == [[1, 2]])
                #expect(try ProcedureStore.version(of: "1.001193", number: 3, in: tx) == nil)
            }
        }
    }

    @Test(
        "is searched without marks, by beginnings, by code, by plain words and by events of life",
        arguments: Backend.available)
    func search(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            _ = try await catalogue.takeIn(ReadingTests.records, source: "a", by: Self.officer)

            for text in ["KHAI SINH", "khai sinh", "dang ky khai si", "Đăng ký khai sinh", "1.001193", "em be"] {
                #expect(try await found(text, in: database).contains("1.001193"), "\(text)")
            }
            #expect(try await found("xay nha", in: database).contains("1.013225"))
            // Words that stand together go before words that stand anywhere.
            #expect(try await !found("khai sinh", in: database).contains("1.008672"))
            #expect(try await found("hiem khai", in: database).contains("1.008672"))
            #expect(try await found("khai sinh xyzzy", in: database).isEmpty)
            #expect(try await found("'; DROP TABLE x; --", in: database).isEmpty)
            let born = try await found("", event: "birth", in: database)
            #expect(Set(born).isSubset(of: ["1.001193", "2.000986", "1.004884"]) && born.contains("1.001193"))
            #expect(try await found("", event: "unheard", in: database).isEmpty)
            // The name itself before longer ones, and words one after the other within the event alone.
            #expect(try await found("dang ky khai sinh", in: database).first == "1.001193")
            #expect(try await found("2.000986", in: database).first == "2.000986")
            #expect(try await found("chuyen nha", event: "moving", in: database) == ["1.004222"])
            #expect(try await found("khai sinh", event: "papers", in: database) == ["2.000635"])
            #expect(try await found("???", in: database).isEmpty)
        }
    }

    @Test("a changed table of events finds at once what it names", arguments: Backend.available)
    func events(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            _ = try await catalogue.takeIn([try Self.sample("1.004194")], source: "a", by: Self.officer)
            let events = try LifeEvents(table: "event,procedure,words\nstudy,1.004194,sinh viên xa nhà\n")
            let other = ProcedureSearch("sinh vien", events: events)
            let shipped = ProcedureSearch("sinh vien", events: try .shipped())
            let study = ProcedureSearch(event: "study", events: events)
            let found = try await database.read { tx in
                try [other, shipped, study].map { try $0.page(limit: 10, in: tx).items.map(\.code) }
            }
            #expect(found == [["1.004194"], [], ["1.004194"]])
            #expect(throws: LifeEvents.Failure.malformed(line: 3)) {
                try LifeEvents(table: "event,procedure,words\nstudy,1.004194,x\n,1.004194,x\n")
            }
        }
    }

    @Test("pages of a search go on by fit, without gap or repetition", arguments: Backend.available)
    func pagesByFit(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            _ = try await catalogue.takeIn(ReadingTests.records, source: "a", by: Self.officer)
            let search = ProcedureSearch("dang ky", events: try .shipped())
            let whole = try await database.read { tx in try search.page(limit: 2_000, in: tx).items.map(\.code) }
            var codes: [String] = []
            var cursor: Cursor?
            repeat {
                let after = cursor
                let page = try await database.read { tx in try search.page(after: after, limit: 50, in: tx) }
                codes += page.items.map(\.code)
                cursor = page.next
            } while cursor != nil
            #expect(codes == whole && codes.count > 100 && Set(codes).count == codes.count)
        }
    }

    @Test("is paged by name without gap or repetition", arguments: Backend.available)
    func pages(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            _ = try await catalogue.takeIn(Array(ReadingTests.records.prefix(95)), source: "a", by: Self.officer)
            var codes: [String] = []
            var cursor: Cursor?
            repeat {
                let after = cursor
                let page = try await database.read { tx in
                    try ProcedureSearch(events: try .shipped()).page(after: after, limit: 10, in: tx)
                }
                codes += page.items.map(\.code)
                cursor = page.next
            } while cursor != nil
            #expect(codes.count == 95 && Set(codes).count == 95)
        }
    }

    @Test("keeps who settled what and why, once, with an entry of the ledger", arguments: Backend.available)
    func settling(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            _ = try await catalogue.takeIn([try Self.sample("1.004873")], source: "a", by: Self.officer)
            let open = try await database.read { tx in try ConflictStore.conflicts(.open, limit: 10, in: tx).items }
            let time = try #require(open.first { $0.kind == .unitMissing })
            let fee = try #require(open.first { $0.kind == .feeLocal })
            let limit = try TimeLimit(3, .workingDay)

            await #expect(throws: CatalogueError.nothingSaid) {
                try await catalogue.settle(time.id, limit: nil, fee: "x", reason: "Theo quyết định", by: Self.officer)
            }
            await #expect(throws: CatalogueError.nothingSaid) {
                try await catalogue.settle(fee.id, limit: limit, fee: " ", reason: "Theo quyết định", by: Self.officer)
            }
            await #expect(throws: CatalogueError.reasonMissing) {
                try await catalogue.settle(time.id, limit: limit, fee: "", reason: "vì", by: Self.officer)
            }
            await #expect(throws: CatalogueError.unknownConflict) {
                try await catalogue.settle("x", limit: limit, fee: "", reason: "Theo quyết định", by: Self.officer)
            }
            try await catalogue.settle(time.id, limit: limit, fee: "", reason: "Theo quyết định 163", by: Self.officer)
            await #expect(throws: CatalogueError.settledAlready) {
                try await catalogue.settle(time.id, limit: limit, fee: "", reason: "Theo quyết định", by: Self.officer)
            }

            try await database.read { tx in
                let kept = try #require(try ConflictStore.conflict(time.id, in: tx))
                #expect(kept.state == .settled)
                #expect(
                    kept.settlement
                        == .init(
                            limit: limit, fee: "", reason: "Theo quyết định 163", by: Self.officer, at: Self.now))
                let acts = try tx.rows("SELECT act, object_id, reason FROM ledger_inbox ORDER BY at, id")
                    .map {
                        (try $0.get(0, as: String.self), try $0.get(1, as: String.self), try $0.get(2, as: String.self))
                    }
                #expect(acts.map(\.0).sorted() == ["dossiers.catalogue-taken-in", "dossiers.conflict-settled"])
                #expect(acts.contains { $0.1 == time.id && $0.2 == "Theo quyết định 163" })
                let procedure = try #require(try ProcedureStore.version(of: "1.004873", in: tx)).procedure
                let all = try ConflictStore.conflicts(of: "1.004873", version: 1, in: tx)
                #expect(DossiersFeature.limit(of: 0, in: procedure, all) == limit)
            }
        }
    }

    @Test(
        "fields are found one by one along the index, and a table of what is asked first names its sources",
        arguments: Backend.available)
    func fields(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            let none = try await database.read { tx in try FieldStore.fields(in: tx) }
            #expect(none == [])
            _ = try await catalogue.takeIn(
                ["1.001193", "1.004873", "1.004194"].map(Self.sample), source: "Cổng", by: .system("test"))
            let fields = try await database.read { tx in try FieldStore.fields(in: tx) }
            #expect(fields == ["Đăng ký, quản lý cư trú", "Hộ tịch"])
            let heads = try await database.read { tx in
                try FieldStore.heads(["1.004194", "9.999999", "1.001193"], in: tx)
            }
            #expect(heads.map(\.code) == ["1.004194", "1.001193"])
        }
        #expect(try AskedFirst.shipped().codes.prefix(7).count == 7)
        #expect(Set(try AskedFirst.shipped().codes.prefix(7)) == Set(try DefinitionLibrary.shipped().texts.keys))
        #expect(throws: AskedFirst.Failure.malformed(line: 2)) {
            try AskedFirst(table: "procedure,source\n1.001193,\n")
        }
    }
}
