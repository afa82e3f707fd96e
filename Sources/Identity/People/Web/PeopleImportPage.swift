// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// A table of people, looked at before it holds.
struct PeopleImportPage {
    var text = ""
    var table: PeopleTable?
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("identity.staff.import"), layout: .wide,
            breadcrumb: [.init(Message("identity.staff.title"), "/people")],
            body: """
                \(PageHead(Message("identity.staff.import"), lead: Message("identity.staff.import-lead")))
                \(errors.summary)<p><code>\(PeopleTable.columns.joined(separator: ","))</code></p>
                \(table.map(preview))\(form)
                """)
    }

    private var form: HTML {
        let ready = table?.entries.count ?? 0
        let confirm = Message("identity.org.import.confirm", ["count": .count(ready)])
        return """
            <form class="form" method="post" action="/people/import" enctype="multipart/form-data" novalidate>\
            \(HTML.formToken)<div class="field"><label for="people-file">\(say: "identity.org.import.file")</label>\
            <input type="file" id="people-file" name="file" accept=".csv,text/csv,text/plain"></div>\
            \(FormField.lines(
                "text", label: Message("identity.staff.import-text"), value: text, error: errors["text"], rows: 8,
                isOptional: true, maxLength: 2_000_000))\
            <p class="actions">\
            \(SubmitButton(Message("identity.org.import.preview"), ready == 0 ? .primary : .quiet, name: "act", value: "preview")) \
            \(ready == 0 ? nil : SubmitButton(confirm, name: "act", value: "confirm").html)</p></form>
            """
    }

    private func preview(_ table: PeopleTable) -> HTML {
        let found = Message(
            "identity.org.import.found",
            [
                "rows": .count(table.rows.count), "good": .count(table.entries.count), "wrong": .count(table.refused),
            ])
        return Notice(table.refused == 0 ? .success : .warning, found).html
            + DataTable(
                "rows", caption: Message("identity.staff.import-rows"),
                columns: [
                    .init(Message("identity.org.import.line"), .number), .init(Message("identity.field.name")),
                    .init(Message("identity.staff.post")), .init(Message("identity.org.import.outcome")),
                ],
                rows: ordered(table).prefix(500).map { row in
                    DataTable.Row(["\(machine: row.line)", "\(row.name)", "\(row.title)", words(row.outcome)])
                }
            ).html
    }

    /// Wrong rows first: they are what somebody must look at.
    private func ordered(_ table: PeopleTable) -> [PeopleTable.Row] {
        func isWrong(_ row: PeopleTable.Row) -> Bool { if case .refused = row.outcome { true } else { false } }
        return table.rows.filter(isWrong) + table.rows.filter { !isWrong($0) }
    }

    private func words(_ outcome: PeopleTable.Outcome) -> HTML {
        switch outcome {
        case .takes: Tag(Message("identity.org.import.creates"), .success).html
        case .same: Tag(Message("identity.org.import.same")).html
        case .refused(let faults):
            HTML.each(faults) { fault in
                "<p>\(fault.column.map { "<code>\($0)</code> " as HTML })\(fault.message)</p>"
            }
        }
    }
}

extension PeoplePages {
    @Sendable func showImport(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(PeopleImportPage().content)
    }

    /// Looks at the table; with `act=confirm` takes in the rows that are right.
    @Sendable func importPeople(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = PeopleImportPage(text: context.form.lines("text"))
        if let file = context.form.file("file"), file.bytes.readableBytes > 0 {
            if let problem = file.problem(wanting: [.table]) {
                page.errors.add("text", problem)
                return context.page(page.content, status: .unprocessableContent)
            }
            guard let text = PlainText(bytes: Array(file.bytes.readableBytesView))?.text else {
                page.errors.add("text", Message("identity.org.import.no-text"))
                return context.page(page.content, status: .unprocessableContent)
            }
            page.text = text
        }
        let table = try await people.table(page.text)
        if let failure = table.failure {
            page.errors.add("text", failure)
            return context.page(page.content, status: .unprocessableContent)
        }
        page.table = table
        guard context.form["act"] == "confirm", !table.entries.isEmpty else { return context.page(page.content) }
        try await people.takeIn(table.entries, by: context.viewer.actor)
        let done = Message(
            "identity.org.import.done", ["taken": .count(table.entries.count), "refused": .count(table.refused)])
        return context.redirect(to: "/people", flash: Flash(.success, done))
    }
}
