// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

extension DossiersFeature {
    /// A form of the dossier; names and addresses stand in it, so whoever prints is written down.
    @Sendable func printForm(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await dossierPage(context).whole
        let form = try form(context)
        let answer = try await printed(form, of: whole)
        try await noteReading(of: whole.dossier, "form \(form.rawValue)", context)
        return answer
    }

    @Sendable func printOwnForm(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await desk.own(dossierID(context), of: context.viewer.actor)
        let form = try form(context)
        guard form.isForApplicant else { throw WebError.notFound }
        return try await printed(form, of: whole)
    }

    private func form(_ context: WebContext) throws -> NationalForm {
        let name = try context.parameter("form")
        guard name.hasSuffix(".pdf"), let form = NationalForm(rawValue: String(name.dropLast(4))) else {
            throw WebError.notFound
        }
        return form
    }

    private func printed(_ form: NationalForm, of whole: DossierDesk.Whole) async throws -> Response {
        let clocks = try await desk.clocks(whole.offices[whole.dossier.office]?.unitCode)
        let document = try whole.document(form, origin: results.origin, clocks: clocks, in: desk.wording)
        return Attachment.response(
            try await desk.printed(document), "application/pdf", named: "\(whole.dossier.code)-\(form.rawValue).pdf")
    }
}

/// What of a dossier can be printed now.
struct FormLinks: Component {
    let whole: DossierDesk.Whole
    /// Whether whoever looks is the applicant.
    let isOwn: Bool

    var html: HTML {
        let forms = NationalForm.all(of: whole).filter { $0.isForApplicant || !isOwn }
        let receipt = whole.dossier.receivedAt == nil ? .empty : button("dossiers.receipt.print", "receipt.pdf")
        let links =
            receipt + HTML.each(forms) { button("dossiers.forms.print-\($0.rawValue)", "forms/\($0.rawValue).pdf") }
        return links.isEmpty ? .empty : "<p class=\"actions\">\(links)</p>"
    }

    private func button(_ key: String, _ name: String) -> HTML {
        let id = whole.dossier.id.description
        let parts = name.split(separator: "/").map(String.init)
        let address: Address =
            switch (isOwn, parts.count) {
            case (true, 1): "/my/dossiers/\(id)/\(parts[0])"
            case (false, 1): "/dossiers/\(id)/\(parts[0])"
            case (true, _): "/my/dossiers/\(id)/forms/\(parts[1])"
            case (false, _): "/dossiers/\(id)/forms/\(parts[1])"
            }
        return LinkButton(Message(key), address, .quiet).html
    }
}
