// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Results that were issued")
struct ResultStoreTests {
    private static let clerk = Actor.person(id: "018f0000-0000-7000-8000-000000000009", name: "Lê Văn Thư")
    static let certificate = SigningCertificate(
        subject: "CN=MẪU", issuer: "CN=MẪU", serial: "01", validFrom: SampleFiles.now - .days(300),
        validTo: SampleFiles.now + .days(65))

    private static func draft(_ number: String = "12/GXN-UBND", holder: String = "Trần Thị Hoà") -> ResultDraft {
        ResultDraft(
            number: number, date: CivilDay(2026, 11, 30)!, title: "Giấy xác nhận tình trạng hôn nhân",
            procedure: "1.004873", unit: "UBND phường Tân Ninh", unitCode: "25459", holder: holder)
    }

    private func open(
        _ backend: Backend, signer: FakeSigner = FakeSigner(state: .success(certificate)),
        _ body: (any Database, ResultStore) async throws -> Void
    ) async throws {
        try await backend.withDatabase(migrations: [LedgerResources.migrations, DossiersFeature.migrations]) {
            database in
            try await body(database, SampleFiles.results(database, signer: signer))
        }
    }

    private func prepared(
        _ draft: ResultDraft, by results: ResultStore, isSigned: Bool = true
    ) async throws -> PreparedResult {
        try await results.prepared(draft, isSigned: isSigned, by: Self.clerk) { code, address in
            PrintedDocument(html: "<p>\(code.grouped) \(address)</p>")
        }
    }

    private func issue(_ draft: ResultDraft, by results: ResultStore, in database: any Database) async throws
        -> IssuedResult
    {
        let made = try await prepared(draft, by: results)
        try await database.write { tx in try results.issue(made, by: Self.clerk, in: tx) }
        return made.result
    }

