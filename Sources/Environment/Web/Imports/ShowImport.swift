// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension EnvironmentPages {
    func showImport(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await importPage(context, plan: nil).content)
    }

    /// The draft's form: looks again, confirms or throws away.
    func decideImport(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try importID(context)
        let here = Address("/environment/imports/\(id.description)")
        let (draft, proposal) = try await draft(id)
        if context.form["act"] == "discard" {
            let actor = try await requireChange(
                of: try await scope(of: try ImportDesk.plan(of: draft)), context: context)
            try await imports.discard(id, by: actor)
            return context.redirect(
                to: "/environment/imports", flash: Flash(.information, Message("environment.imports.discarded")))
        }
        guard let proposal else { throw ImportError.notADraft }
        let form = ImportPlanForm(context.form, over: proposal.plan, headings: Self.columns(of: proposal))
        guard context.form["act"] == "confirm" else {
            return context.page(try await importPage(context, plan: form.plan).content)
        }
        let actor = try await requireChange(of: try await scope(of: form.plan), context: context)
        do {
            try await imports.confirm(id, plan: form.plan, by: actor)
        } catch ImportError.nothingToImport {
            var page = try await importPage(context, plan: form.plan)
            page.error = ImportError.nothingToImport.answer.message
            return context.page(page.content, status: .unprocessableContent)
        }
        return context.redirect(to: here, flash: Flash(.success, Message("environment.imports.confirmed")))
    }

    /// Every refused row, to be mended and brought again.
    func csvRefusals(_ request: Request, _ context: WebContext) async throws -> Response {
        let id = try importID(context)
        let database = database
        let wording = context.wording
        guard let draft = try await database.read({ try ImportStore.draft(id, in: $0) }) else {
            throw ImportError.unknown
        }
        let name =
            "refused-" + draft.name.filter { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "-" || $0 == ".") }
        return context.csv(name.hasSuffix(".csv") ? name : name + ".csv", columns: ["line", "text", "reason"]) { csv in
            var cursor: Cursor?
            repeat {
                let after = cursor
                let page = try await database.read {
                    try ImportStore.refusals(of: id, after: after, limit: 1_000, in: $0)
                }
                for refusal in page.items {
                    try await csv.write([
                        .integer(refusal.line), .text(refusal.excerpt), .text(wording.text(of: refusal.reason)),
                    ])
                }
                cursor = page.next
            } while cursor != nil
        }
    }

    private func importID(_ context: WebContext) throws -> ImportDraft.ID {
        guard let id = ImportDraft.ID(try context.parameter("id")) else { throw ImportError.unknown }
        return id
    }

    /// The import, and for a draft what is proposed for its file.
    private func draft(_ id: ImportDraft.ID) async throws -> (ImportDraft, SeriesImportProposal?) {
        let (draft, content) = try await database.read { reader in
            (try ImportStore.draft(id, in: reader), try ImportStore.content(of: id, in: reader))
        }
        guard let draft else { throw ImportError.unknown }
        guard draft.state == .draft, let content else { return (draft, nil) }
        return (draft, try imports.proposal(for: content))
    }

    private func importPage(_ context: WebContext, plan: SeriesImportPlan?) async throws -> ImportPage {
        let id = try importID(context)
        let now = context.now
        let (draft, proposal) = try await draft(id)
        let (stations, refusals) = try await database.read { reader in
            (
                try StationStore.everyStation(at: now, in: reader),
                try ImportStore.refusals(of: id, limit: 100, in: reader).items
            )
        }
        var preview: ImportPreview?
        var fields: ImportPlanFields?
        var failure: Message?
        if let proposal {
            let plan = try plan ?? ImportDesk.plan(of: draft)
            fields = ImportPlanFields(
                form: ImportPlanForm(plan, headings: Self.columns(of: proposal)),
                parameters: reference.catalogue.parameters, stations: stations, sample: proposal.sample)
            do {
                preview = try await imports.preview(id, plan: plan)
            } catch let error as TextEncodingError {
                failure = error.message
            }
        }
        return ImportPage(
            draft: draft, fields: fields, preview: preview, refusals: refusals,
            mayChange: EnvironmentPolicies.changes.permits(context.viewer), catalogue: reference.catalogue,
            error: failure)
    }

    /// The names of a file's columns; empty names where it has no heading.
    private static func columns(of proposal: SeriesImportProposal) -> [String] {
        let width = proposal.sample.map(\.fields.count).max() ?? 0
        return (0..<min(width, 200)).map { $0 < proposal.headings.count ? proposal.headings[$0] : "" }
    }
}
