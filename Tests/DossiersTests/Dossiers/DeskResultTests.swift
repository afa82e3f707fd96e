// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Ports
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Results made at the desk")
struct DeskResultTests {
    static let words = "Họ tên: {applicant-name}\nSố định danh: {applicant-identity}\nTình trạng: {marital-status}"

    private func refusal(_ body: () async throws -> some Any) async throws -> DossierError? {
        do {
            _ = try await body()
            return nil
        } catch let error as DossierError { return error }
    }

    private static func approved(_ city: SampleDesk) async throws -> Dossier {
        var dossier = try await city.received()
        dossier = try await city.act(
            SampleDesk.deed("propose", words, confirmed: [.applicantConfirmed]), on: dossier,
            by: SampleDesk.person(dossier.holder))
        return try await city.act(SampleDesk.deed("sign", proved: true), on: dossier, by: SampleDesk.chau)
    }

    private static func paid(_ dossier: Dossier, in city: SampleDesk) async throws -> Dossier {
        guard try await city.desk.whole(dossier.id).state.owes(dossier.fee) else { return dossier }
        return try await city.desk.pay(dossier.id, amount: 0, revision: dossier.revision, by: SampleDesk.linh)
    }

    private static let handOver = SampleDesk.deed("hand-over", confirmed: [.receiptSigned])

