// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func listProcedures(_ request: Request, _ context: WebContext) async throws -> Response {
        let asked = question(context)
        let cursor = context.cursor
        let limit = context.pageSize(30, cap: 100)
        let isFront = asked.isAll && cursor == nil
        let found = try await database.read { [self] tx in
            let fields = try FieldStore.fields(in: tx)
            let search = asked.search(events, among: fields)
            return (
                fields: fields, field: search.field, page: try search.page(after: cursor, limit: limit, in: tx),
                first: isFront ? try FieldStore.heads(askedFirst.codes, in: tx) : []
            )
        }
        return context.page(
            ProcedureListPage(
                page: found.page, text: asked.text, event: asked.event, events: events.codes, field: found.field,
                fields: found.fields, first: found.first,
                isReader: Self.readers.permits(context.viewer), isKeeper: Self.keepers.permits(context.viewer),
                next: context.next(after: found.page.next)
            ).content)
    }

    @Sendable func listProceduresAsData(_ request: Request, _ context: WebContext) async throws -> Response {
        let asked = question(context)
        let cursor = context.cursor
        let limit = context.pageSize(100)
        let page = try await database.read { [self] tx in
            let search = asked.search(events, among: try FieldStore.fields(in: tx))
            return try search.page(after: cursor, limit: limit, in: tx)
        }
        return context.json(items: page.items, next: context.next(after: page.next))
    }

    /// An event nobody knows is not asked for, nor is a field.
    private func question(_ context: WebContext) -> ProcedureQuestion {
        ProcedureQuestion(
            text: String(context.query["q"].prefix(200)),
            event: context.query.value("event").flatMap { events.codes.contains($0) ? $0 : nil },
            field: context.query.value("field"))
    }
}

/// What is asked of the list.
private struct ProcedureQuestion: Sendable {
    let text: String
    let event: String?
    let field: String?

    var isAll: Bool { text.isEmpty && event == nil && field == nil }

    func search(_ events: LifeEvents, among fields: [String]) -> ProcedureSearch {
        ProcedureSearch(
            text, event: event, field: field.flatMap { fields.contains($0) ? $0 : nil }, events: events)
    }
}

/// `/procedures`: what a person may ask of the offices, by words or by what
/// happened in their life.
struct ProcedureListPage {
    let page: Page<ProcedureHead>
    let text: String
    let event: String?
    let events: [String]
    let field: String?
    let fields: [String]
    /// What most people come for, where nothing narrows the list.
    let first: [ProcedureHead]
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
                    Address("/procedures.json").with("q", text.isEmpty ? nil : text).with("event", event)
                        .with("field", field),
                    title: Message("dossiers.list.json"))
            ],
            body: """
                \(PageHead(
                    Message("dossiers.list.title"), lead: Message("dossiers.list.lead"),
                    actions: actions))
                \(FilterBar(Self.here, isNarrowed: isNarrowed, fields: """
                    \(FormField.text(
                        "q", label: Message("dossiers.list.search"), value: text, hint: Message("dossiers.list.search-hint"),
                        kind: .search, isOptional: true, maxLength: 200))
                    \(FormField.select(
                        "field", label: Message("dossiers.list.field"),
                        options: [.init("", Message("dossiers.list.any-field"))] + fields.map { .init($0, named: $0) },
                        value: field ?? "", isOptional: true))
                    """))
                \(LinkTabs(Message("dossiers.list.events"), events.map { each in
                    (Message("dossiers.event.\(each)"), Self.here.with("event", each), each == event)
                }))
                \(asked)
                \(Queue(page.items.map(row), empty: EmptyState(
                    Message("dossiers.list.none"), advice: Message("dossiers.list.none-advice")), next: next))
                """)
    }

    private var isNarrowed: Bool { !text.isEmpty || event != nil || field != nil }

    /// What most people come for, and the heading of all the others behind it.
    private var asked: HTML {
        guard !first.isEmpty else { return .empty }
        return """
            <section class="section stack"><h2>\(say: "dossiers.list.first")</h2>\
            <p class="muted">\(say: "dossiers.list.first-source")</p>\
            \(Queue(first.map(row), empty: EmptyState(Message("dossiers.list.none"))))</section>\
            <h2>\(say: "dossiers.list.all")</h2>
            """
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
