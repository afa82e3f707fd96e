// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/procedures/{code}`: what it takes, how long, what it costs and what comes of it.
struct ProcedurePage {
    let version: ProcedureVersion
    let newest: Int
    let conflicts: [Conflict]
    let versions: [ProcedureStore.VersionLine]
    let askedAt: Instant
    let today: CivilDay
    let isReader: Bool
    /// Whether the viewer looks after versions and levels.
    let isKeeper: Bool
    let levels: [ServiceLevel]
    let vocabulary: LevelVocabulary
    /// Whether the page is of one version rather than of the procedure.
    var isVersion = false
    /// When dossiers handed in now would be due; `nil` where nobody can hand one in any more.
    var reckoning: Reckoning?
    /// Staff hand nothing in for themselves: forms are for citizens.
    var offersForm = true
    var validityForm = ValidityForm()
    var levelForm = LevelForm()

    struct Reckoning {
        let policy: DeadlinePolicy?
        /// For each channel.
        let dues: [DossiersFeature.Due?]
    }

    private var procedure: Procedure { version.procedure }

    var content: PageContent {
        PageContent(
            Message("dossiers.page.title", ["name": .text(procedure.name)]),
            breadcrumb: [.init(Message("dossiers.list.title"), "/procedures")]
                + (isVersion ? [.init(named: procedure.name, here)] : []),
            twins: [
                .init(
                    "application/json", Address("/procedures/\(procedure.code)/record.json"),
                    title: Message("dossiers.list.json"))
            ],
            body: """
                \(validityForm.errors.summary)\(levelForm.errors.summary)
                \(PageHead(
                    worded: SourceText(procedure.name).html,
                    lead: "<code>\(procedure.code)</code> · \(SourceText(procedure.field))",
                    actions: ways))
                \(warnings)
                <div class="stack">\(DataTable(
                    "channels", caption: Message("dossiers.page.channels"),
                    columns: [
                        .init(Message("dossiers.page.channel")), .init(Message("dossiers.page.time")),
                        .init(Message("dossiers.page.fee")), .init(Message("dossiers.page.due")),
                    ], rows: procedure.channels.indices.map(row),
                    empty: Message(procedure.isHead ? "dossiers.page.head" : "dossiers.page.no-channel"), stacks: true))
                \(counting)</div>
                \(papers)
                \(results)
                \(prose("requirements", procedure.requirements))
                \(prose("steps", procedure.steps))
                \(ServiceLevelSection(
                    code: procedure.code, isOnline: procedure.channels.contains { $0.kind == .online }, levels: levels,
                    vocabulary: vocabulary, today: today, isKeeper: isKeeper && !isVersion, form: levelForm))
                \(legal)
                \(facts)
                \(isKeeper && isVersion ? validityForm.html(of: version) : .empty)
                """)
    }

    /// What a citizen does next stands first.
    private var ways: HTML {
        let isOpen = version.number == newest && !procedure.isHead && !version.validity.isWithdrawn(on: today)
        let isOnline = offersForm && isOpen && procedure.channels.contains { $0.kind == .online }
        return """
            \(isOnline ? LinkButton(Message("dossiers.apply.online"), Address("/apply/\(procedure.code)")) : nil)\
            \(isOpen ? LinkButton(
                Message("dossiers.eligibility.title"), Address("/procedures/\(procedure.code)/eligibility"), .quiet) : nil)\
            \(LinkButton(
                Message("dossiers.definition.see"), Address("/procedures/\(procedure.code)/definition"), .quiet))
            """
    }

    private var here: Address { Address("/procedures/\(procedure.code)") }

    private var warnings: HTML {
        var notices: [HTML] = []
        if version.number < newest {
            let link: HTML = "<p><a href=\"\(here)\">\(say: "dossiers.page.newest")</a></p>"
            notices.append(
                Notice(.warning, Message("dossiers.page.old-version", ["number": .count(version.number)]), detail: link)
                    .html)
        }
        if let day = version.validity.withdrawnOn {
            let key = version.validity.isWithdrawn(on: today) ? "dossiers.page.withdrawn" : "dossiers.page.ends"
            notices.append(Notice(.warning, Message(key, ["day": .day(day)])).html)
        }
        if let day = version.validity.validFrom, day > today {
            notices.append(Notice(.information, Message("dossiers.page.begins", ["day": .day(day)])).html)
        }
        let open = conflicts.count { $0.state == .open }
        if open > 0 {
            let way: HTML =
                isReader
                ? LinkButton(Message("dossiers.conflicts.title"), "/procedures/conflicts", .quiet).html : .empty
            notices.append(
                Notice(.warning, Message("dossiers.page.unclear", ["count": .count(open)]), detail: way).html)
        }
        return HTML(notices)
    }

