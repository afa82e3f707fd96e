// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

extension Drafts {
    /// Files of one paper: more than any paper has sides.
    package static let mostFiles = 20

    /// Looks at a file and keeps it for a paper of the form, which comes as a
    /// file from then on. The same file sent twice is kept once.
    ///
    /// - Throws: `FileError` for a file that is not taken; `DraftError.unknownPaper`
    ///   where the answers need no such paper, `.tooManyFiles`, and as `save` throws.
    package func add(
        _ upload: FileUpload, to paper: String, of id: Draft.ID, by sender: Actor, seen: Seen
    ) async throws -> DraftForm {
        let citizen = sender.personID ?? ""
        // Asked first: no scanner works for what nobody can take up.
        let before = try await form(id, of: citizen)
        guard before.draft.content.submitted == nil else { throw DraftError.submitted }
        try Self.checkRoom(for: paper, in: before)
        let sealed = try await files.prepared(upload, by: sender)
        return try await change(id, of: citizen, on: "\(Self.papersPage)/\(paper)", seen: seen) { _ in
            // What is added takes nothing of another window away.
            false
        } by: { content, form, tx in
            try Self.checkRoom(for: paper, in: form)
            content.papers[paper] = .upload
            let known = content.files[paper] ?? []
            guard !known.contains(where: { $0.sentSHA256 == sealed.file.sentSHA256 }) else { return }
            try files.insert(sealed, in: tx)
            try files.attach([sealed.file.id], to: .draft(id.description), keptBy: sender, in: tx)
            content.files[paper] = known + [DraftFile(sealed.file)]
        }
    }

    private static func checkRoom(for paper: String, in form: DraftForm) throws {
        guard let paper = form.uploadable(paper) else { throw DraftError.unknownPaper }
        guard form.files(of: paper).count < mostFiles else { throw DraftError.tooManyFiles }
    }

    /// Takes a file out of the form again, and deletes it.
    ///
    /// - Throws: `FileError.unknownFile`, and as `save` throws.
    package func remove(_ file: String, of id: Draft.ID, by citizen: String, seen: Seen) async throws -> DraftForm {
        guard let kept = KeptFile.ID(file) else { throw FileError.unknownFile }
        return try await change(id, of: citizen, on: "\(Self.papersPage)/\(file)", seen: seen) { _ in
            false
        } by: { content, _, tx in
            try files.remove(kept, of: .draft(id.description), in: tx)
            content.files = content.files.mapValues { $0.filter { $0.id != file } }.filter { !$0.value.isEmpty }
        }
    }

    /// A file of the form, for whoever fills it in.
    ///
    /// - Throws: `FileError.unknownFile`, `DraftError.unknown`.
    package func file(
        _ file: String, of id: Draft.ID, by citizen: String
    ) async throws -> (file: KeptFile, bytes: [UInt8]) {
        let form = try await form(id, of: citizen)
        guard form.draft.content.files.values.contains(where: { $0.contains { $0.id == file } }),
            let kept = KeptFile.ID(file)
        else { throw FileError.unknownFile }
        return try await files.open(kept)
    }
}
