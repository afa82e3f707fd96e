// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    /// Gives out a file of a dossier. Papers are about people: who opened which
    /// is written down before anybody has it.
    @Sendable func openDossierFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await dossierPage(context).whole
        let (file, paper) = try whole.file(context.parameter("file"))
        try await noteReading(
            "dossiers.file-read", of: whole.dossier, ["file": file.id.description, "paper": paper], context)
        let (kept, bytes) = try await files.open(file.id)
        return kept.attachment(bytes)
    }

    /// A file of one's own dossier.
    @Sendable func openOwnFile(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await desk.own(dossierID(context), of: context.viewer.actor)
        let (kept, bytes) = try await files.open(try whole.file(context.parameter("file")).file.id)
        return kept.attachment(bytes)
    }
}

extension DossierDesk.Whole {
    /// A file that was handed in, and for which paper.
    ///
    /// - Throws: `FileError.unknownFile`, also for what belongs to something else.
    func file(_ id: String) throws -> (file: KeptFile, paper: String) {
        guard let file = files[id], let paper = papers.first(where: { $0.files.contains(id) }) else {
            throw FileError.unknownFile
        }
        return (file, paper.code)
    }
}
