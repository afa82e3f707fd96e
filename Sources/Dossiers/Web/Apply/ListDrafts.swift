// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func listDrafts(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await drafts.open(
            of: try context.ownDrafts, after: context.cursor, limit: context.pageSize(20, cap: 50))
        return context.page(DraftListPage(page: page, next: context.next(after: page.next)).content)
    }

    @Sendable func deleteDraft(_ request: Request, _ context: WebContext) async throws -> Response {
        try await drafts.delete(try context.draftID(), of: try context.ownDrafts)
        return context.redirect(to: "/my/drafts", flash: Flash(.success, Message("dossiers.drafts.deleted")))
    }
}

/// `/my/drafts`: what somebody is filling in, on whatever device they began.
struct DraftListPage {
    let page: Page<DraftStore.Line>
    let next: Address?

    var content: PageContent {
        PageContent(
            Message("dossiers.drafts.title"),
            body: """
                \(PageHead(Message("dossiers.drafts.title"), lead: Message("dossiers.drafts.lead")))\
                \(Queue(page.items.map(row), empty: EmptyState(
                    Message("dossiers.drafts.none"), advice: Message("dossiers.drafts.none-advice"),
                    action: LinkButton(Message("dossiers.list.title"), "/procedures")), next: next, id: "drafts"))
                """)
    }

    private func row(_ line: DraftStore.Line) -> QueueRow {
        QueueRow(
            SourceText(line.name).html, Address("/my/drafts/\(line.id.description)"),
            detail: """
                <p>\(say: "dossiers.drafts.changed", ["at": .instant(line.changedAt)]) · \
                \(say: "dossiers.drafts.until", ["day": .day(CivilZone.vietNam.day(of: line.expiresAt))])</p>
                """)
    }
}
