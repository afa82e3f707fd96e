// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func listConflicts(_ request: Request, _ context: WebContext) async throws -> Response {
        let state = context.query.value("state").flatMap(Conflict.State.init) ?? .open
        let (cursor, limit) = (context.cursor, context.pageSize())
        let page = try await database.read { tx in
            try ConflictStore.conflicts(state, after: cursor, limit: limit, in: tx)
        }
        return context.page(ConflictListPage(page: page, state: state, next: context.next(after: page.next)).content)
    }
}

/// `/procedures/conflicts`: what the records leave open, for whoever answers for them.
struct ConflictListPage {
    let page: Page<Conflict>
    let state: Conflict.State
    let next: Address?

    var content: PageContent {
        PageContent(
            Message("dossiers.conflicts.title"), layout: .wide,
            breadcrumb: [.init(Message("dossiers.list.title"), "/procedures")],
            body: """
                \(PageHead(Message("dossiers.conflicts.title"), lead: Message("dossiers.conflicts.lead")))
                \(LinkTabs(Message("dossiers.conflicts.states"), Conflict.State.allCases.map { each in
                    (
                        Message("dossiers.conflicts.state.\(each.rawValue)"),
                        Address("/procedures/conflicts").with("state", each.rawValue), each == state
                    )
                }))
                \(Queue(page.items.map(row), empty: EmptyState(Message("dossiers.conflicts.none")), next: next))
                """)
    }

    private func row(_ conflict: Conflict) -> QueueRow {
        QueueRow(
            SourceText(conflict.name).html, Address("/procedures/conflicts/\(conflict.id)"),
            detail:
                "<p><code>\(conflict.code)</code> · \(say: "dossiers.conflict.\(conflict.kind.rawValue)", ["printed": .text(conflict.printed)])</p>",
            tag: Tag(Message(conflict.kind.isAboutTime ? "dossiers.page.time" : "dossiers.page.fee")),
            at: conflict.settlement?.at)
    }
}
