// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/procedures/imports`: files of procedures that were sent, and a new one.
struct ImportListPage {
    let imports: [CatalogueImport]
    var source = ""
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("dossiers.imports.title"), breadcrumb: [.init(Message("dossiers.list.title"), "/procedures")],
            body: """
                \(errors.summary)
                \(PageHead(Message("dossiers.imports.title"), lead: Message("dossiers.imports.lead")))
                <form class="form" method="post" action="/procedures/imports" enctype="multipart/form-data" novalidate>\(HTML.formToken)\
                \(FormField.file(
                    "file", label: Message("dossiers.imports.file"), accepting: ".gz,.ndjson,.xlsx,.csv",
                    hint: Message("dossiers.imports.file-hint"), error: errors["file"]))\
                \(FormField.text(
                    "source", label: Message("dossiers.imports.source"), value: source,
                    hint: Message("dossiers.imports.source-hint"), error: errors["source"], maxLength: 300))\
                <p class="actions">\(SubmitButton(Message("dossiers.imports.preview")))</p></form>
                <section class="section"><h2>\(say: "dossiers.imports.shipped")</h2><p>\(say: "dossiers.imports.shipped-lead")</p>\
                \(ActionForm("/procedures/imports/shipped", SubmitButton(Message("dossiers.imports.preview-shipped"), .quiet)))</section>
                \(DataTable("imports", caption: Message("dossiers.imports.latest"), columns: [
                    .init(Message("dossiers.imports.file")), .init(Message("dossiers.imports.by")),
                    .init(Message("dossiers.imports.at"), .time), .init(Message("dossiers.conflict.state")),
                ], rows: imports.map(row), empty: Message("dossiers.imports.none")))
                """)
    }

    private func row(_ found: CatalogueImport) -> DataTable.Row {
        DataTable.Row([
            "<a href=\"\(Address("/procedures/imports/\(found.id.description)"))\">\(found.name)</a>",
            "\(found.createdBy)",
            "\(found.createdAt)", "\(found.words)",
        ])
    }
}

extension CatalogueImport {
    /// How it stands.
    var words: Message {
        Message("dossiers.imports.state.\(state.rawValue)", ["taken": .count(taken), "refused": .count(refused)])
    }
}
