// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Versions of procedures")
struct VersionTests {
    private static let officer = CatalogueTests.officer

    private func open(_ backend: Backend, _ body: (any Database, Catalogue) async throws -> Void) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            try await body(database, Catalogue(database: database, clock: .fixed(CatalogueTests.now)))
        }
    }

    private static func record(_ words: [String: String]) -> CatalogueRecord {
        let own = words.filter { $0.key != "detail_url" }
        return CatalogueRecord(NationalRecords.procedure(of: words), digest: CatalogueRecord.digest(of: own))
    }

    private static let words = [
        "ma_thu_tuc": "1.999999", "ten_thu_tuc": "Thủ tục mẫu", "so_quyet_dinh": "1/QĐ-X", "linh_vuc": "Hộ tịch",
        "cach_thuc_thuc_hien": "Hình thức nộpThời gianPhí, lệ phíMô tảTrực tiếp3Miễn phí",
        "detail_url": "https://dichvucong.gov.vn/a", "thu_tuc_lien_quan": "1.000001",
    ]

    @Test(
        "another address is no new version; other words are, whether pages show them or not",
        arguments: Backend.available)
    func identity(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            var words = Self.words
            let first = try await catalogue.takeIn([Self.record(words)], source: "a", by: Self.officer)
            words["detail_url"] = "https://dichvucong.gov.vn/b"
            let moved = try await catalogue.takeIn([Self.record(words)], source: "a", by: Self.officer)
            words["thu_tuc_lien_quan"] = "1.000002"
            let related = try await catalogue.takeIn([Self.record(words)], source: "a", by: Self.officer)

            #expect(first.new == 1 && moved == .init(unchanged: 1) && related.changed == 1)
        }
    }

    @Test("what was settled stands while kind, print, words and decision are the same", arguments: Backend.available)
    func settlements(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            var words = Self.words
            _ = try await catalogue.takeIn([Self.record(words)], source: "a", by: Self.officer)
            let limit = try TimeLimit(3, .workingDay)
            try await catalogue.settle(
                "1.999999-1-unit-missing-0", limit: limit, fee: "", reason: "Theo quyết định 1", by: Self.officer)
            words["ten_thu_tuc"] = "Thủ tục mẫu, tên mới"
            let renamed = try await catalogue.takeIn([Self.record(words)], source: "a", by: Self.officer)
            let kept = try await database.read { tx in
                try ConflictStore.conflicts(of: "1.999999", version: 2, in: tx)
            }
            words["so_quyet_dinh"] = "2/QĐ-X"
            let decided = try await catalogue.takeIn([Self.record(words)], source: "a", by: Self.officer)

            #expect(renamed == .init(changed: 1) && decided == .init(changed: 1, conflicts: 1))
            #expect(kept.map(\.state) == [.settled] && kept[0].settlement?.limit == limit)
            #expect(kept[0].settlement?.reason == "Theo quyết định 1" && kept[0].settlement?.by == Self.officer)
        }
    }

    private static func inWorkingDays(_ procedure: Procedure) -> Procedure {
        var procedure = procedure
        procedure.channels[0].time = .init(text: "3 Ngày làm việc", count: 3, unit: "Ngày làm việc")
        return procedure
    }

    @Test(
        "a program that reads the same words otherwise renews the reading, not the version",
        arguments: Backend.available)
    func rereading(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            let record = Self.record(Self.words)
            let otherwise = Self.inWorkingDays(record.procedure)
            _ = try await catalogue.takeIn([record], source: "a", by: Self.officer)
            let again = try await catalogue.takeIn(
                [CatalogueRecord(otherwise, digest: record.digest)], source: "a", by: Self.officer)

            #expect(again == .init(unchanged: 1))
            try await database.read { tx in
                let newest = try #require(try ProcedureStore.version(of: "1.999999", in: tx))
                #expect(newest.number == 1 && newest.procedure == otherwise)
                #expect(try ConflictStore.conflicts(of: "1.999999", version: 1, in: tx).map(\.state) == [.gone])
            }
        }
    }

    @Test("each batch has its entry in its own transaction", arguments: Backend.available)
    func entries(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            let records = (0..<230).map { number in
                var words = Self.words
                words["ma_thu_tuc"] = "9.\(100_000 + number)"
                return Self.record(words)
            }
            _ = try await catalogue.takeIn(records, source: "a", by: Self.officer)
            _ = try await catalogue.takeIn(records, source: "a", by: Self.officer)
            let counts = try await database.read { tx in
                try tx.rows("SELECT fields FROM ledger_inbox WHERE act = 'dossiers.catalogue-taken-in'")
                    .map { try $0.get(0, as: String.self) }
            }
            #expect(counts.count == 3)
            #expect(counts.count { $0.contains("\"new\":\"100\"") } == 2)
            #expect(counts.count { $0.contains("\"new\":\"30\"") && $0.contains("\"last\":\"9.100229\"") } == 1)
        }
    }

    @Test(
        "days of decision and force are kept with their basis and an entry; out of order they are refused",
        arguments: Backend.available)
    func validity(on backend: Backend) async throws {
        try await open(backend) { database, catalogue in
            _ = try await catalogue.takeIn([Self.record(Self.words)], source: "a", by: Self.officer)
            let days = ProcedureVersion.Validity(
                decidedOn: CivilDay(2026, 1, 5), validFrom: CivilDay(2026, 2, 1), withdrawnOn: CivilDay(2027, 1, 1))
            func set(_ days: ProcedureVersion.Validity, version: Int = 1, reason: String = "Quyết định 1") async throws
            {
                try await catalogue.setValidity(
                    days, of: "1.999999", version: version, reason: reason, by: Self.officer)
            }
            await #expect(throws: CatalogueError.reasonMissing) { try await set(days, reason: "x") }
            await #expect(throws: CatalogueError.unknownVersion) { try await set(days, version: 2) }
            await #expect(throws: CatalogueError.daysOutOfOrder) {
                try await set(.init(validFrom: CivilDay(2026, 2, 1), withdrawnOn: CivilDay(2026, 1, 1)))
            }
            try await set(days)
            let (version, versions, reasons) = try await database.read { tx in
                (
                    try ProcedureStore.version(of: "1.999999", in: tx),
                    try ProcedureStore.versions(of: "1.999999", in: tx),
                    try tx.rows("SELECT reason FROM ledger_inbox WHERE act = 'dossiers.version-dated'")
                        .map { try $0.get(0, as: String.self) }
                )
            }
            #expect(version?.validity == days && versions.map(\.validity) == [days] && reasons == ["Quyết định 1"])
        }
    }
}
