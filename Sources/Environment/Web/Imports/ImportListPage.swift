// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import NIOCore
import SQLStore
import Web

/// `/environment/imports`: files of past values, and the form to bring another.
struct ImportListPage {
    let page: Page<ImportDraft>
    let mayChange: Bool
    var next: Address?
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("environment.imports.title"),
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            body: """
                \(errors.summary)
                \(RecordTabs(current: .imports))
                \(PageHead(Message("environment.imports.title"), lead: Message("environment.imports.lead")))
                \(mayChange ? upload : nil)
                <h2>\(say: "environment.imports.list")</h2>
                \(Queue(page.items.map(row), empty: EmptyState(Message("environment.imports.none")), next: next))
                """)
    }

    private var upload: HTML {
        """
        <form method="post" action="/environment/imports" enctype="multipart/form-data">\(HTML.formToken)\
        \(FormField.file("file", label: Message("environment.imports.file"), accepting: ".csv,.txt,.tsv,text/csv,text/plain", hint: Message("environment.imports.file-hint"), error: errors["file"]))\
        <p class="actions">\(SubmitButton(Message("environment.imports.upload")))</p></form>
        """
    }

    private func row(_ draft: ImportDraft) -> QueueRow {
        QueueRow(
            "\(draft.name)", Address(local: draft.address) ?? "/environment/imports",
            detail: """
                \(draft.createdByName)\(draft.state == .draft || draft.state == .discarded ? nil : """
                     · \(say: "environment.imports.counts", ["accepted": .count(draft.accepted), "refused": .count(draft.refused)])
                    """ as HTML)
                """,
            tag: draft.stateTag, at: draft.createdAt)
    }
}

extension ImportDraft {
    var stateTag: Tag {
        let tone: Tone? =
            switch state {
            case .draft: .warning
            case .confirmed: .information
            case .done: .success
            case .failed: .danger
            case .discarded: nil
            }
        return Tag(Message("environment.imports.state.\(state.rawValue)"), tone)
    }
}

extension EnvironmentPages {
    func listImports(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await importList(context)
        return context.page(page.content)
    }

    func uploadImport(_ request: Request, _ context: WebContext) async throws -> Response {
        do {
            guard let file = context.form.file("file") else { throw ImportError.empty }
            if let problem = file.problem(wanting: [.table]) { return try await refuse(problem, context) }
            let id = try await imports.draft(
                name: file.name, Array(file.bytes.readableBytesView), by: context.viewer.actor)
            return context.redirect(to: Address("/environment/imports/\(id.description)"))
        } catch let error as any UserFacing {
            return try await refuse(error.answer.message, context)
        } catch let error as TextEncodingError {
            return try await refuse(error.message, context)
        }
    }

    private func refuse(_ message: Message, _ context: WebContext) async throws -> Response {
        var page = try await importList(context)
        page.errors.add("file", message)
        return context.page(page.content, status: .unprocessableContent)
    }

    private func importList(_ context: WebContext) async throws -> ImportListPage {
        let cursor = try APIPaging.cursor(in: context.query, parts: 2)
        let page = try await database.read { try ImportStore.drafts(before: cursor, limit: context.pageSize(), in: $0) }
        return ImportListPage(
            page: page, mayChange: EnvironmentPolicies.changes.permits(context.viewer),
            next: context.next(after: page.next))
    }
}
