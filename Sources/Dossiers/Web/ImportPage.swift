// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/procedures/imports/{import}`: what a file would do, before it does it.
struct ImportPage {
    let draft: CatalogueImport
    let file: CatalogueFile?
    let outcomes: [ImportOutcome]

    static let shown = 200

    private var id: String { draft.id.description }

    var content: PageContent {
        PageContent(
            Message("dossiers.imports.title-of", ["name": .text(draft.name)]), layout: .wide,
            breadcrumb: [
                .init(Message("dossiers.list.title"), "/procedures"),
                .init(Message("dossiers.imports.title"), "/procedures/imports"),
            ],
            body: """
                \(PageHead(named: draft.name, lead: SourceText(draft.source).html))
                <div class="stack">\(file.map(summary) ?? Notice(.information, draft.words).html)</div>
                \(file.map(rows))
                """)
    }

    private func summary(_ file: CatalogueFile) -> HTML {
        if let failure = file.failure { return Notice(.danger, failure).html + discarding }
        let changes = outcomes.count { $0 == .new || $0 == .changed }
        let refused = outcomes.count { $0 == .refused }
        let list: HTML =
            refused == 0
            ? .empty
            : "<p><a href=\"\(Address("/procedures/imports/\(id)/refused.csv"))\">\(say: "dossiers.imports.refused-csv")</a></p>"
        let counts = ImportOutcome.allCases.map { outcome in
            (
                name: Message("dossiers.imports.outcome.\(outcome.rawValue)"),
                content: "\(say: "dossiers.imports.rows", ["count": .count(outcomes.count { $0 == outcome })])" as HTML
            )
        }
        return """
            \(Notice(refused == 0 ? .success : .warning, Message("dossiers.imports.found", [
                "rows": .count(file.rows.count), "refused": .count(refused),
            ]), detail: list))\
            <p>\(say: "dossiers.imports.format.\(file.format.rawValue)")</p>\(DefinitionList(counts))\
            <div class="actions">\(changes == 0 ? nil : ActionForm(
                Address("/procedures/imports/\(id)/confirmation"),
                SubmitButton(Message("dossiers.imports.confirm", ["count": .count(changes)]))).html)\(discarding)</div>
            """
    }

    private var discarding: HTML {
        ActionForm(
            Address("/procedures/imports/\(id)/discarding"), SubmitButton(Message("dossiers.imports.discard"), .quiet)
        ).html
    }

    private func rows(_ file: CatalogueFile) -> HTML {
        let pairs = Array(zip(file.rows, outcomes))
        return list("refused", pairs.filter { $0.1 == .refused }) + list("taken", pairs.filter { $0.1 != .refused })
    }

    private func list(_ name: String, _ pairs: [(CatalogueFile.Row, ImportOutcome)]) -> HTML {
        guard !pairs.isEmpty else { return .empty }
        return """
            <section class="section">\(DataTable(name, caption: Message("dossiers.imports.rows-\(name)"), columns: [
                .init(Message("dossiers.imports.line"), .number), .init(Message("dossiers.imports.code")),
                .init(Message("dossiers.imports.name")), .init(Message("dossiers.imports.outcome")),
            ], rows: pairs.prefix(Self.shown).map { row, outcome in
                DataTable.Row([
                    "\(machine: row.line)", "<code>\(row.code)</code>", SourceText(row.name).html, words(row, outcome),
                ])
            }))\(pairs.count > Self.shown ? "<p>\(say: "dossiers.imports.more", ["count": .count(pairs.count - Self.shown)])</p>" as HTML : nil)</section>
            """
    }

    private func words(_ row: CatalogueFile.Row, _ outcome: ImportOutcome) -> HTML {
        if case .refused(let column, let reason) = row.content {
            return column.isEmpty ? "\(reason)" : "<strong lang=\"vi\">\(column)</strong>: \(reason)"
        }
        let tone: Tone? = outcome == .new ? .success : outcome == .changed ? .information : nil
        return Tag(Message("dossiers.imports.outcome.\(outcome.rawValue)"), tone).html
    }
}
