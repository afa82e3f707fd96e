// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("What applicants do with their own dossiers")
struct OwnDossierTests {
    private static let other = SampleDesk.person("other")
    private static let pdf = FileUpload(name: "xac nhan.pdf", bytes: SampleFiles.pdf())

    /// One that waits for its applicant.
    private func asked(in city: SampleDesk) async throws -> Dossier {
        let dossier = try await city.desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen).dossier
        return try await city.act(
            SampleDesk.deed("supplement", "thiếu giấy xác nhận nơi ở trước"), on: dossier, by: SampleDesk.linh)
    }

    private func refusal(_ body: () async throws -> Void) async -> DossierError? {
        do { try await body() } catch { return error as? DossierError }
        return nil
    }

    @Test("the answer goes in once, with its files, and the work goes on", arguments: Backend.available)
    func supplement(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let (desk, dossier) = (city.desk, try await asked(in: city))
            let (id, revision) = (dossier.id, dossier.revision)
            #expect(
                await refusal {
                    _ = try await desk.supplyOwn(id, words: "", revision: revision, by: SampleDesk.citizen)
                } == .nothingSupplied)
            #expect(
                await refusal { _ = try await desk.supplyOwn(id, words: "x", revision: revision, by: Self.other) }
                    == .unknown)
            #expect(
                await refusal { try await desk.addSupplementFile(Self.pdf, to: id, by: Self.other) } == .unknown)
            try await desk.addSupplementFile(Self.pdf, to: id, by: SampleDesk.citizen)
            try await desk.addSupplementFile(Self.pdf, to: id, by: SampleDesk.citizen)
            try await desk.addSupplementFile(
                FileUpload(name: "thua.jpg", bytes: SampleFiles.jpeg), to: id, by: SampleDesk.citizen)
            let gathered = try await desk.supplementFiles(of: id)
            #expect(gathered.map(\.name).sorted() == ["thua.jpg", "xac nhan.pdf"])
            let spare = try #require(gathered.first { $0.name == "thua.jpg" })
            try await desk.removeSupplementFile(spare.id, of: id, by: SampleDesk.citizen)

            let outcomes = await withTaskGroup(of: Bool.self) { tasks in
                for _ in 0..<4 {
                    tasks.addTask {
                        (try? await desk.supplyOwn(id, words: "đã bổ sung", revision: revision, by: SampleDesk.citizen))
                            != nil
                    }
                }
                return await tasks.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.count { $0 } == 1, "four presses, one answer")
            let whole = try await desk.own(id, of: SampleDesk.citizen)
            #expect(!whole.state.waitsForApplicant && whole.dossier.status == .new)
            #expect(whole.facts.last?.kind == .supplementGiven && whole.facts.last?.words == "đã bổ sung")
            #expect(whole.papers.map(\.code) == ["declaration", "supplement"])
            #expect(whole.papers.last?.files.compactMap { whole.files[$0]?.name } == ["xac nhan.pdf"])
            #expect(try await desk.supplementFiles(of: id).isEmpty)
            #expect(
                try await city.ledger(of: dossier)
                    == ["dossiers.submitted", "dossiers.supplement-asked", "dossiers.supplement-given"])
            #expect(
                await refusal { try await desk.addSupplementFile(Self.pdf, to: id, by: SampleDesk.citizen) }
                    == .waitsForNobody)
        }
    }

    @Test("what was gathered goes when the office records the answer itself", arguments: Backend.available)
    func gathered(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await asked(in: city)
            try await city.desk.addSupplementFile(Self.pdf, to: dossier.id, by: SampleDesk.citizen)
            _ = try await city.desk.supply(
                dossier.id, words: "mang đến quầy", revision: dossier.revision, by: SampleDesk.linh)
            let left = try await city.database.read {
                try $0.value("SELECT count(*) FROM dossier_file", as: Int.self)
            }
            #expect(left == 0)
        }
    }

    @Test("files together with those of the dossier have the dossier's limit", arguments: Backend.available)
    func limit(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let dossier = try await asked(in: city)
            let noise = Array(repeating: UInt8(37), count: 9 << 20)
            var taken = 0
            do {
                for number in 0..<5 {
                    let bytes = SampleFiles.pdf(pages: number + 1, more: noise)
                    try await city.desk.addSupplementFile(
                        FileUpload(name: "a.pdf", bytes: bytes), to: dossier.id, by: SampleDesk.citizen)
                    taken += 1
                }
            } catch {
                #expect(error as? FileError == .dossierTooLarge(limit: 40))
            }
            #expect(taken == 4)
        }
    }

    @Test("is taken back with a reason until the work is done, and by nobody else", arguments: Backend.available)
    func withdrawal(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let desk = city.desk
            var dossier = try await desk.submit(SampleDesk.request(by: .online), by: SampleDesk.citizen).dossier
            let (id, first) = (dossier.id, dossier.revision)
            #expect(
                await refusal {
                    _ = try await desk.withdrawOwn(id, because: "", revision: first, by: SampleDesk.citizen)
                }
                    == .missing(.reason))
            #expect(
                await refusal { _ = try await desk.withdrawOwn(id, because: "x", revision: first, by: Self.other) }
                    == .unknown)
            dossier = try await city.act(SampleDesk.accept, on: dossier, by: SampleDesk.linh)
            #expect(
                await refusal {
                    _ = try await desk.withdrawOwn(id, because: "x", revision: first, by: SampleDesk.citizen)
                }
                    != nil, "somebody acted meanwhile")
            dossier = try await desk.withdrawOwn(
                id, because: "đổi ý", revision: dossier.revision, by: SampleDesk.citizen)
            #expect(dossier.status == .withdrawn && dossier.queue == Dossier.closed)
            let revision = dossier.revision
            #expect(
                await refusal {
                    _ = try await desk.withdrawOwn(id, because: "x", revision: revision, by: SampleDesk.citizen)
                } == .isOver)
        }
    }
}
