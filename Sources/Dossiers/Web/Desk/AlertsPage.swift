// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    /// What is late or soon due in the offices of whoever looks, or in their own hands.
    @Sendable func listAlerts(_ request: Request, _ context: WebContext) async throws -> Response {
        let account = context.viewer.actor.personID ?? ""
        let offices = try await desk.offices(of: account, DossierPower.read.action)
        let isMine = context.query["view"] == "mine"
        let (units, cursor, limit) = (offices.map(\.unit), context.cursor, context.pageSize(30, cap: 100))
        let page = try await database.read { tx in
            try AlertStore.list(of: units, holder: isMine ? account : nil, after: cursor, limit: limit, in: tx)
        }
        return context.page(
            AlertsPage(
                rows: page.items, offices: Dictionary(offices.map { ($0.unit, $0) }) { $1 }, isMine: isMine,
                next: context.next(after: page.next), inEnglish: context.language == .en
            ).content)
    }
}

/// `/dossiers/alerts`: what was due first stands first.
struct AlertsPage {
    let rows: [(dossier: Dossier, alert: DossierAlert)]
    let offices: [String: DossierOffice]
    let isMine: Bool
    let next: Address?
    let inEnglish: Bool

    var content: PageContent {
        PageContent(
            Message("dossiers.alert.title"), breadcrumb: [.init(Message("dossiers.desk.title"), "/dossiers")],
            body: """
                \(PageHead(Message("dossiers.alert.title"), lead: Message("dossiers.alert.lead")))
                \(LinkTabs(
                    Message("dossiers.alert.views"),
                    [
                        (Message("dossiers.alert.all"), "/dossiers/alerts", !isMine),
                        (Message("dossiers.desk.mine"), "/dossiers/alerts?view=mine", isMine),
                    ]))
                \(Queue(rows.map(row), empty: EmptyState(
                    Message("dossiers.alert.none"), advice: Message("dossiers.alert.none-advice")), next: next))
                """)
    }

    private func row(_ dossier: Dossier, _ alert: DossierAlert) -> QueueRow {
        let office = offices[dossier.office].map { $0.name(inEnglish: inEnglish) } ?? "–"
        let holder: HTML =
            dossier.holderName.isEmpty ? "\(DossierWords.queue(dossier.queue))" : "\(dossier.holderName)"
        return QueueRow(
            SourceText(dossier.procedureName).html, Address("/dossiers/\(dossier.id.description)"),
            detail: """
                <p><span class="nowrap">\(dossier.code)</span> · \(holder) · \(office) \(DossierWords.sample(dossier))</p>
                """,
            tag: Tag(
                Message("dossiers.alert.kind.\(alert.kind.rawValue)"), alert.kind == .dueSoon ? .warning : .danger),
            at: alert.dueAt)
    }
}