    @Test("are found by their code with file, signature and holder, and leave an entry", arguments: Backend.available)
    func issued(on backend: Backend) async throws {
        try await open(backend) { database, results in
            let result = try await issue(Self.draft(), by: results, in: database)
            let found = try #require(try await results.result(with: result.code))
            #expect(found.holder == "Trần Thị Hoà" && found.number == "12/GXN-UBND" && found.date == result.date)
            #expect(found.revocation == nil && found.signature == Array("signed".utf8))
            let (file, bytes) = try await results.files.open(result.file)
            #expect(file.holder == .result(result.id.description) && file.sha256 == result.sha256)
            #expect(
                bytes.next(Array("https://vamco.example.vn/results/verify?code=\(result.code.text)".utf8), from: 0)
                    != nil)
            #expect(try await results.result(with: VerificationCode()) == nil)
            let (acts, secret) = try await database.read { tx in
                (
                    try tx.rows("SELECT act FROM ledger_inbox").map { try $0.get(0, as: String.self) },
                    try tx.value("SELECT secret FROM dossier_result", as: String.self)
                )
            }
            #expect(acts == ["dossiers.result-issued"] && secret?.contains("Hoà") == false)
            #expect(try await results.reseal() == 1)
            #expect(try await results.result(with: result.code)?.holder == "Trần Thị Hoà")
        }
    }

    @Test("of one unit and year have each a number of their own, whoever is first", arguments: Backend.available)
    func numbers(on backend: Backend) async throws {
        try await open(backend) { database, results in
            var made: [PreparedResult] = []
            for _ in 0..<6 { made.append(try await prepared(Self.draft(), by: results)) }
            let outcomes = await withTaskGroup(of: Bool.self) { group in
                for one in made {
                    group.addTask {
                        do {
                            try await database.write { tx in try results.issue(one, by: Self.clerk, in: tx) }
                            return true
                        } catch { return (error as? ResultError) != .numberTaken }
                    }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1)
            let left = try await database.read { tx in
                try tx.value("SELECT count(*) FROM dossier_file", as: Int.self)
            }
            #expect(left == 1)
            var next = Self.draft()
            next.date = CivilDay(2027, 1, 4)!
            _ = try await issue(next, by: results, in: database)
            var other = Self.draft()
            other.unitCode = "25480"
            _ = try await issue(other, by: results, in: database)
        }
    }

    @Test("are revoked once, with a reason that everybody sees", arguments: Backend.available)
    func revoked(on backend: Backend) async throws {
        try await open(backend) { database, results in
            let result = try await issue(Self.draft(), by: results, in: database)
            func revoke(_ reason: String) async throws {
                try await database.write { tx in
                    try results.revoke(result.id, reason: reason, by: Self.clerk, in: tx)
                }
            }
            await #expect(throws: ResultError.reasonMissing) { try await revoke("  x ") }
            try await revoke("Cấp nhầm người")
            await #expect(throws: ResultError.revokedAlready) { try await revoke("Cấp nhầm người") }
            await #expect(throws: ResultError.unknown) {
                try await database.write { tx in
                    try results.revoke(IssuedResult.ID(at: SampleFiles.now), reason: "không có", by: Self.clerk, in: tx)
                }
            }
            let found = try await results.result(with: result.code)
            #expect(found?.revocation == .init(at: SampleFiles.now, reason: "Cấp nhầm người"))
            let acts = try await database.read { tx in
                try tx.rows("SELECT act FROM ledger_inbox").map { try $0.get(0, as: String.self) }
            }
            #expect(acts.sorted() == ["dossiers.result-issued", "dossiers.result-revoked"])
        }
    }

    @Test("are not made where nothing signs, and are where somebody signs by hand", arguments: Backend.available)
    func unsigned(on backend: Backend) async throws {
        try await open(backend, signer: FakeSigner()) { database, results in
            await #expect(throws: SigningError.notSet) { try await prepared(Self.draft(), by: results) }
            let made = try await prepared(Self.draft(), by: results, isSigned: false)
            try await database.write { tx in try results.issue(made, by: Self.clerk, in: tx) }
            #expect(try await results.result(with: made.result.code)?.signature == nil)
        }
    }

    @Test(
        "show of their holder what is enough to recognise",
        arguments: [
            ("Trần Thị Hoà", "Trần T… H…"), ("Bình", "Bình"), ("", ""), ("Đặng  Văn   Lâm", "Đặng V… L…"),
        ])
    func masked(holder: String, shown: String) async throws {
        try await open(.sqlite) { _, results in
            let made = try await prepared(Self.draft(holder: holder), by: results)
            #expect(made.result.maskedHolder == shown)
        }
    }

    @Test(
        "have codes that are typed as people read them",
        arguments: [
            ("7KQ2-M4X9-0TBN-C3HR", true), (" 7kq2 m4x9 otbn c3hr ", true), ("7KQ2M4X9OTBNC3HR", true),
            ("7KQ2-M4X9-0TBN-C3H", false), ("7KQ2-M4X9-0TBN-C3HRR", false), ("7KQ2-M4X9-0TBN-C3HU", false), ("", false),
            ("７KQ2-M4X9-0TBN-C3HR", false), (String(repeating: "-", count: 200), false), ("🌊", false),
        ])
    func codes(typed: String, isOne: Bool) {
        #expect(VerificationCode(typed: typed).map(\.grouped) == (isOne ? "7KQ2-M4X9-0TBN-C3HR" : nil))
    }

    @Test("have codes of eighty bits, hardly twice the same")
    func entropy() {
        let codes = (0..<2_000).map { _ in VerificationCode() }
        #expect(Set(codes).count == 2_000 && codes.allSatisfy { VerificationCode(typed: $0.grouped) == $0 })
        for place in 0..<16 { #expect(Set(codes.map { Array($0.text)[place] }).count == 32) }
    }

    @Test(
        "the administration is told of a certificate that ends weeks before, and of one that does not hold",
        arguments: [
            (SampleFiles.now + .days(46), nil), (SampleFiles.now + .days(44), "dossiers.signing.concern.ends"),
            (SampleFiles.now - .days(1), "dossiers.signing.error.expired"),
        ] as [(Instant, String?)])
    func concerns(end: Instant, key: String?) async {
        let certificate = SigningCertificate(
            subject: "CN=x", issuer: "CN=x", serial: "1", validFrom: SampleFiles.now - .days(400), validTo: end)
        let condition = await SigningCondition(FakeSigner(state: .success(certificate)), at: SampleFiles.now)
        #expect(condition.concern?.message.key == key)
        let early = await SigningCondition(
            FakeSigner(state: .success(certificate)), at: SampleFiles.now - .days(401))
        #expect(early.concern?.message.key == "dossiers.signing.error.not-yet-valid")
    }
}
