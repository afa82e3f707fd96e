// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showConflict(_ request: Request, _ context: WebContext) async throws -> Response {
        let conflict = try await conflict(context)
        return context.page(
            ConflictPage(conflict: conflict, maySettle: Self.keepers.permits(context.viewer)).content)
    }

    @Sendable func settleConflict(_ request: Request, _ context: WebContext) async throws -> Response {
        let conflict = try await conflict(context)
        let form = context.form
        let unit = form.value("unit").flatMap(TimeLimit.Unit.init)
        var page = ConflictPage(conflict: conflict, maySettle: true)
        page.count = form["count"]
        page.unit = unit
        page.fee = form["fee"]
        page.reason = form.lines("reason")
        var limit: TimeLimit?
        if conflict.kind.isAboutTime, let unit {
            limit = try? TimeLimit(unit == .sameDay ? 1 : form.integer("count") ?? 0, unit)
            if limit == nil { page.errors.add("count", ReckoningError.limitOutOfRange.answer.message) }
        }
        if page.fee.count > 500 { page.errors.add("fee", Message("dossiers.error.too-long")) }
        if page.reason.count > 1_000 { page.errors.add("reason", Message("dossiers.error.too-long")) }
        guard page.errors.isEmpty else { return context.page(page.content, status: .unprocessableContent) }
        do {
            try await catalogue.settle(
                conflict.id, limit: limit, fee: page.fee, reason: page.reason, by: context.viewer.actor)
        } catch CatalogueError.nothingSaid {
            page.errors.add(
                conflict.kind.isAboutTime ? "unit" : "fee", CatalogueError.nothingSaid.answer.message)
        } catch CatalogueError.reasonMissing {
            page.errors.add("reason", CatalogueError.reasonMissing.answer.message)
        } catch CatalogueError.settledAlready {
            return context.redirect(
                to: Address("/procedures/conflicts/\(conflict.id)"),
                flash: Flash(.warning, CatalogueError.settledAlready.answer.message))
        }
        guard page.errors.isEmpty else { return context.page(page.content, status: .unprocessableContent) }
        return context.redirect(
            to: "/procedures/conflicts", flash: Flash(.success, Message("dossiers.conflict.done")))
    }

    private func conflict(_ context: WebContext) async throws -> Conflict {
        let id = try context.parameter("id")
        guard let conflict = try await database.read({ try ConflictStore.conflict(id, in: $0) }) else {
            throw CatalogueError.unknownConflict
        }
        return conflict
    }
}

/// `/procedures/conflicts/{id}`: what the record prints, what contradicts it,
/// and what somebody settled.
struct ConflictPage {
    let conflict: Conflict
    let maySettle: Bool
    var count = ""
    var unit: TimeLimit.Unit?
    var fee = ""
    var reason = ""
    var errors = FormErrors()

    private var record: Address { Address("/procedures/\(conflict.code)") }

    var content: PageContent {
        PageContent(
            Message("dossiers.conflict.title", ["code": .text(conflict.code)]),
            breadcrumb: [
                .init(Message("dossiers.list.title"), "/procedures"),
                .init(Message("dossiers.conflicts.title"), "/procedures/conflicts"),
            ],
            body: """
                \(errors.summary)
                \(PageHead(worded: SourceText(conflict.name).html, lead: "<a href=\"\(record)\">\(conflict.code)</a>"))
                \(Notice(conflict.state == .open ? .warning : .information, Message(
                    "dossiers.conflict.\(conflict.kind.rawValue)", ["printed": .text(conflict.printed)])))
                \(DefinitionList(facts))
                \(conflict.state == .open && maySettle ? form : .empty)
                """)
    }

    private var facts: [(name: Message, content: HTML)] {
        var facts: [(name: Message, content: HTML)] = [
            (Message("dossiers.conflict.printed"), conflict.printed.isEmpty ? "–" : SourceText(conflict.printed).html),
            (Message("dossiers.conflict.words"), conflict.words.isEmpty ? "–" : SourceText(conflict.words).html),
            (Message("dossiers.conflict.state"), "\(say: "dossiers.conflicts.state.\(conflict.state.rawValue)")"),
        ]
        guard let settlement = conflict.settlement else { return facts }
        let answer: HTML = settlement.limit.map { "\(PrintedWords.words(of: $0))" } ?? "\(settlement.fee)"
        facts += [
            (Message("dossiers.conflict.answer"), answer),
            (Message("dossiers.conflict.reason"), "\(settlement.reason)"),
            (Message("dossiers.conflict.by"), "\(settlement.by.name), \(settlement.at)"),
        ]
        return facts
    }

    private var form: HTML {
        """
        <section class="section"><h2>\(say: "dossiers.conflict.settle")</h2>\
        <form method="post" action="\(Address("/procedures/conflicts/\(conflict.id)/settlement"))">\(HTML.formToken)\
        \(conflict.kind.isAboutTime ? limitFields : feeField)\
        \(FormField.lines(
            "reason", label: Message("dossiers.conflict.reason"), value: reason, hint: Message("dossiers.conflict.reason-hint"),
            error: errors["reason"], rows: 3, maxLength: 1_000))\
        <p class="actions">\(SubmitButton(Message("dossiers.conflict.settle-now")))</p></form></section>
        """
    }

    private var limitFields: HTML {
        let choices =
            [FormField.Choice("", Message("dossiers.unit.choose"))]
            + TimeLimit.Unit.allCases.map { unit in
                FormField.Choice(
                    unit.rawValue, Message("dossiers.unit.\(unit.rawValue.replacing("_", with: "-"))"))
            }
        return """
            \(FormField.text(
                "count", label: Message("dossiers.conflict.count"), value: count, error: errors["count"], kind: .number, width: 6,
                isOptional: true, maxLength: 6))\
            \(FormField.select(
                "unit", label: Message("dossiers.conflict.unit"), options: choices, value: unit?.rawValue ?? "",
                error: errors["unit"]))
            """
    }

    private var feeField: HTML {
        """
        \(FormField.text(
            "fee", label: Message("dossiers.conflict.fee"), value: fee, hint: Message("dossiers.conflict.fee-hint"),
            error: errors["fee"], maxLength: 500))
        """
    }
}
