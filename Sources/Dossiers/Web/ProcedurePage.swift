// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/procedures/{code}`: what it takes, how long, what it costs and what comes of it.
struct ProcedurePage {
    let version: ProcedureVersion
    let conflicts: [Conflict]
    let versions: [(number: Int, decision: String, takenAt: Instant)]
    /// For each channel, when a dossier handed in now would be due.
    let dues: [DossiersFeature.Due?]
    let askedAt: Instant
    let isReader: Bool

    private var procedure: Procedure { version.procedure }

    var content: PageContent {
        PageContent(
            Message("dossiers.page.title", ["name": .text(procedure.name)]),
            breadcrumb: [.init(Message("dossiers.list.title"), "/procedures")],
            twins: [
                .init(
                    "application/json", Address("/procedures/\(procedure.code)/record.json"),
                    title: Message("dossiers.list.json"))
            ],
            body: """
                \(PageHead(
                    named: procedure.name, lead: "<code>\(procedure.code)</code> · \(procedure.field)",
                    actions: LinkButton(
                        Message("dossiers.definition.see"), Address("/procedures/\(procedure.code)/definition"), .quiet).html))
                \(warning)
                <div class="stack">\(DataTable(
                    "channels", caption: Message("dossiers.page.channels"),
                    columns: [
                        .init(Message("dossiers.page.channel")), .init(Message("dossiers.page.time")),
                        .init(Message("dossiers.page.fee")), .init(Message("dossiers.page.due")),
                    ], rows: procedure.channels.indices.map(row), empty: Message("dossiers.page.no-channel"), stacks: true))
                <p class="muted">\(say: "dossiers.page.due-advice", ["at": .instant(askedAt)])</p></div>
                \(papers)
                \(results)
                \(prose("requirements", procedure.requirements))
                \(prose("steps", procedure.steps))
                \(ServiceLevels(isOnline: procedure.channels.contains { $0.kind == .online }))
                \(legal)
                \(facts)
                """)
    }

    private var warning: HTML? {
        let open = conflicts.count { $0.state == .open }
        guard open > 0 else { return nil }
        let way: HTML =
            isReader ? LinkButton(Message("dossiers.conflicts.title"), "/procedures/conflicts", .quiet).html : .empty
        return Notice(.warning, Message("dossiers.page.unclear", ["count": .count(open)]), detail: way).html
    }

    private func row(_ place: Int) -> DataTable.Row {
        let channel = procedure.channels[place]
        let own = conflicts.filter { $0.channels.contains(place) }
        return DataTable.Row([
            "\(say: "dossiers.channel.\(channel.kind.code)")",
            PrintedWords.time(channel, own.filter(\.kind.isAboutTime)),
            PrintedWords.fee(channel, own.filter { !$0.kind.isAboutTime }),
            due(dues.indices.contains(place) ? dues[place] : nil),
        ])
    }

    private func due(_ due: DossiersFeature.Due?) -> HTML {
        guard let due else { return "\(say: "dossiers.page.due-unknown")" }
        if let problem = due.problem { return "<span class=\"muted\">\(problem)</span>" }
        guard let at = due.at else { return "\(say: "dossiers.page.due-unknown")" }
        let doubts = HTML.each(due.provisional) { entry in
            """
            <br><small class="muted">\(say: "dossiers.page.provisional", ["day": .day(entry.day), "name": .text(entry.name)])</small>
            """
        }
        return "\(at)\(doubts)"
    }

    private var papers: HTML {
        guard !procedure.cases.isEmpty else { return .empty }
        let isOpen = procedure.cases.count == 1
        return """
            <section class="section"><h2>\(say: "dossiers.page.papers")</h2><div class="stack">\(HTML.each(procedure.cases) { one in
                """
                <details class="paper-case"\(" open", if: isOpen)><summary>\(one.name.isEmpty ? "\(say: "dossiers.page.papers-all")" as HTML : "\(one.name)")</summary>\
                <ul class="papers">\(HTML.each(one.papers) { paper in
                    "<li>\(paper.name) <span class=\"muted\">(\(say: "dossiers.page.copies", ["originals": .count(paper.originals), "copies": .count(paper.copies)]))</span></li>"
                })</ul>\(one.notes.isEmpty ? nil : """
                    <h3>\(say: "dossiers.page.notes")</h3><ul class="paper-notes">\(HTML.each(one.notes) { "<li>\($0)</li>" })</ul>
                    """ as HTML)</details>
                """
            })</div></section>
            """
    }

