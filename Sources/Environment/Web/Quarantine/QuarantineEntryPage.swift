// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

/// `/environment/quarantine/{id}`: what was refused, why, and what was or may
/// be done about it.
struct QuarantineEntryPage {
    let entry: QuarantineEntry
    let mayChange: Bool
    var note = ""
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("environment.quarantine.entry-title", ["name": .text(entry.name)]),
            breadcrumb: [
                .init(Message("environment.air.title"), "/environment"),
                .init(Message("environment.quarantine.title"), "/environment/quarantine"),
            ],
            body: """
                \(errors.summary)
                <header class="page-head"><h1 class="file-name">\(entry.name)</h1><p>\(state)</p></header>
                \(Notice(.warning, entry.reason))
                \(DefinitionList(facts))
                <h2>\(say: "environment.quarantine.text")</h2><pre class="excerpt"><code>\(entry.excerpt)</code></pre>
                \(mayChange && entry.state == .waiting ? forms : nil)
                """)
    }

    private var state: Tag {
        Tag(
            Message("environment.quarantine.state.\(entry.state.rawValue)"),
            entry.state == .waiting ? .warning : .success)
    }

    private var facts: [(name: Message, content: HTML)] {
        var facts: [(name: Message, content: HTML)] = [
            (Message("environment.file.path"), "<code>\(entry.path)</code>"),
            (Message("environment.file.received-at"), "\(entry.receivedAt, .second)"),
        ]
        if let line = entry.line {
            facts.insert(
                (
                    Message("environment.quarantine.line"),
                    "\(say: "environment.observations.line", ["line": .count(line)])"
                ), at: 0)
        }
        if let file = entry.file {
            let line = entry.line.map { "?line=\($0)#L\($0)" } ?? ""
            facts.append(
                (
                    Message("environment.quarantine.file"),
                    "<a href=\"\(Address(local: "/environment/files/\(file.description)\(line)") ?? "/environment/files")\">\(entry.name)</a>"
                ))
        }
        if let code = entry.stationCode {
            facts.append((Message("environment.quarantine.station"), "<code>\(code)</code>"))
        }
        if let handledAt = entry.handledAt {
            facts.append((Message("environment.quarantine.handled-at"), "\(handledAt)"))
        }
        if !entry.note.isEmpty { facts.append((Message("environment.quarantine.note"), "\(entry.note)")) }
        return facts
    }

    private var forms: HTML {
        let here = "/environment/quarantine/\(entry.id.description)"
        let retry = Address(local: here + "/retrial") ?? "/environment/quarantine"
        let all = Address(local: here + "/retrial-of-reason") ?? "/environment/quarantine"
        return """
            <section class="form-section"><h2>\(say: "environment.quarantine.retry-title")</h2>\
            <p>\(say: "environment.quarantine.retry-advice")</p><div class="actions">\
            \(ActionForm(retry, SubmitButton(Message("environment.quarantine.retry")))) \
            \(ActionForm(all, SubmitButton(Message("environment.quarantine.retry-reason"), .quiet)))</div></section>\
            <section class="form-section"><h2>\(say: "environment.quarantine.settle-title")</h2>\
            <p>\(say: "environment.quarantine.settle-advice")</p>\
            <form method="post" action="\(Address(local: here + "/settlement") ?? "/environment/quarantine")">\(HTML.formToken)\
            \(FormField.lines("note", label: Message("environment.quarantine.note"), value: note, error: errors["note"], rows: 3, maxLength: 1_000))\
            <p class="actions">\(SubmitButton(Message("environment.quarantine.settle"), .quiet))</p></form></section>
            """
    }
}

extension EnvironmentPages {
    func showQuarantineEntry(_ request: Request, _ context: WebContext) async throws -> Response {
        let entry = try await quarantineEntry(context)
        let mayChange = try await mayChange(try await scope(ofStation: entry.stationCode), context)
        return context.page(QuarantineEntryPage(entry: entry, mayChange: mayChange).content)
    }

    /// Somebody decides that nothing is to be done, and says why.
    func settleQuarantineEntry(_ request: Request, _ context: WebContext) async throws -> Response {
        let (entry, actor) = try await ownQuarantineEntry(context)
        let note = context.form.lines("note")
        var errors = FormErrors()
        if note.isEmpty { errors.add("note", QuarantineError.noteMissing.answer.message) }
        if note.count > 1_000 { errors.add("note", Message("environment.form.too-long", ["limit": .count(1_000)])) }
        guard errors.isEmpty else {
            let page = QuarantineEntryPage(
                entry: entry, mayChange: true, note: String(note.prefix(1_000)), errors: errors)
            return context.page(page.content, status: .unprocessableContent)
        }
        let name = Message.Argument.text(entry.name)
        do {
            try await quarantine.settle(entry.id, note: note, by: actor)
        } catch QuarantineError.handled {
            return context.redirect(
                to: "/environment/quarantine",
                flash: Flash(.warning, Message("environment.quarantine.handled-already", ["name": name])))
        }
        return context.redirect(
            to: "/environment/quarantine",
            flash: Flash(.success, Message("environment.quarantine.settled", ["name": name])))
    }

    /// Reads the file again by the rules of today.
    func retryQuarantineEntry(_ request: Request, _ context: WebContext) async throws -> Response {
        let (entry, actor) = try await ownQuarantineEntry(context)
        let isTaken = try await quarantine.retry(entry.id, by: actor)
        let name = ["name": Message.Argument.text(entry.name)]
        return context.redirect(
            to: Address(local: entry.address) ?? "/environment/quarantine",
            flash: isTaken
                ? Flash(.success, Message("environment.quarantine.retaken", name))
                : Flash(.warning, Message("environment.quarantine.still-refused", name)))
    }

    /// The entry, when the viewer may decide about its station's files, and in which office they do.
    private func ownQuarantineEntry(_ context: WebContext) async throws -> (QuarantineEntry, Actor) {
        let entry = try await quarantineEntry(context)
        let actor = try await requireChange(of: try await scope(ofStation: entry.stationCode), context: context)
        return (entry, actor)
    }

    func quarantineEntry(_ context: WebContext) async throws -> QuarantineEntry {
        guard let id = QuarantineEntry.ID(try context.parameter("id")),
            let entry = try await database.read({ try QuarantineStore.entry(id, in: $0) })
        else { throw WebError.notFound }
        return entry
    }
}
