// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func listImports(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(ImportListPage(imports: try await catalogue.imports()).content)
    }

    @Sendable func keepImport(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = ImportListPage(imports: try await catalogue.imports(), source: context.form["source"])
        guard let file = context.form.file("file"), file.bytes.readableBytes > 0 else {
            page.errors.add("file", Message("dossiers.import.empty"))
            return context.page(page.content, status: .unprocessableContent)
        }
        if let problem = file.problem(wanting: [.gzip, .json, .workbook, .table]) {
            page.errors.add("file", problem)
            return context.page(page.content, status: .unprocessableContent)
        }
        do {
            let id = try await catalogue.keep(
                file: Array(file.bytes.readableBytesView), name: file.name, source: page.source,
                by: context.viewer.actor)
            return context.redirect(to: Address("/procedures/imports/\(id.description)"))
        } catch CatalogueError.reasonMissing {
            page.errors.add("source", Message("dossiers.imports.source-missing"))
            return context.page(page.content, status: .unprocessableContent)
        }
    }

    /// The records that come with the program, looked at as any other file.
    @Sendable func keepShipped(_ request: Request, _ context: WebContext) async throws -> Response {
        let shipped = NationalRecords.shipped
        let id = try await catalogue.keep(
            file: [UInt8](try Data(contentsOf: shipped.file)), name: shipped.file.lastPathComponent,
            source: NationalRecords.shippedSource, by: context.viewer.actor)
        return context.redirect(to: Address("/procedures/imports/\(id.description)"))
    }

    @Sendable func showImport(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await importPage(context).content)
    }

    @Sendable func listRefused(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await importPage(context)
        let wording = context.wording
        return context.csv("refused.csv", columns: ["line", "column", "code", "name", "reason"]) { csv in
            for (row, column, reason) in page.file?.refused ?? [] {
                try await csv.write([
                    .integer(row.line), .text(column), .text(row.code), .text(row.name),
                    .text(wording.text(of: reason)),
                ])
            }
        }
    }

    @Sendable func confirmImport(_ request: Request, _ context: WebContext) async throws -> Response {
        let draft = try await catalogue.imported(try importID(context))
        let intake = try await catalogue.confirm(draft, by: context.viewer.actor)
        return context.redirect(
            to: Address("/procedures/imports/\(draft.id.description)"),
            flash: Flash(
                .success,
                Message(
                    "dossiers.imports.done",
                    [
                        "new": .count(intake.new), "changed": .count(intake.changed),
                        "conflicts": .count(intake.conflicts),
                    ])))
    }

    @Sendable func discardImport(_ request: Request, _ context: WebContext) async throws -> Response {
        try await catalogue.discard(try await catalogue.imported(try importID(context)))
        return context.redirect(to: "/procedures/imports")
    }

    private func importID(_ context: WebContext) throws -> CatalogueImport.ID {
        guard let id = CatalogueImport.ID(try context.parameter("import")) else { throw WebError.notFound }
        return id
    }

    private func importPage(_ context: WebContext) async throws -> ImportPage {
        let draft = try await catalogue.imported(try importID(context))
        guard draft.state == .draft else { return ImportPage(draft: draft, file: nil, outcomes: []) }
        let file = CatalogueFile(draft.content)
        return ImportPage(draft: draft, file: file, outcomes: try await catalogue.outcomes(of: file))
    }
}