    /// How due times are counted, in words: whoever reads one is told.
    private var counting: HTML {
        guard let reckoning else { return .empty }
        let advice: HTML =
            "<p class=\"muted\">\(say: "dossiers.page.due-advice", ["at": .instant(askedAt)])</p>"
        guard let policy = reckoning.policy else { return advice }
        return """
            \(advice)<p class="muted policy">\(say: "dossiers.policy.convention.\(policy.convention.rawValue)") \
            \(say: "dossiers.policy.supplement.\(policy.supplement.rawValue)")\
            \(policy.source.isEmpty ? nil : " \(say: "dossiers.policy.source") \(SourceText(policy.source))." as HTML)</p>
            """
    }

    private func row(_ place: Int) -> DataTable.Row {
        let channel = procedure.channels[place]
        let own = conflicts.filter { $0.channels.contains(place) }
        return DataTable.Row([
            "\(say: "dossiers.channel.\(channel.kind.code)")",
            PrintedWords.time(channel, own.filter(\.kind.isAboutTime)),
            PrintedWords.fee(channel, own.filter { !$0.kind.isAboutTime }),
            due(reckoning.flatMap { $0.dues.indices.contains(place) ? $0.dues[place] : nil }),
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
                <details class="paper-case"\(" open", if: isOpen)><summary>\(one.name.isEmpty ? "\(say: "dossiers.page.papers-all")" as HTML : SourceText(one.name).html)</summary>\
                <ul class="papers">\(HTML.each(one.papers) { paper in
                    "<li>\(SourceText(paper.name)) <span class=\"muted\">(\(say: "dossiers.page.copies", ["originals": .count(paper.originals), "copies": .count(paper.copies)]))</span></li>"
                })</ul>\(one.notes.isEmpty ? nil : """
                    <h3>\(say: "dossiers.page.notes")</h3><ul class="paper-notes">\(HTML.each(one.notes) { "<li>\(SourceText($0))</li>" })</ul>
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
                <li>\(SourceText(result.name)) <code>\(result.code)</code>\
                \(result.isRefusal ? " \(Tag(Message("dossiers.page.refusal")))" as HTML : nil)</li>
                """
            })</ul></section>
            """
    }

    private func prose(_ name: String, _ text: String) -> HTML {
        guard !text.isEmpty else { return .empty }
        let lines = text.split(separator: "\n").map { String($0).tidied() }.filter { !$0.isEmpty }
        return """
            <section class="section"><h2>\(say: "dossiers.page.\(name)")</h2><div class="prose" lang="vi">\
            \(HTML.each(lines) { "<p>\($0)</p>" })</div></section>
            """
    }

    private var legal: HTML {
        guard !procedure.legalBases.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "dossiers.page.legal")</h2><ul>\(HTML.each(procedure.legalBases) { basis in
                "<li>\(SourceText(basis.name))\(basis.number.isEmpty ? nil : " <span class=\"nowrap\">(\(basis.number))</span>" as HTML)</li>"
            })</ul></section>
            """
    }

    private var facts: HTML {
        let texts = [
            (Message("dossiers.page.decision"), procedure.decision),
            (Message("dossiers.page.issuer"), procedure.head?.issuer ?? ""),
            (Message("dossiers.page.levels"), procedure.levels.joined(separator: ", ")),
            (Message("dossiers.page.subjects"), procedure.subjects),
            (Message("dossiers.page.competent"), procedure.bodies.competent),
            (Message("dossiers.page.executing"), procedure.bodies.executing),
            (Message("dossiers.page.reception"), procedure.bodies.reception),
        ]
        var facts = texts.filter { !$0.1.isEmpty }.map { text -> (name: Message, content: HTML) in
            (text.0, SourceText(text.1).html)
        }
        let days = [
            ("decided-on", version.validity.decidedOn), ("valid-from", version.validity.validFrom),
            ("withdrawn-on", version.validity.withdrawnOn),
        ]
        for (name, day) in days {
            guard let day else { continue }
            facts.append((Message("dossiers.page.\(name)"), "\(day)"))
        }
        facts.append((Message("dossiers.page.source"), source))
        facts.append((Message("dossiers.page.versions"), history))
        return "<section class=\"section\"><h2>\(say: "dossiers.page.record")</h2>\(DefinitionList(facts))</section>"
    }

    private var source: HTML {
        guard let address = Address(outside: procedure.source) else { return SourceText(version.source).html }
        return "<a href=\"\(address)\" rel=\"external\">\(SourceText(version.source))</a>"
    }

    private var history: HTML {
        """
        <ul>\(HTML.each(versions) { one -> HTML in
            let (code, number) = (procedure.code, String(one.number))
            return """
                <li><a href="\(Address("/procedures/\(code)/versions/\(number)"))">\(say: "dossiers.page.version", ["number": .count(one.number), "decision": .text(one.decision)])</a>, \(one.takenAt, .date)\
                 · <a href="\(Address("/procedures/\(code)/versions/\(number)/changes"))">\(say: "dossiers.changes.title")</a></li>
                """
        })</ul>
        """
    }
}
