// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    /// Saves the draft of the result: a text, or a PDF.
    @Sendable func saveResultDraft(_ request: Request, _ context: WebContext) async throws -> Response {
        let text = context.form.lines("words-draft")
        let isFile = context.form["form"] == "draft-file"
        return try await answer(context, refused: isFile ? "draft-file" : "draft") { id, revision in
            let file = isFile ? try await sent("file-draft-file", context) : nil
            return try await desk.saveDraft(
                id, text: text, file: file, revision: revision, by: context.viewer.actor)
        }
    }

    /// Keeps the scan of a result that was signed by hand.
    @Sendable func attachResult(_ request: Request, _ context: WebContext) async throws -> Response {
        try await answer(context, refused: "scan") { id, revision in
            try await desk.attachSigned(
                id, try await sent("file-scan", context), revision: revision, by: context.viewer.actor)
        }
    }

    /// A file of the form, looked at and sealed.
    private func sent(_ field: String, _ context: WebContext) async throws -> SealedFile {
        let file = context.form.file(field)
        return try await files.prepared(
            FileUpload(name: file?.name ?? "", bytes: file.map { Array($0.bytes.readableBytesView) } ?? []),
            by: context.viewer.actor)
    }
}
