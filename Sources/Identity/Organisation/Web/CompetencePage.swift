// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

struct CompetenceTable: Component {
    let competences: [Competence]
    let chart: OrgChart
    let names: UnitNames
    let day: CivilDay
    let today: CivilDay

    var html: HTML {
        DataTable(
            "competences", caption: Message("identity.org.competences"),
            columns: [
                .init(Message("identity.org.field.function")), .init(Message("identity.org.competence.part")),
                .init(Message("identity.org.competence.territory")), .init(Message("identity.org.competence.unit")),
                .init(Message("identity.org.field.validity")), .init(Message("identity.org.field.act")),
            ],
            rows: competences.map { competence in
                DataTable.Row([
                    "<code>\(competence.function)</code>",
                    "\(say: "identity.org.competence.\(competence.part.rawValue)")",
                    names.link(competence.territory, on: day, in: chart, today: today),
                    names.link(competence.unit, on: day, in: chart, today: today),
                    ValidityWords(competence.validity).html, "\(competence.act)",
                ])
            }, empty: Message("identity.org.competence.none"), hidesCaption: true
        ).html
    }
}

/// Who is responsible for what, where and when.
struct CompetencePage {
    let chart: OrgChart
    let names: UnitNames
    let day: CivilDay
    let today: CivilDay
    var function = ""
    var territory = ""
    var mayEdit = false
    var errors = FormErrors()
    var refusal: OrgError?

    var content: PageContent {
        PageContent(
            Message("identity.org.competences"), layout: .wide,
            breadcrumb: [.init(Message("identity.org.title"), "/organisation")],
            body: """
                \(PageHead(Message("identity.org.competences"), lead: Message("identity.org.competence.lead")))
                <div class="stack">\(errors.summary)\(refusal?.notice)</div>
                \(FilterBar("/organisation/competences", isNarrowed: !function.isEmpty, fields: filter))
                \(CompetenceTable(competences: found, chart: chart, names: names, day: day, today: today))
                \(mayEdit ? form : nil)
                """)
    }

    private var filter: HTML {
        """
        \(FormField.text("function", label: Message("identity.org.field.function"), value: function, isOptional: true, maxLength: 64))\
        \(FormField.text("territory", label: Message("identity.org.competence.territory-code"), value: territory, isOptional: true, maxLength: 32))\
        \(FormField.text("on", label: Message("identity.org.on"), value: day.iso8601, kind: .date, isOptional: true))
        """
    }

    /// For a task and a territory those who do it; else all that hold on the day.
    private var found: [Competence] {
        if !function.isEmpty, let unit = chart.unit(scheme: NationalList.scheme, code: territory, on: day) {
            return Competence.Part.allCases.flatMap { chart.competences(for: function, $0, in: unit.id, on: day) }
        }
        return chart.competences.filter {
            $0.validity.holds(on: day) && (function.isEmpty || $0.covers(function))
        }.sorted { ($0.function, $0.id) < ($1.function, $1.id) }
    }

    private var form: HTML {
        """
        <section class="section"><h2>\(say: "identity.org.competence.assign")</h2>
        <form class="form" method="post" action="/organisation/competences" novalidate>\(HTML.formToken)\
        \(FormField.text("function", label: Message("identity.org.field.function"), hint: Message("identity.org.field.function-hint"), error: errors["function"], maxLength: 64))\
        \(ChoiceField("part", .one, legend: Message("identity.org.competence.part"), options: Competence.Part.allCases.map { FormField.Choice($0.rawValue, Message("identity.org.competence.\($0.rawValue)")) }, chosen: ["authority"]))\
        \(FormField.text("territory", label: Message("identity.org.competence.territory-code"), error: errors["territory"], maxLength: 32))\
        \(FormField.text("unit", label: Message("identity.org.competence.unit-code"), hint: Message("identity.org.competence.unit-hint"), error: errors["unit"], maxLength: 64))\
        \(FormField.text("from", label: Message("identity.org.field.from"), error: errors["from"], kind: .date))\
        \(FormField.text("to", label: Message("identity.org.field.to"), kind: .date, isOptional: true))\
        \(FormField.text("act", label: Message("identity.org.field.act"), width: 60, isOptional: true, maxLength: 300))\
        <p class="actions">\(SubmitButton(Message("identity.org.competence.save")))</p></form></section>
        """
    }
}

extension OrganisationPages {
    @Sendable func showCompetences(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await competencePage(context).content)
    }

    @Sendable func assignCompetence(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await competencePage(context)
        let form = context.form
        guard let from = form.day("from"), let validity = Validity(from: from, to: form.day("to").map { $0 + 1 }) else {
            page.errors.add("from", Message("identity.org.import.from-unreadable"))
            return context.page(page.content, status: .unprocessableContent)
        }
        func unit(_ field: String) -> OrgUnit.ID? {
            let found = UnitShare.parsed(form[field]).first.flatMap {
                page.chart.unit(scheme: $0.scheme, code: $0.code, on: from)?.id
            }
            if found == nil {
                page.errors.add(field, Message("identity.org.import.parent-unknown", ["code": .text(form[field])]))
            }
            return found
        }
        if form["function"].isEmpty { page.errors.add("function", Message("identity.org.competence.function-missing")) }
        guard let territory = unit("territory"), let unit = unit("unit"), page.errors.isEmpty else {
            return context.page(page.content, status: .unprocessableContent)
        }
        let actor = try await requireChange(of: territory, unit, context: context)
        do {
            try await organisation.assign(
                Competence(
                    id: Competence.ID(at: context.now), function: form["function"],
                    part: Competence.Part(rawValue: form["part"]) ?? .reception, territory: territory, unit: unit,
                    validity: validity, act: form["act"], source: context.viewer.actor.name),
                by: actor)
        } catch let error as OrgError {
            page.refusal = error
            return refused(page.content, error, context)
        }
        return context.redirect(
            to: "/organisation/competences", flash: Flash(.success, Message("identity.org.competence.saved")))
    }

    private func competencePage(_ context: WebContext) async throws -> CompetencePage {
        var page = CompetencePage(
            chart: try await organisation.chart(), names: names(context), day: day(context), today: organisation.today)
        page.function = String(context.query["function"].prefix(64))
        page.territory = String(context.query["territory"].prefix(32))
        page.mayEdit = IdentityPolicies.organisation.permits(context.viewer)
        return page
    }
}
