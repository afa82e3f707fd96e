// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func listDefinitions(_ request: Request, _ context: WebContext) async throws -> Response {
        let (cursor, limit) = (context.cursor, context.pageSize())
        let page = try await database.read { tx in
            try DefinitionStore.newest(after: cursor, limit: limit, in: tx)
        }
        return context.page(DefinitionListPage(page: page, next: context.next(after: page.next)).content)
    }
}

/// `/procedures/definitions`: procedures that are modelled step by step, each
/// by its newest version.
struct DefinitionListPage {
    let page: Page<DefinitionHead>
    let next: Address?

    var content: PageContent {
        PageContent(
            Message("dossiers.definitions.title"), breadcrumb: [.init(Message("dossiers.list.title"), "/procedures")],
            body: """
                \(PageHead(Message("dossiers.definitions.title"), lead: Message("dossiers.definitions.lead")))
                \(Queue(page.items.map(row), empty: EmptyState(
                    Message("dossiers.definitions.none"), advice: Message("dossiers.definitions.none-advice")), next: next))
                """)
    }

    private func row(_ head: DefinitionHead) -> QueueRow {
        QueueRow(
            "\(head.name)", Address("/procedures/\(head.procedure)/definition"),
            detail: """
                <p><code>\(head.procedure)</code> · \(say: "dossiers.definition.version", [
                    "number": .count(head.number), "day": .day(head.validFrom),
                ])</p>
                """,
            tag: head.waiting > 0
                ? Tag(Message("dossiers.definitions.waiting", ["count": .count(head.waiting)]), .warning) : nil,
            at: head.publishedAt)
    }
}
