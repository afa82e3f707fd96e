// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import TestSupport
import Testing

@testable import Dossiers

@Suite("Files of a draft")
struct DraftFileTests {
    private static let pdf = FileUpload(name: "to khai.pdf", bytes: SampleFiles.pdf())
    private static let picture = FileUpload(name: "IMG_1.jpg", bytes: SampleFiles.jpeg)
    private static let other = SampleDesk.person("other")

    /// A draft that names its applicant.
    private func draft(in city: SampleDesk) async throws -> Draft.ID {
        let drafts = city.feature.drafts
        let id = try await drafts.begin("1.004194", by: "citizen")
        _ = try await drafts.save(
            ["stay-kind": .some(.text("person")), "applicant-name": .some(.text("Trần Thị Hoà"))], on: "applicant",
            of: id, by: "citizen", seen: seen(try await drafts.form(id, of: "citizen")))
        return id
    }

    private func seen(_ form: DraftForm) -> Drafts.Seen {
        Drafts.Seen(revision: form.draft.revision, definition: form.number)
    }

    private func add(
        _ upload: FileUpload, to paper: String = "ct01", of id: Draft.ID, in city: SampleDesk,
        by sender: Actor = SampleDesk.citizen
    ) async throws -> DraftForm {
        try await city.feature.drafts.add(
            upload, to: paper, of: id, by: sender,
            seen: seen(try await city.feature.drafts.form(id, of: sender.personID ?? "")))
    }

    private func count(in city: SampleDesk) async throws -> Int {
        try await city.database.read { try $0.value("SELECT count(*) FROM dossier_file", as: Int.self) ?? 0 }
    }

    @Test("are kept for their paper, each once, opened and removed by whoever sent them", arguments: Backend.available)
    func sending(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let (drafts, id) = (city.feature.drafts, try await draft(in: city))
            let paper = try #require(try await drafts.form(id, of: "citizen").uploadable("ct01"))
            _ = try await add(Self.pdf, of: id, in: city)
            _ = try await add(Self.picture, of: id, in: city)
            let form = try await add(Self.pdf, of: id, in: city)
            #expect(
                form.way(of: paper) == .upload && form.files(of: paper).map(\.name) == ["to khai.pdf", "IMG_1.jpg"])
            #expect(try await count(in: city) == 2, "the same file sent again is kept once")
            #expect(form.unsentPapers.isEmpty)
            let first = form.files(of: paper)[0].id
            #expect(try await drafts.file(first, of: id, by: "citizen").bytes == SampleFiles.pdf())

            await #expect(throws: DraftError.unknown) { try await add(Self.pdf, of: id, in: city, by: Self.other) }
            await #expect(throws: DraftError.unknownPaper) {
                try await add(Self.pdf, to: "list", of: id, in: city)
            }
            let foreign = try await drafts.begin("1.004194", by: "other")
            await #expect(throws: FileError.unknownFile) { try await drafts.file(first, of: foreign, by: "other") }
            await #expect(throws: FileError.unknownFile) {
                try await drafts.remove(first, of: foreign, by: "other", seen: .init(revision: 1, definition: 1))
            }
            let left = try await drafts.remove(first, of: id, by: "citizen", seen: seen(form))
            #expect(left.files(of: paper).map(\.name) == ["IMG_1.jpg"])
            #expect(try await count(in: city) == 1)
        }
    }

    @Test(
        "become the dossier's in the transaction that makes it, and those not needed go", arguments: Backend.available)
    func handing(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let (drafts, id) = (city.feature.drafts, try await draft(in: city))
            let form = try await add(Self.pdf, of: id, in: city)
            let kept = try #require(form.draft.content.files["ct01"]?.first?.id)
            let proof = try await drafts.save(
                ["stay-proof-held": .some(.text("no"))], on: "stay", of: id, by: "citizen", seen: seen(form))
            let both = try await add(Self.picture, to: "place", of: id, in: city)
            #expect(proof.uploadable("place") != nil && both.draft.content.papers["place"] == .upload)
            let changed = try await drafts.save(
                papers: ["ct01": .upload, "place": .database], of: id, by: "citizen", seen: seen(both))
            let submitting = try #require(city.feature.submitting)
            let done = try await submitting.submit(
                changed.submission, to: SampleDesk.tanNinh, by: SampleDesk.citizen, key: id.description)
            try await drafts.close(id, of: "citizen", as: done)

            let whole = try await city.desk.whole(code: done.code, key: done.lookupKey)
            #expect(whole.papers.first { $0.code == "ct01" }?.files == [kept])
            #expect(whole.papers.first { $0.code == "place" }?.files == [])
            #expect(whole.files[kept]?.holder == .dossier(whole.dossier.id.description))
            #expect(try await city.feature.files.open(try #require(KeptFile.ID(kept))).bytes == SampleFiles.pdf())
            #expect(try await count(in: city) == 1)
            // The second press of the button.
            let again = try await submitting.submit(
                changed.submission, to: SampleDesk.tanNinh, by: SampleDesk.citizen, key: id.description)
            #expect(again == done)
        }
    }

    @Test("that are not there any more make no dossier", arguments: Backend.available)
    func lost(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let id = try await draft(in: city)
            let form = try await add(Self.pdf, of: id, in: city)
            try await city.database.write { try FileTable.removeAll(of: .draft, [id.description], in: $0) }
            await #expect(throws: FileError.unknownFile) {
                try await city.feature.submitting?.submit(
                    form.submission, to: SampleDesk.tanNinh, by: SampleDesk.citizen, key: id.description)
            }
            let left = try await city.database.read { try $0.value("SELECT count(*) FROM dossier", as: Int.self) }
            #expect(left == 0)
        }
    }

    @Test("go with the draft: deleted, erased, or over", arguments: Backend.available)
    func ends(on backend: Backend) async throws {
        try await SampleDesk.open(on: backend) { city in
            let drafts = city.feature.drafts
            var ids: [Draft.ID] = []
            for _ in 0..<3 {
                ids.append(try await draft(in: city))
                _ = try await add(Self.picture, of: ids[ids.count - 1], in: city)
            }
            try await drafts.delete(ids[0], of: "citizen")
            #expect(try await count(in: city) == 2)
            city.time.value = city.time.value + .days(91)
            _ = try await city.feature.sweep.sweep()
            #expect(try await count(in: city) == 0)
            let last = try await draft(in: city)
            _ = try await add(Self.picture, of: last, in: city)
            try await city.database.write { tx in try DossiersFeature.eraseDrafts("citizen", tx) }
            let pieces = try await city.database.read {
                try $0.value("SELECT count(*) FROM dossier_file_piece", as: Int.self)
            }
            let files = try await count(in: city)
            #expect(files == 0 && pieces == 0)
        }
    }
}
