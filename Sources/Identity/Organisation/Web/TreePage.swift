// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// The tree on a day: the highest units, and the branch that is open.
struct TreePage {
    let chart: OrgChart
    let names: UnitNames
    let day: CivilDay
    let today: CivilDay
    let open: [OrgUnit.ID]
    let mayEdit: Bool
    let mayPlan: Bool

    var content: PageContent {
        PageContent(
            Message("identity.org.title"), summary: Message("identity.org.lead"),
            twins: [
                .init(
                    "application/json", ("/organisation/tree.json" as Address).with("on", day.iso8601),
                    title: Message("identity.org.title")),
                .init("text/csv", csv, title: Message("identity.org.title")),
            ], body: body)
    }

    private var csv: Address { ("/organisation/units.csv" as Address).with("on", day.iso8601) }

    private var body: HTML {
        """
        \(PageHead(Message("identity.org.title"), lead: Message("identity.org.lead"), actions: actions))
        \(UnitSearchForm(typed: ""))
        \(FilterBar("/organisation", isNarrowed: day != today, fields: FormField.text(
            "on", label: Message("identity.org.on"), value: day.iso8601, kind: .date, isOptional: true).html))
        <section class="section"><h2>\(say: "identity.org.tree", ["day": .day(day)])</h2>
        \(list(chart.roots(on: day)))</section>
        <p><a href="\(csv)">\(say: "identity.org.csv")</a></p>
        """
    }

    private var actions: HTML {
        guard mayEdit else {
            return """
                \(LinkButton(Message("identity.org.competences"), "/organisation/competences", .quiet))
                \(LinkButton(Message("identity.calendar.title"), "/organisation/working-days", .quiet))
                """
        }
        return """
            \(LinkButton(Message("identity.org.new"), "/organisation/units/new"))
            \(mayPlan ? LinkButton(Message("identity.org.plans"), "/organisation/plans", .quiet) : nil)
            \(mayPlan ? LinkButton(Message("identity.org.imports"), "/organisation/imports", .quiet) : nil)
            \(LinkButton(Message("identity.org.competences"), "/organisation/competences", .quiet))
            \(LinkButton(Message("identity.calendar.title"), "/organisation/working-days", .quiet))
            """
    }

    private func list(_ nodes: [OrgChart.Node]) -> HTML {
        if nodes.isEmpty { return EmptyState(Message("identity.org.tree-empty")).html }
        return "<ul class=\"org-tree\">\(HTML.each(nodes, item))</ul>"
    }

    private func item(_ node: OrgChart.Node) -> HTML {
        let isOpen = open.contains(node.id)
        let toggle: HTML? = node.hasChildren ? opener(node, isOpen: isOpen) : nil
        return """
            <li\(" class=\"org-open\"", if: isOpen)>\(toggle)\
            <a href="\(UnitNames.address(node.id, on: day, today: today))">\(names.title(node.version))</a> \
            <span class="org-code">\(node.version.code)</span>\
            \(isOpen ? list(chart.children(of: node.id, on: day)) : nil)</li>
            """
    }

    private func opener(_ node: OrgChart.Node, isOpen: Bool) -> HTML {
        let parent = node.version.parent?.description
        let target = ("/organisation" as Address).with("on", day == today ? nil : day.iso8601)
            .with("open", isOpen ? parent : node.id.description)
        let name = Message(
            isOpen ? "identity.org.close" : "identity.org.open", ["unit": .text(names.title(node.version))])
        return """
            <a class="org-toggle" href="\(target)" aria-expanded="\(isOpen ? "true" : "false")">\
            <span aria-hidden="true">\(isOpen ? "−" : "+")</span><span class="visually-hidden">\(name)</span></a>
            """
    }
}

/// The question people come with: what became of a unit?
struct UnitSearchForm: Component {
    let typed: String

    var html: HTML {
        """
        <form class="filter-bar" method="get" action="/organisation/search" role="search">\
        \(FormField.text("q", label: Message("identity.org.search"), value: typed, hint: Message("identity.org.search-hint"), kind: .search, width: 40, maxLength: 200))\
        <div class="filter-actions">\(SubmitButton(Message("identity.org.search-submit")))</div></form>
        """
    }
}

extension OrganisationPages {
    @Sendable func showTree(_ request: Request, _ context: WebContext) async throws -> Response {
        let chart = try await organisation.chart()
        let day = day(context)
        let open = context.query.value("open").flatMap { OrgUnit.ID($0) }
        return context.page(
            TreePage(
                chart: chart, names: names(context), day: day, today: organisation.today,
                open: open.map { chart.path(to: $0, on: day).map(\.id) } ?? [],
                mayEdit: IdentityPolicies.organisation.permits(context.viewer),
                mayPlan: IdentityPolicies.accounts.permits(context.viewer)
            ).content)
    }
}
