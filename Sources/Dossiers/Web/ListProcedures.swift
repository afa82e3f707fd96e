// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func listProcedures(_ request: Request, _ context: WebContext) async throws -> Response {
        let (text, event) = question(context)
        let page = try await procedures(context, limit: context.pageSize(30, cap: 100))
        return context.page(
            ProcedureListPage(
                page: page, text: text, event: event, events: events.codes,
                isReader: Self.readers.permits(context.viewer), isKeeper: Self.keepers.permits(context.viewer),
                next: context.next(after: page.next)
            ).content)
    }

    @Sendable func listProceduresAsData(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await procedures(context, limit: context.pageSize(100))
        return context.json(items: page.items, next: context.next(after: page.next))
    }

    private func procedures(_ context: WebContext, limit: Int) async throws -> Page<ProcedureHead> {
        let (text, event) = question(context)
        let cursor = context.cursor
        let search = ProcedureSearch(text, event: event, events: events)
        return try await database.read { tx in try search.page(after: cursor, limit: limit, in: tx) }
    }

    /// An event nobody knows is not asked for.
    private func question(_ context: WebContext) -> (text: String, event: String?) {
        let event = context.query.value("event").flatMap { events.codes.contains($0) ? $0 : nil }
        return (String(context.query["q"].prefix(200)), event)
    }
}

/// `/procedures`: what a person may ask of the offices, by words or by what
/// happened in their life.
struct ProcedureListPage {
    let page: Page<ProcedureHead>
    let text: String
    let event: String?
    let events: [String]
    let isReader: Bool
    let isKeeper: Bool
    let next: Address?

    private static let here: Address = "/procedures"

    var content: PageContent {
        PageContent(
            Message("dossiers.list.title"), summary: Message("dossiers.list.lead"),
            twins: [
                .init(
                    "application/json",
                    Address("/procedures.json").with("q", text.isEmpty ? nil : text).with("event", event),
                    title: Message("dossiers.list.json"))
            ],
            body: """
                \(PageHead(
                    Message("dossiers.list.title"), lead: Message("dossiers.list.lead"),
                    actions: actions))
                \(FilterBar(Self.here, isNarrowed: !text.isEmpty || event != nil, fields: """
                    \(FormField.text(
                        "q", label: Message("dossiers.list.search"), value: text, hint: Message("dossiers.list.search-hint"),
                        kind: .search, isOptional: true, maxLength: 200))
                    """))
                \(LinkTabs(Message("dossiers.list.events"), events.map { each in
                    (Message("dossiers.event.\(each)"), Self.here.with("event", each), each == event)
                }))
                \(Queue(page.items.map(row), empty: EmptyState(
                    Message("dossiers.list.none"), advice: Message("dossiers.list.none-advice")), next: next))
                """)
    }

    private var actions: HTML {
        let conflicts = LinkButton(Message("dossiers.conflicts.title"), "/procedures/conflicts", .quiet).html
        let imports = LinkButton(Message("dossiers.imports.title"), "/procedures/imports", .quiet).html
        let hours = LinkButton(Message("dossiers.hours.title"), "/procedures/office-hours", .quiet).html
        let definitions = LinkButton(Message("dossiers.definitions.title"), "/procedures/definitions", .quiet).html
        return definitions + (isReader ? conflicts + hours : .empty) + (isKeeper ? imports : .empty)
    }

    private func row(_ head: ProcedureHead) -> QueueRow {
        QueueRow(
            SourceText(head.name).html, Address("/procedures/\(head.code)"),
            detail: "<p><code>\(head.code)</code> · \(SourceText(head.field))</p>", tag: tag(head))
    }

    private func tag(_ head: ProcedureHead) -> Tag {
        if head.isHead { return Tag(Message("dossiers.list.head")) }
        return head.isOnline
            ? Tag(Message("dossiers.list.online"), .success) : Tag(Message("dossiers.list.offline"))
    }
}
