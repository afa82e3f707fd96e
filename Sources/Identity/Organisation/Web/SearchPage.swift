// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// What became of a unit, and what it was made of.
struct SearchPage {
    let typed: String
    let hits: [OrgSearch.Hit]
    let chart: OrgChart
    let names: UnitNames
    let today: CivilDay

    var content: PageContent {
        PageContent(
            Message("identity.org.search"), breadcrumb: [.init(Message("identity.org.title"), "/organisation")],
            twins: [
                .init(
                    "application/json", ("/organisation/search.json" as Address).with("q", typed),
                    title: Message("identity.org.search"))
            ],
            body: """
                \(PageHead(Message("identity.org.search")))
                \(UnitSearchForm(typed: typed))
                \(typed.isEmpty ? nil : results)
                """)
    }

    private var results: HTML {
        if hits.isEmpty {
            return EmptyState(
                Message("identity.org.search-none", ["typed": .text(typed)]),
                advice: Message("identity.org.search-advice")
            ).html
        }
        return "<ul class=\"queue\">\(HTML.each(hits, row))</ul>"
    }

    private func row(_ hit: OrgSearch.Hit) -> HTML {
        let validity = hit.version.validity
        let day = validity.holds(on: today) ? today : validity.to.map { $0 - 1 } ?? validity.from
        return QueueRow(
            "\(names.title(hit.version))", UnitNames.address(hit.unit, on: day, today: today),
            detail: """
                <p>\(hit.place)</p><p><span class="org-code">\(hit.version.code)</span> · \(ValidityWords(validity))</p>\
                \(FateWords(unit: hit.unit, on: day, chart: chart, names: names, today: today))
                """,
            tag: validity.holds(on: today)
                ? Tag(Message("identity.org.state.now"), .success)
                : Tag(Message(validity.from > today ? "identity.org.state.planned" : "identity.org.state.past"))
        ).html
    }
}

/// "from … to …" of a fact.
struct ValidityWords: Component {
    let validity: Validity

    init(_ validity: Validity) { self.validity = validity }

    var html: HTML {
        guard let to = validity.to else { return "\(say: "identity.org.since", ["from": .day(validity.from)])" }
        return "\(say: "identity.org.from-to", ["from": .day(validity.from), "to": .day(to - 1)])"
    }
}

/// In one or two sentences: what stands today for a unit of the past, with
/// shares and acts.
struct FateWords: Component {
    let unit: OrgUnit.ID
    let on: CivilDay
    let chart: OrgChart
    let names: UnitNames
    let today: CivilDay

    init(unit: OrgUnit.ID, on day: CivilDay, chart: OrgChart, names: UnitNames, today: CivilDay) {
        self.unit = unit
        self.on = day
        self.chart = chart
        self.names = names
        self.today = today
    }

    var html: HTML {
        guard on < today else { return made }
        let portions = chart.portions(of: unit, recorded: on, on: today)
        if portions.map(\.unit) == [unit] { return made }
        if portions.isEmpty { return "<p>\(say: "identity.org.fate.none")</p>" }
        let acts = portions.flatMap { $0.way.map(\.act) }
        return """
            <p>\(say: portions.count == 1 ? "identity.org.fate.one" : "identity.org.fate.several")</p>\
            <ul>\(HTML.each(portions) { portion in
                "<li>\(names.link(portion.unit, on: today, in: chart, today: today))\(portion.share.map { $0 > 0.999_999 } == true ? nil : ShareWords(portion.share))</li>"
            })</ul>\(ActWords(acts))
            """
    }

    private var made: HTML {
        let steps = chart.predecessors(of: unit).filter { $0.kind != .transfer }
        guard !steps.isEmpty else { return .empty }
        let acts = steps.map(\.act)
        return """
            <p>\(say: "identity.org.fate.made-of")</p><ul>\(HTML.each(steps) { step in
                "<li>\(names.link(step.from, on: step.on - 1, in: chart, today: today))\(ShareWords(step))</li>"
            })</ul>\(ActWords(acts))
            """
    }
}

/// How much of a unit is meant, in brackets.
struct ShareWords: Component {
    let share: Double?
    var isSaid = true

    /// - Parameter share: 0 to 1; `nil` where nobody has published it.
    init(_ share: Double?) { self.share = share }

    /// What a succession takes, where it takes a part.
    init(_ step: Succession) {
        share = step.share
        isSaid = step.kind.isShared
    }

    var html: HTML {
        guard isSaid else { return .empty }
        guard let share else { return " (\(say: "identity.org.share.unknown"))" }
        return " (\(say: "identity.org.share.of", ["percent": .number(share * 100, decimals: 1)]))"
    }
}

/// The legal acts that say so, each once; nothing where none is known.
struct ActWords: Component {
    private let acts: [String]

    init(_ acts: some Sequence<String>) { self.acts = Set(acts).filter { !$0.isEmpty }.sorted() }

    var html: HTML {
        guard !acts.isEmpty else { return .empty }
        return "<p class=\"life-act\">\(say: "identity.org.act-is", ["act": .text(acts.joined(separator: "; "))])</p>"
    }
}

extension OrganisationPages {
    @Sendable func search(_ request: Request, _ context: WebContext) async throws -> Response {
        let typed = String(context.query["q"].prefix(200))
        return context.page(
            SearchPage(
                typed: typed, hits: try await organisation.hits(for: typed), chart: try await organisation.chart(),
                names: names(context), today: organisation.today
            ).content)
    }

    @Sendable func searchData(_ request: Request, _ context: WebContext) async throws -> Response {
        let hits = try await organisation.hits(
            for: String(context.query["q"].prefix(200)), limit: context.pageSize())
        return context.json(items: hits.map { UnitData($0.unit, $0.version, organisation.kinds) }, next: nil)
    }
}