    @Test(
        "with its number a result is printed, signed and kept, and anybody can check it", arguments: Backend.available)
    func issued(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var dossier = try await Self.approved(city)
            #expect(try await city.desk.whole(dossier.id).result == nil)
            dossier = try await city.act(SampleDesk.deed("number"), on: dossier, by: SampleDesk.nga)
            let result = try #require(try await city.desk.whole(dossier.id).result)
            #expect(result.number == "1/2026" && result.title == "Giấy xác nhận tình trạng hôn nhân")
            #expect(result.signature == Array("signed".utf8) && result.unitCode == "25459")
            let bytes = try await city.feature.files.open(result.file).bytes
            for words in ["1/2026", "Nguyễn Văn An", "079099000123", SampleDesk.chau.name] {
                #expect(bytes.next(Array(words.utf8), from: 0) != nil, "\(words)")
            }
            let code = try #require(VerificationCode(typed: result.code))
            #expect(try await city.feature.results.result(with: code)?.holder == "Nguyễn Văn An")
            dossier = try await Self.paid(dossier, in: city)
            dossier = try await city.act(Self.handOver, on: dossier, by: SampleDesk.linh)
            #expect(try await city.desk.whole(dossier.id).isHandedOver)
            #expect(try await city.ledger(of: dossier).count { $0 == "dossiers.result-drafted" } == 1)
        }
    }

    @Test(
        "where nothing can be signed no number is taken; signed by hand, the scan is the result",
        arguments: [SigningError.notSet, .expired(on: SampleFiles.now), .wrongPassword, .failed("x")])
    func byHand(error: SigningError) async throws {
        try await SampleDesk.open(on: .sqlite, signer: FakeSigner(state: .failure(error))) { city in
            var dossier = try await Self.approved(city)
            let before = dossier
            await #expect(throws: error) {
                try await city.act(SampleDesk.deed("number"), on: before, by: SampleDesk.nga)
            }
            #expect(try await city.now(dossier) == dossier)
            var deed = SampleDesk.deed("number")
            deed.isOnPaper = true
            dossier = try await city.act(deed, on: dossier, by: SampleDesk.nga)
            #expect(try await city.desk.whole(dossier.id).state.mark == "1/2026")
            dossier = try await Self.paid(dossier, in: city)
            let numbered = dossier
            #expect(
                try await refusal { try await city.act(Self.handOver, on: numbered, by: SampleDesk.linh) }
                    == .resultMissing)
            let scan = try await city.feature.files.prepared(
                FileUpload(name: "ket-qua.pdf", bytes: SampleFiles.pdf()), by: SampleDesk.nga)
            let picture = try await city.feature.files.prepared(
                FileUpload(name: "anh.jpg", bytes: SampleFiles.jpeg), by: SampleDesk.nga)
            #expect(
                try await refusal {
                    try await city.desk.attachSigned(
                        numbered.id, picture, revision: numbered.revision, by: SampleDesk.nga)
                } == .resultNotPDF)
            await #expect(throws: PermissionError.outOfReach) {
                try await city.desk.attachSigned(numbered.id, scan, revision: numbered.revision, by: SampleDesk.linh)
            }
            dossier = try await city.desk.attachSigned(
                dossier.id, scan, revision: dossier.revision, by: SampleDesk.nga)
            #expect(
                try await refusal {
                    try await city.desk.attachSigned(numbered.id, scan, revision: numbered.revision, by: SampleDesk.nga)
                } == .notNow)
            dossier = try await city.act(Self.handOver, on: dossier, by: SampleDesk.linh)
            let result = try #require(try await city.desk.whole(dossier.id).result)
            #expect(result.signature == nil && result.number == "1/2026" && result.sha256 == scan.file.sha256)
        }
    }

    @Test("two that are numbered at once have each the number that stands in them", arguments: Backend.available)
    func atOnce(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var waiting: [Dossier] = []
            for _ in 0..<3 { waiting.append(try await Self.approved(city)) }
            let done = try await withThrowingTaskGroup(of: Dossier.self) { group in
                for dossier in waiting {
                    group.addTask { try await city.act(SampleDesk.deed("number"), on: dossier, by: SampleDesk.nga) }
                }
                return try await group.reduce(into: [Dossier]()) { $0.append($1) }
            }
            var numbers: Set<String> = []
            for dossier in done {
                let whole = try await city.desk.whole(dossier.id)
                let result = try #require(whole.result)
                #expect(result.number == whole.state.mark)
                let bytes = try await city.feature.files.open(result.file).bytes
                #expect(bytes.next(Array(result.number.utf8), from: 0) != nil)
                numbers.insert(result.number)
            }
            #expect(numbers == ["1/2026", "2/2026", "3/2026"])
        }
    }

    @Test("whoever is overtaken between signing and storing leaves nothing half", arguments: Backend.available)
    func overtaken(on backend: Backend) async throws {
        let between = Between()
        try await SampleDesk.open(on: backend, printing: between) { city in
            let dossier = try await Self.approved(city)
            between.act = {
                _ = try await city.desk.assign(dossier.id, to: "nga", revision: dossier.revision, by: SampleDesk.nga)
            }
            #expect(
                try await refusal { try await city.act(SampleDesk.deed("number"), on: dossier, by: SampleDesk.nga) }
                    == .changedMeanwhile(by: SampleDesk.nga.name))
            let (results, files, last) = try await city.database.read { tx in
                (
                    try tx.value("SELECT count(*) FROM dossier_result", as: Int.self),
                    try tx.value("SELECT count(*) FROM dossier_file", as: Int.self),
                    try OfficeStore.lastResult(of: SampleDesk.tanNinh, year: 2026, in: tx)
                )
            }
            #expect(results == 0 && files == 0 && last == 0)
        }
    }

    @Test("drafts are kept version by version until they are approved, and lie sealed", arguments: Backend.available)
    func drafted(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            var dossier = try await city.received()
            let officer = SampleDesk.person(dossier.holder)
            let id = dossier.id
            func save(_ text: String, _ file: SealedFile? = nil, by actor: Actor) async throws {
                _ = try await city.desk.saveDraft(id, text: text, file: file, revision: dossier.revision, by: actor)
            }
            #expect(try await refusal { try await save("", by: officer) } == .missing(.draft))
            try await save("Lần một của Nguyễn Văn An", by: officer)
            let file = try await city.feature.files.prepared(
                FileUpload(name: "du-thao.pdf", bytes: SampleFiles.pdf(pages: 2)), by: officer)
            try await save("", file, by: officer)
            await #expect(throws: PermissionError.outOfReach) { try await save("x", by: SampleDesk.chau) }
            let draft = try #require(try await city.desk.whole(id).draft)
            #expect(draft.version == 2 && draft.file == file.file.id && draft.sha256 == file.file.sha256)
            let kept = try await city.database.read { tx in
                try tx.rows("SELECT words FROM dossier_result_draft").map { try $0.get(0, as: String.self) }
            }
            #expect(kept.count == 2 && kept.allSatisfy { !$0.contains("Nguyễn") })
            dossier = try await city.act(
                SampleDesk.deed("propose", confirmed: [.applicantConfirmed]), on: dossier, by: officer)
            let proposed = dossier
            #expect(
                try await refusal {
                    try await city.desk.saveDraft(
                        id, text: "sửa", file: nil, revision: proposed.revision, by: SampleDesk.chau)
                } == .notNow)
            dossier = try await city.act(SampleDesk.deed("sign", proved: true), on: dossier, by: SampleDesk.chau)
            dossier = try await city.act(SampleDesk.deed("number"), on: dossier, by: SampleDesk.nga)
            #expect(try await city.desk.whole(id).result?.sha256 == file.file.sha256)
        }
    }

    @Test("a text's fields are filled; what is delicate stays a field for whoever writes the draft")
    func fields() async throws {
        try await SampleDesk.open(on: .sqlite) { city in
            let whole = try await city.desk.whole(try await city.received().id)
            let fields = ResultFields(whole: whole, wording: city.desk.wording)
            let text = "{applicant-name} {applicant-identity} {no-such-thing} {office} {submitted-day} {Not} {answers}"
            let masked = fields.filled(text, isMasked: true)
            #expect(
                masked
                    == "Nguyễn Văn An {applicant-identity} ………… Phường Tân Ninh 30/11/2026 {Not} {answers}")
            let open = fields.filled(text, isMasked: false)
            #expect(open.contains("079099000123") && !open.contains("{answers}"))
            for code in ["1.004873", "1.001193"] { #expect(city.desk.templates.text(of: code).contains("{")) }
        }
    }
}

/// Lets something happen while a document is printed.
final class Between: Printing {
    private let held = Mutable<(@Sendable () async throws -> Void)?>(nil)
    var act: (@Sendable () async throws -> Void)? {
        get { held.value }
        set { held.value = newValue }
    }

    func pdf(of document: PrintedDocument) async throws(PrintingError) -> [UInt8] {
        do { try await act?() } catch { throw .failed("\(error)") }
        return SampleFiles.pdf(more: Array(document.html.utf8))
    }
}
