// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import Web

/// Tables of units that were sent, and a new one.
struct ImportListPage {
    let imports: [UnitImport]
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("identity.org.imports"), breadcrumb: [.init(Message("identity.org.title"), "/organisation")],
            body: """
                \(PageHead(Message("identity.org.imports"), lead: Message("identity.org.import.lead")))
                \(errors.summary)
                <p><code>\(UnitTable.columns.joined(separator: ","))</code></p>
                <form class="form" method="post" action="/organisation/imports" enctype="multipart/form-data" novalidate>\
                \(HTML.formToken)\(FormField.file("file", label: Message("identity.org.import.file"), accepting: ".csv,text/csv,text/plain", hint: Message("identity.org.import.file-hint"), error: errors["file"]))\
                <p class="actions">\(SubmitButton(Message("identity.org.import.preview")))</p></form>
                \(DataTable("imports", caption: Message("identity.org.import.latest"), columns: [
                    .init(Message("identity.org.import.file")), .init(Message("identity.event.who")),
                    .init(Message("identity.event.at"), .time), .init(Message("identity.field.state")),
                ], rows: imports.map { found in
                    DataTable.Row([
                        "<a href=\"\(Address("/organisation/imports/\(found.id.description)"))\">\(found.name)</a>", "\(found.createdBy)", "\(found.createdAt)",
                        "\(say: "identity.org.import.state.\(found.state.rawValue)", ["taken": .count(found.taken), "refused": .count(found.refused)])",
                    ])
                }, stacks: true))
                """)
    }
}

/// What a table would do, before it does it.
struct ImportPage {
    let draft: UnitImport
    let table: UnitTable?
    let names: UnitNames
    var refusal: OrgError?
    static let shown = 200

    private var address: String { draft.id.description }

    var content: PageContent {
        PageContent(
            Message("identity.org.import.title", ["name": .text(draft.name)]), layout: .wide,
            breadcrumb: [
                .init(Message("identity.org.title"), "/organisation"),
                .init(Message("identity.org.imports"), "/organisation/imports"),
            ],
            body: """
                \(PageHead(named: draft.name))
                <div class="stack">\(refusal?.notice)\(table.map(summary) ?? ended)</div>
                \(table.map(rows))
                """)
    }

    private var ended: HTML {
        Notice(
            .information,
            Message(
                "identity.org.import.state.\(draft.state.rawValue)",
                ["taken": .count(draft.taken), "refused": .count(draft.refused)])
        ).html
    }

    private func summary(_ table: UnitTable) -> HTML {
        if let failure = table.failure { return Notice(.danger, failure).html + discarding }
        let refused = table.refused.count
        return """
            \(Notice(refused == 0 ? .success : .warning, Message("identity.org.import.found", [
                "rows": .count(table.rows.count), "good": .count(table.units.count), "wrong": .count(refused),
            ]), detail: refused == 0 ? .empty : "<p><a href=\"\(Address("/organisation/imports/\(address)/refused.csv"))\">\(say: "identity.org.import.refused-csv")</a></p>"))\
            <div class="actions">\(table.units.isEmpty ? nil : ActionForm(
                "/organisation/imports/\(address)/confirmation", SubmitButton(Message("identity.org.import.confirm", ["count": .count(table.units.count)]))).html)\
            \(discarding)</div>
            """
    }

    private var discarding: HTML {
        ActionForm(
            "/organisation/imports/\(address)/discarding", SubmitButton(Message("identity.org.import.discard"), .quiet)
        ).html
    }

    private func rows(_ table: UnitTable) -> HTML {
        let refused = table.refused
        let others = table.rows.filter { if case .refused = $0.outcome { false } else { true } }
        return list("refused", Message("identity.org.import.refused-rows"), refused)
            + list("taken", Message("identity.org.import.good-rows"), others)
    }

    private func list(_ id: String, _ caption: Message, _ rows: [UnitTable.Row]) -> HTML {
        guard !rows.isEmpty else { return .empty }
        return """
            <section class="section">\(DataTable(id, caption: caption, columns: [
                .init(Message("identity.org.import.line"), .number), .init(Message("identity.org.field.code")),
                .init(Message("identity.org.field.name")), .init(Message("identity.org.import.outcome")),
            ], rows: rows.prefix(Self.shown).map { row in
                DataTable.Row(["\(machine: row.line)", "<code>\(row.code)</code>", "\(row.name)", words(row.outcome)])
            }))\(rows.count > Self.shown ? "<p>\(say: "identity.org.import.more", ["count": .count(rows.count - Self.shown)])</p>" as HTML : nil)</section>
            """
    }

    private func words(_ outcome: UnitTable.Outcome) -> HTML {
        switch outcome {
        case .creates: Tag(Message("identity.org.import.creates"), .success).html
        case .changes: Tag(Message("identity.org.import.changes"), .information).html
        case .same: Tag(Message("identity.org.import.same")).html
        case .refused(let reasons): HTML.each(reasons) { "<p>\($0)</p>" }
        }
    }
}

extension OrganisationPages {
    @Sendable func listImports(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(ImportListPage(imports: try await organisation.imports()).content)
    }

    @Sendable func keepImport(_ request: Request, _ context: WebContext) async throws -> Response {
        let file = context.form.file("file").flatMap { $0.bytes.readableBytes > 0 ? $0 : nil }
        let problem = file?.problem(wanting: [.table])
        guard problem == nil, let file, let text = PlainText(bytes: Array(file.bytes.readableBytesView))?.text else {
            var page = ImportListPage(imports: try await organisation.imports())
            page.errors.add("file", problem ?? Message("identity.org.import.no-text"))
            return context.page(page.content, status: .unprocessableContent)
        }
        let id = try await organisation.keep(table: text, name: file.name, by: context.viewer.actor)
        return context.redirect(to: "/organisation/imports/\(id.description)")
    }

    @Sendable func showImport(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await importPage(context).content)
    }

    @Sendable func listRefused(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await importPage(context)
        let wording = context.wording
        let rows = page.table?.refused ?? []
        return context.csv("refused.csv", columns: ["line", "code", "name", "reason"]) { csv in
            for row in rows {
                guard case .refused(let reasons) = row.outcome else { continue }
                try await csv.write([
                    .integer(row.line), .text(row.code), .text(row.name),
                    .text(reasons.map(wording.text(of:)).joined(separator: " ")),
                ])
            }
        }
    }

    @Sendable func confirmImport(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await importPage(context)
        do {
            let (taken, refusedRows) = try await organisation.confirm(page.draft, by: context.viewer.actor)
            return context.redirect(
                to: "/organisation/imports/\(page.draft.id.description)",
                flash: Flash(
                    .success,
                    Message("identity.org.import.done", ["taken": .count(taken), "refused": .count(refusedRows)])))
        } catch let error as OrgError {
            page.refusal = error
            return refused(page.content, error, context)
        }
    }

    @Sendable func discardImport(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await importPage(context)
        try await organisation.discard(page.draft, by: context.viewer.actor)
        return context.redirect(to: "/organisation/imports")
    }

    private func importPage(_ context: WebContext) async throws -> ImportPage {
        let draft = try await organisation.imported(try context.identifier("import"))
        return ImportPage(
            draft: draft, table: draft.state == .draft ? try await organisation.table(of: draft) : nil,
            names: names(context))
    }
}
