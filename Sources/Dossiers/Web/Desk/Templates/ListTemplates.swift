// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    /// Who decides how an office words its results.
    static let approvers = Policy.role(.approver)

    @Sendable func listTemplates(_ request: Request, _ context: WebContext) async throws -> Response {
        let offices = try await desk.offices(
            of: context.viewer.actor.personID ?? "", DossierPower.approve.action)
        let wanted = context.query["office"]
        let office = offices.first { $0.unit == wanted } ?? offices.first
        let code = context.query["code"]
        // A code that is typed leads to its text.
        if let office, !code.isEmpty {
            return context.redirect(to: Address("/dossiers/templates/\(code)").with("office", office.unit))
        }
        let (cursor, limit) = (context.cursor, context.pageSize(30, cap: 100))
        let page = try await database.read { tx in
            try office.map { try TemplateStore.templates(of: $0.unit, after: cursor, limit: limit, in: tx) }
                ?? Page(items: [], next: nil)
        }
        return context.page(
            TemplateListPage(
                offices: offices, office: office, templates: page.items, next: context.next(after: page.next),
                inEnglish: context.language == .en
            ).content)
    }
}

/// `/dossiers/templates`: the texts an office has of its own.
struct TemplateListPage {
    let offices: [DossierOffice]
    let office: DossierOffice?
    let templates: [OfficeTemplate]
    let next: Address?
    let inEnglish: Bool

    var content: PageContent {
        PageContent(
            Message("dossiers.template.title"), breadcrumb: [.init(Message("dossiers.desk.title"), "/dossiers")],
            body: """
                \(PageHead(Message("dossiers.template.title"), lead: Message("dossiers.template.lead")))
                \(offices.isEmpty ? Notice(.information, Message("dossiers.desk.no-office")).html : filter)
                \(Queue(templates.map(row), empty: EmptyState(
                    Message("dossiers.template.none"), advice: Message("dossiers.template.none-advice")), next: next))
                """)
    }

    private var filter: HTML {
        FilterBar(
            "/dossiers/templates", isNarrowed: false, button: Message("dossiers.template.open"),
            fields: """
                \(FormField.text(
                    "code", label: Message("dossiers.template.code"), hint: Message("dossiers.template.code-hint"),
                    isOptional: true, maxLength: 20))
                \(OfficeField(offices: offices, chosen: office, inEnglish: inEnglish))
                """
        ).html
    }

    private func row(_ template: OfficeTemplate) -> QueueRow {
        QueueRow(
            SourceText(template.procedureName).html,
            Address("/dossiers/templates/\(template.procedure)").with("office", office?.unit),
            detail: """
                <p><span class="nowrap">\(template.procedure)</span> · \(say: "dossiers.template.version", [
                    "version": .count(template.version), "name": .text(template.savedBy),
                ])</p>
                """, at: template.savedAt)
    }
}
