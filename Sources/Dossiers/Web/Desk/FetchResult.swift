// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ledger
import SQLStore
import Web

extension DossiersFeature {
    /// The draft as it would be printed: names and numbers stand in it, so whoever looks is written down.
    @Sendable func previewDraft(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await dossierPage(context).whole
        let bytes = try await desk.draftDocument(of: whole)
        try await noteReading(of: whole.dossier, "draft", context)
        return Attachment.response(bytes, "application/pdf", named: "\(whole.dossier.code)-draft.pdf")
    }

    @Sendable func fetchResult(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await dossierPage(context).whole
        let answer = try await document(of: whole)
        try await noteReading(of: whole.dossier, "result", context)
        return answer
    }

    @Sendable func fetchSignature(_ request: Request, _ context: WebContext) async throws -> Response {
        try signature(of: try await dossierPage(context).whole)
    }

    @Sendable func fetchOwnResult(_ request: Request, _ context: WebContext) async throws -> Response {
        try await document(of: try await own(context))
    }

    @Sendable func fetchOwnSignature(_ request: Request, _ context: WebContext) async throws -> Response {
        try signature(of: try await own(context))
    }

    /// For whoever has code and key, which come in the form as they do to `/follow`.
    @Sendable func fetchFollowedResult(_ request: Request, _ context: WebContext) async throws -> Response {
        if let network = context.countedNetwork, !followLimiter.allows(network) { throw WebError.tooManyRequests }
        let whole = try await desk.whole(code: String(context.form["code"].prefix(60)), key: context.form["key"])
        guard whole.isHandedOver else { throw ResultError.unknown }
        return context.form.value("part") == "signature" ? try signature(of: whole) : try await document(of: whole)
    }

    /// The dossier of whoever is signed in, once its result was handed over.
    private func own(_ context: WebContext) async throws -> DossierDesk.Whole {
        let whole = try await desk.own(dossierID(context), of: context.viewer.actor)
        guard whole.isHandedOver else { throw ResultError.unknown }
        return whole
    }

    private func document(of whole: DossierDesk.Whole) async throws -> Response {
        guard let result = whole.result else { throw ResultError.unknown }
        return Attachment.response(
            try await files.open(result.file).bytes, "application/pdf", named: "\(whole.dossier.code).pdf")
    }

    private func signature(of whole: DossierDesk.Whole) throws -> Response {
        guard let signature = whole.result?.signature else { throw ResultError.unknown }
        return Attachment.response(signature, "application/pkcs7-signature", named: "\(whole.dossier.code).p7s")
    }

    /// The ledger keeps who opened a document with personal data in it.
    func noteReading(of dossier: Dossier, _ document: String, _ context: WebContext) async throws {
        try await noteReading("dossiers.data-read", of: dossier, ["document": document], context)
    }

    /// - Parameter reason: Why, in the words of whoever reads.
    func noteReading(
        _ act: String, of dossier: Dossier, _ fields: [String: String] = [:], reason: String? = nil,
        _ context: WebContext
    ) async throws {
        let entry = LedgerEntry(
            act, of: "dossiers.dossier", dossier.id.description, by: context.viewer.actor, at: clock.now,
            fields: fields.merging(["code": dossier.code]) { $1 }, personal: reason.map { ["reason": $0] } ?? [:])
        try await database.write { tx in try entry.append(in: tx) }
    }
}

extension DossierDesk.Whole {
    /// Only what was handed over is the applicant's: handing over is what issues it.
    var isHandedOver: Bool { state.outcome == .done && result != nil }
}
