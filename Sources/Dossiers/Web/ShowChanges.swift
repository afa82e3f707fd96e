// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showChanges(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let number = try versionNumber(context)
        let (old, new) = try await database.read { tx in
            (
                number > 1 ? try ProcedureStore.version(of: code, number: number - 1, in: tx) : nil,
                try ProcedureStore.version(of: code, number: number, in: tx)
            )
        }
        guard let new else { throw WebError.notFound }
        return context.page(ChangesPage(old: old, new: new).content)
    }
}

/// `/procedures/{code}/versions/{number}/changes`: what a version says that
/// the one before did not, and the other way round.
struct ChangesPage {
    /// `nil` for the first version.
    let old: ProcedureVersion?
    let new: ProcedureVersion

    var content: PageContent {
        let name = new.procedure.name
        let number: [String: Message.Argument] = [
            "number": .count(new.number), "decision": .text(new.procedure.decision),
        ]
        return PageContent(
            Message("dossiers.changes.title-of", ["name": .text(name)]),
            breadcrumb: [
                .init(Message("dossiers.list.title"), "/procedures"),
                .init(named: name, Address("/procedures/\(new.procedure.code)")),
            ],
            body: """
                \(PageHead(Message("dossiers.changes.title"), lead: Message("dossiers.page.version", number)))
                \(changes)
                """)
    }

    private var changes: HTML {
        guard let old else { return Notice(.information, Message("dossiers.changes.first")).html }
        let changes = ProcedureChange.changes(from: old.procedure, to: new.procedure)
        // The source's words differ, or it were no version; where they mean the same to the reader, that is said.
        guard !changes.isEmpty else { return Notice(.information, Message("dossiers.changes.unread")).html }
        return HTML.each(changes) { change in
            """
            <section class="section"><h2>\(say: "dossiers.part.\(change.part.rawValue)")</h2>\
            \(list("removed", change.removed))\(list("added", change.added))\
            \(change.removed.isEmpty && change.added.isEmpty ? "<p>\(say: "dossiers.changes.order")</p>" as HTML : nil)</section>
            """
        }
    }

    private func list(_ name: String, _ lines: [String]) -> HTML {
        guard !lines.isEmpty else { return .empty }
        return
            "<h3>\(say: "dossiers.changes.\(name)")</h3><ul>\(HTML.each(lines) { "<li>\(SourceText($0))</li>" })</ul>"
    }
}
