// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// A unit on a day, its life line, and what is below it.
struct UnitPage {
    let unit: OrgUnit
    let chart: OrgChart
    let names: UnitNames
    let day: CivilDay
    let today: CivilDay
    var acts: [IdentityAct] = []
    var outline: OutlinedUnit.Outline?
    var mayEdit = false
    var refusal: OrgError?

    var content: PageContent {
        let above = chart.path(to: unit.id, on: shown.validity.holds(on: day) ? day : shown.validity.from).dropLast()
        return PageContent(
            Message("identity.org.unit.title", ["unit": .text(names.title(shown))]),
            breadcrumb: [.init(Message("identity.org.title"), ("/organisation" as Address).with("on", asked))]
                + above.map { .init(named: names.title($0.version), UnitNames.address($0.id, on: day, today: today)) },
            twins: [
                .init(
                    "application/json", "/organisation/units/\(unit.id.description)/record.json",
                    title: Message("identity.org.unit.record"))
            ], body: body)
    }

    private var asked: String? { day == today ? nil : day.iso8601 }

    /// The unit as it is on the day, or nearest to it.
    private var shown: OrgUnit.Version {
        unit.nearest(to: day)
            ?? OrgUnit.Version(
                validity: Validity(since: day), scheme: "", code: "", name: "", nameEnglish: "", kind: "", parent: nil,
                act: "", source: "")
    }

    private var body: HTML {
        let version = shown
        let isThere = version.validity.holds(on: day)
        return """
            \(PageHead(named: names.title(version), lead: "\(names.kind(version.kind))", actions: actions))
            <div class="stack">\(refusal?.notice)\
            \(isThere ? nil : Notice(.warning, Message("identity.org.unit.not-there", ["day": .day(day)])))\
            \(DefinitionList([
                (Message("identity.org.field.code"), "<code>\(version.code)</code> (\(version.scheme))"),
                (Message("identity.org.field.validity"), ValidityWords(version.validity).html),
                (Message("identity.org.field.act"), version.act.isEmpty ? "\(say: "identity.org.act-unknown")" : "\(version.act)"),
                (Message("identity.org.field.source"), "\(version.source)"),
            ] + territory))\
            \(FateWords(unit: unit.id, on: isThere ? day : version.validity.from, chart: chart, names: names, today: today))</div>
            <section class="section"><h2>\(say: "identity.org.life")</h2>\(LifeLine(unit: unit, chart: chart, names: names, today: today))</section>
            \(below)\(competences)\(history)
            <p>\(LinkButton(Message("identity.org.corrections"), "/organisation/units/\(unit.id.description)/corrections", .quiet))</p>
            """
    }

    private var territory: [(name: Message, content: HTML)] {
        outline.map { [(Message("identity.org.field.outline"), "\($0.source), \($0.licence)" as HTML)] } ?? []
    }

    private var actions: HTML {
        guard mayEdit else { return .empty }
        return LinkButton(
            Message("identity.org.change"), "/organisation/units/\(unit.id.description)/change"
        ).html
    }

    private var below: HTML {
        let nodes = chart.children(of: unit.id, on: day)
        guard !nodes.isEmpty else { return .empty }
        return """
            <section class="section">\(DataTable(
                "below", caption: Message("identity.org.below", ["day": .day(day)]),
                columns: [
                    .init(Message("identity.org.field.name")), .init(Message("identity.org.field.kind")),
                    .init(Message("identity.org.field.code")),
                ],
                rows: nodes.map { node in
                    DataTable.Row([
                        "<a href=\"\(UnitNames.address(node.id, on: day, today: today))\">\(names.title(node.version))</a>",
                        "\(names.kind(node.version.kind))", "<code>\(node.version.code)</code>",
                    ])
                }))</section>
            """
    }

    private var competences: HTML {
        let own = chart.competences.filter { $0.unit == unit.id && $0.validity.holds(on: day) }
        guard !own.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "identity.org.competences")</h2>\
            \(CompetenceTable(competences: own, chart: chart, names: names, day: day, today: today))</section>
            """
    }

    private var history: HTML {
        guard mayEdit, !acts.isEmpty else { return .empty }
        return "<section class=\"section\"><h2>\(say: "identity.act.title")</h2>\(ActTable(acts: acts))</section>"
    }
}

/// Who changed a thing, and when.
struct ActTable: Component {
    let acts: [IdentityAct]

    var html: HTML {
        DataTable(
            "acts", caption: Message("identity.act.title"),
            columns: [
                .init(Message("identity.event.at"), .time), .init(Message("identity.event.what")),
                .init(Message("identity.event.who")), .init(Message("identity.act.detail")),
            ],
            rows: acts.map { act in
                DataTable.Row([
                    "\(act.at, .second)", "\(say: "identity.act.\(act.kind.rawValue)")", "\(act.actor.name)",
                    words(of: act),
                ])
            }, hidesCaption: true
        ).html
    }

    /// What was done, on which basis, and why.
    private func words(of act: IdentityAct) -> HTML {
        let correction = Correction(stored: act.detail)
        let (detail, reason) = (correction == nil ? act.detail : "", correction?.reason ?? act.reason)
        let parts: [HTML] = [
            detail.isEmpty ? .empty : "<div>\(detail)</div>",
            act.legalBasis.isEmpty
                ? .empty : "<div class=\"muted\">\(say: "identity.act.basis", ["basis": .text(act.legalBasis)])</div>",
            reason.isEmpty
                ? .empty : "<div class=\"muted\">\(say: "identity.act.reason", ["reason": .text(reason)])</div>",
        ]
        return HTML.each(parts) { $0 }
    }
}

extension OrganisationPages {
    @Sendable func showUnit(_ request: Request, _ context: WebContext) async throws -> Response {
        let id: OrgUnit.ID = try context.identifier("unit")
        return context.page(try await unitPage(id, context).content)
    }

    func unitPage(_ id: OrgUnit.ID, _ context: WebContext) async throws -> UnitPage {
        let chart = try await organisation.chart()
        guard let unit = chart[id] else { throw OrgError.unknownUnit }
        let mayEdit = try await mayChange(id, context)
        var page = UnitPage(
            unit: unit, chart: chart, names: names(context), day: day(context), today: organisation.today)
        page.outline = try await organisation.outline(of: id, on: page.day)
        page.mayEdit = mayEdit
        if mayEdit { page.acts = try await organisation.acts(on: id.description) }
        return page
    }
}
