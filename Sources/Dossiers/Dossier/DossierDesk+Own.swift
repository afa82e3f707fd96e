// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// What applicants do with the dossiers they sent from their account: nobody
/// else's are known to them.
extension DossierDesk {
    /// Files of one answer to the office.
    package static let mostSupplementFiles = 20

    /// A dossier of whoever asks, with everything that is known of it.
    ///
    /// - Throws: `DossierError.unknown`, the same for somebody else's.
    package func own(_ id: Dossier.ID, of citizen: Actor) async throws -> Whole {
        let whole = try await whole(id)
        guard let account = citizen.personID, whole.dossier.citizen == account else { throw DossierError.unknown }
        return whole
    }

    /// What is gathered to answer the office with, in the order it came.
    package func supplementFiles(of id: Dossier.ID) async throws -> [KeptFile] {
        try await database.read { try files.files(of: .supplement(id.description), in: $0) }
    }

    /// Looks at a file and keeps it until the answer is handed in.
    ///
    /// - Throws: `DossierError.waitsForNobody` where the office asked for nothing,
    ///   `.tooManyFiles`; `FileError`.
    package func addSupplementFile(_ upload: FileUpload, to id: Dossier.ID, by citizen: Actor) async throws {
        guard try await own(id, of: citizen).state.waitsForApplicant else { throw DossierError.waitsForNobody }
        let sealed = try await files.prepared(upload, by: citizen)
        let holder = FileHolder.supplement(id.description)
        try await database.write { [self] tx in
            let dossier = try DossierStore.dossier(id, in: tx)
            guard dossier?.queue == Dossier.waiting else { throw DossierError.waitsForNobody }
            let kept = try files.files(of: holder, in: tx)
            guard kept.count < Self.mostSupplementFiles else { throw DossierError.tooManyFiles }
            guard !kept.contains(where: { $0.sentSHA256 == sealed.file.sentSHA256 }) else { return }
            // Both together must fit when they are joined.
            let size = try FileTable.size(of: .dossier(id.description), in: tx) + kept.reduce(0) { $0 + $1.size }
            guard size + sealed.file.size <= files.check.limits.dossierBytes else {
                throw FileError.dossierTooLarge(limit: files.check.limits.dossier)
            }
            try files.insert(sealed, in: tx)
            try files.attach([sealed.file.id], to: holder, keptBy: citizen, in: tx)
        }
    }

    /// - Throws: `FileError.unknownFile` for what was not gathered for this answer.
    package func removeSupplementFile(_ file: KeptFile.ID, of id: Dossier.ID, by citizen: Actor) async throws {
        _ = try await own(id, of: citizen)
        try await database.write { try files.remove(file, of: .supplement(id.description), in: $0) }
    }

    /// Hands in what the office asked for: what was written and every file that
    /// was gathered, once.
    ///
    /// - Throws: `DossierError.nothingSupplied`, `.waitsForNobody`, `.changedMeanwhile`.
    package func supplyOwn(
        _ id: Dossier.ID, words: String, revision: Int, by citizen: Actor
    ) async throws -> Dossier {
        guard words.count <= DossierState.mostWords else { throw DossierError.wordsTooLong }
        return try await change(id, revision, ownClocks(of: id, citizen)) { state, tx in
            guard state.waitsForApplicant else { throw DossierError.waitsForNobody }
            let holder = FileHolder.supplement(id.description)
            let sent = try files.files(of: holder, in: tx).map(\.id)
            guard !words.isEmpty || !sent.isEmpty else { throw DossierError.nothingSupplied }
            if !sent.isEmpty {
                try files.attach(sent, to: .dossier(id.description), keptBy: citizen, from: holder, in: tx)
                let paper = Submission.Paper(
                    code: "supplement", name: "Bổ sung lần \(state.supplements)", originals: 0, copies: 0,
                    source: .upload, files: sent.map(\.description))
                let known = try DossierStore.papers(of: id, in: tx).count
                try DossierStore.addPapers([paper], of: id, after: known, in: tx)
            }
            var fact = DossierFact(state.count + 1, .supplementGiven, at: clock.now, by: citizen)
            fact.words = words
            return fact
        }
    }

    /// Takes the dossier back, as long as the work on it is not done.
    ///
    /// - Throws: `DossierError.isOver`, `.missing(.reason)`, `.changedMeanwhile`.
    package func withdrawOwn(
        _ id: Dossier.ID, because reason: String, revision: Int, by citizen: Actor
    ) async throws -> Dossier {
        guard !reason.isEmpty else { throw DossierError.missing(.reason) }
        guard reason.count <= DossierState.mostWords else { throw DossierError.wordsTooLong }
        return try await change(id, revision, ownClocks(of: id, citizen)) { state, _ in
            try state.withdrawal(because: reason, at: clock.now, by: citizen)
        }
    }

    /// The clocks of the office that has a dossier of whoever asks.
    private func ownClocks(of id: Dossier.ID, _ citizen: Actor) async throws -> ClockReference {
        try await clocks(unitCode(of: own(id, of: citizen).dossier.office))
    }
}