    private var results: HTML {
        guard !procedure.results.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.page.results")</h2><ul>\(HTML.each(procedure.results) { result in
                """
                <li>\(result.name) <code>\(result.code)</code>\
                \(result.isRefusal ? " \(Tag(Message("dossiers.page.refusal")))" as HTML : nil)</li>
                """
            })</ul></section>
            """
    }

    private func prose(_ name: String, _ text: String) -> HTML {
        guard !text.isEmpty else { return .empty }
        let lines = text.split(separator: "\n").map { String($0).tidied() }.filter { !$0.isEmpty }
        return """
            <section class="section"><h2>\(say: "dossiers.page.\(name)")</h2><div class="prose">\
            \(HTML.each(lines) { "<p>\($0)</p>" })</div></section>
            """
    }

    private var legal: HTML {
        guard !procedure.legalBases.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.page.legal")</h2><ul>\(HTML.each(procedure.legalBases) { basis in
                "<li>\(basis.name)\(basis.number.isEmpty ? nil : " <span class=\"nowrap\">(\(basis.number))</span>" as HTML)</li>"
            })</ul></section>
            """
    }

    private var facts: HTML {
        let texts = [
            (Message("dossiers.page.decision"), procedure.decision),
            (Message("dossiers.page.levels"), procedure.levels.joined(separator: ", ")),
            (Message("dossiers.page.subjects"), procedure.subjects),
            (Message("dossiers.page.competent"), procedure.bodies.competent),
            (Message("dossiers.page.executing"), procedure.bodies.executing),
            (Message("dossiers.page.reception"), procedure.bodies.reception),
        ]
        var facts = texts.filter { !$0.1.isEmpty }.map { text -> (name: Message, content: HTML) in
            (text.0, "\(text.1)")
        }
        facts.append((Message("dossiers.page.source"), source))
        facts.append((Message("dossiers.page.versions"), history))
        return "<section class=\"section\"><h2>\(say: "dossiers.page.record")</h2>\(DefinitionList(facts))</section>"
    }

    private var source: HTML {
        guard let address = Address(outside: procedure.source) else { return "\(version.source)" }
        return "<a href=\"\(address)\" rel=\"external\">\(version.source)</a>"
    }

    private var history: HTML {
        """
        <ul>\(HTML.each(versions) { one in
            """
            <li>\(say: "dossiers.page.version", ["number": .count(one.number), "decision": .text(one.decision)]), \(one.takenAt, .date)\
             · <a href="\(Address("/procedures/\(procedure.code)/versions/\(String(one.number))/changes"))">\(say: "dossiers.changes.title")</a></li>
            """
        })</ul>
        """
    }
}

/// What a row prints, or what a person settled in its place.
enum PrintedWords {
    static func time(_ channel: Procedure.Channel, _ conflicts: [Conflict]) -> HTML {
        if let settlement = conflicts.compactMap(\.settlement).last, let limit = settlement.limit {
            return
                "\(words(of: limit))<br><small class=\"muted\">\(say: "dossiers.page.settled", ["reason": .text(settlement.reason)])</small>"
        }
        if channel.time.text.isEmpty { return "<span class=\"muted\">\(say: "dossiers.time.none")</span>" }
        if conflicts.isEmpty, let limit = channel.time.limit { return "\(words(of: limit))" }
        return "\(channel.time.text) \(Tag(Message("dossiers.page.doubtful"), .warning))"
    }

    static func fee(_ channel: Procedure.Channel, _ conflicts: [Conflict]) -> HTML {
        if let settlement = conflicts.compactMap(\.settlement).last {
            return
                "\(settlement.fee)<br><small class=\"muted\">\(say: "dossiers.page.settled", ["reason": .text(settlement.reason)])</small>"
        }
        let doubt: HTML = conflicts.isEmpty ? .empty : " \(Tag(Message("dossiers.page.doubtful"), .warning))"
        let note: HTML = channel.feeNote.isEmpty ? .empty : "<br><small>\(channel.feeNote)</small>"
        let amount = channel.fee.amount ?? 0
        let words: HTML =
            switch channel.fee.kind {
            case .free: "\(say: "dossiers.fee.free")"
            case .unstated: "<span class=\"muted\">\(say: "dossiers.fee.none")</span>"
            case .unreadable: "\(channel.fee.text)"
            case .amount:
                channel.fee.currency == "USD"
                    ? "\(say: "dossiers.fee.usd", ["count": .count(amount)])"
                    : "\(say: "dossiers.fee.vnd", ["count": .count(amount)])"
            }
        return words + doubt + note
    }

    static func words(of limit: TimeLimit) -> Message {
        Message("dossiers.time.\(limit.unit.rawValue.replacing("_", with: "-"))", ["count": .count(limit.count)])
    }
}

/// Both vocabularies of service levels, side by side: levels 1 to 4 until 2022,
/// wholly or partly online since (Decree 42/2022/NĐ-CP).
struct ServiceLevels: Component {
    let isOnline: Bool

    var html: HTML {
        """
        <section class="section"><h2>\(say: "dossiers.level.title")</h2>\
        <p>\(say: isOnline ? "dossiers.level.online" : "dossiers.level.not-online")</p>\
        \(DataTable(
            "levels", caption: Message("dossiers.level.mapping"),
            columns: [.init(Message("dossiers.level.since")), .init(Message("dossiers.level.before"))],
            rows: ["full", "partial", "information"].map { level in
                DataTable.Row(["\(say: "dossiers.level.\(level)")", "\(say: "dossiers.level.\(level)-before")"])
            }))</section>
        """
    }
}
