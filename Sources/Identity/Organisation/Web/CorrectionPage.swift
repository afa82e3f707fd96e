// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

/// What was said of a unit and was taken back, and the way to take back what
/// was entered wrongly.
struct CorrectionPage {
    let unit: OrgUnit
    let chart: OrgChart
    let names: UnitNames
    let today: CivilDay
    let corrections: [(act: IdentityAct, was: Correction)]
    /// Whether the viewer may take back; names of colleagues are shown then too.
    let mayEdit: Bool
    var refusal: OrgError?

    private var address: String { unit.id.description }
    private var title: String { unit.nearest(to: today).map(names.title) ?? "" }

    var content: PageContent {
        let heading = Message("identity.org.corrections.title", ["unit": .text(title)])
        return PageContent(
            heading, layout: .wide,
            breadcrumb: [
                .init(Message("identity.org.title"), "/organisation"),
                .init(named: title, "/organisation/units/\(address)"),
            ],
            body: """
                \(PageHead(heading, lead: Message("identity.org.corrections.lead")))
                <div class="stack">\(refusal?.notice)</div>
                <section class="section"><h2>\(say: "identity.org.corrections.past")</h2>\(past)</section>
                \(mayEdit ? present : nil)
                """)
    }

    private var past: HTML {
        let who: [DataTable.Column] = mayEdit ? [.init(Message("identity.event.who"))] : []
        return DataTable(
            "corrections", caption: Message("identity.org.corrections.past"),
            columns: [
                .init(Message("identity.event.at"), .time), .init(Message("identity.event.what")),
                .init(Message("identity.org.corrections.was")), .init(Message("identity.org.corrections.reason")),
            ] + who,
            rows: corrections.map { act, was in
                DataTable.Row(
                    [
                        "\(act.at, .second)", "\(say: "identity.act.\(act.kind.rawValue)")", words(was),
                        "\(was.reason ?? act.reason)",
                    ] + (mayEdit ? ["\(act.actor.name)"] : []))
            }, empty: Message("identity.org.corrections.none"), hidesCaption: true, stacks: true
        ).html
    }

    private func words(_ was: Correction) -> HTML {
        let succession = Succession.Kind(rawValue: was.kind)
        let isSuccession = succession != nil
        let kind: HTML =
            isSuccession ? "\(say: "identity.org.kind.\(was.kind)")" : "\(say: "identity.org.competence.\(was.kind)")"
        let day = CivilDay(iso8601: was.since) ?? today
        let validity = Validity(from: day, to: was.until.flatMap(CivilDay.init(iso8601:)))
        return """
            \(kind): \(link(was.from, on: isSuccession ? day - 1 : day)) → \
            \(was.to.map { link($0, on: day) } ?? "–")\(succession?.isShared == true ? ShareWords(was.share) : nil)\
            \(was.function.isEmpty ? nil : " <code>\(was.function)</code>" as HTML), \
            \(validity.map { ValidityWords($0).html })\(ActWords([was.act]))
            """
    }

    private func link(_ id: String, on day: CivilDay) -> HTML {
        guard let id = OrgUnit.ID(id), chart[id] != nil else { return "–" }
        return names.link(id, on: day, in: chart, today: today)
    }

    private var present: HTML {
        let steps = chart.successors(of: unit.id) + (chart.successionsTo[unit.id] ?? [])
        let held = chart.competences.filter { $0.unit == unit.id || $0.territory == unit.id }
            .sorted { ($0.function, $0.id) < ($1.function, $1.id) }
        return """
            <section class="section"><h2>\(say: "identity.org.corrections.successions")</h2>\
            <p>\(say: "identity.org.corrections.together")</p>\
            \(steps.isEmpty ? "<p>\(say: "identity.org.corrections.nothing")</p>" as HTML : HTML.each(steps, succession))</section>
            <section class="section"><h2>\(say: "identity.org.competences")</h2>\
            \(held.isEmpty ? "<p>\(say: "identity.org.corrections.nothing")</p>" as HTML : HTML.each(held, competence))</section>
            """
    }

    private func succession(_ step: Succession) -> HTML {
        form("succession", step.id.description, words(Correction(step)), ends: false)
    }

    private func competence(_ held: Competence) -> HTML {
        form("competence", held.id.description, words(Correction(held)), ends: true)
    }

    private func form(_ what: String, _ id: String, _ words: HTML, ends: Bool) -> HTML {
        """
        <form class="form" method="post" action="\(Address("/organisation/units/\(address)/corrections"))" novalidate>\
        \(HTML.formToken)<div>\(words)</div>\
        <input type="hidden" name="what" value="\(what)"><input type="hidden" name="id" value="\(id)">\
        \(FormField.text("reason-\(id)", label: Message("identity.org.corrections.reason"), width: 50, maxLength: 500))\
        \(ends ? FormField.text("on-\(id)", label: Message("identity.org.end-on"), hint: Message("identity.org.corrections.end-hint"), kind: .date, isOptional: true).html : nil)\
        <p class="actions">\(ends ? SubmitButton(Message("identity.org.corrections.end"), .quiet, name: "act", value: "end") : nil) \
        \(SubmitButton(Message("identity.org.corrections.strike"), .danger, name: "act", value: "strike"))</p></form>
        """
    }
}

extension OrganisationPages {
    @Sendable func showCorrections(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await correctionPage(context).content)
    }

    @Sendable func correct(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await correctionPage(context)
        let id = context.form["id"]
        let reason = context.form["reason-\(id)"]
        do {
            switch (context.form["what"], context.form["act"]) {
            case ("succession", _):
                let id = Succession.ID(id)
                guard let step = page.chart.successions.first(where: { $0.id == id }) else {
                    throw OrgError.unknownRecord
                }
                let actor = try await requireChange(of: step.from, step.to ?? step.from, context: context)
                for part in step.together(in: page.chart) {
                    _ = try await requireChange(of: part.from, part.to ?? part.from, context: context)
                }
                try await organisation.strike(step.id, because: reason, by: actor)
            case (_, let act):
                let id = Competence.ID(id)
                guard let held = page.chart.competences.first(where: { $0.id == id }) else {
                    throw OrgError.unknownRecord
                }
                let actor = try await requireChange(of: held.territory, held.unit, context: context)
                if act == "end" {
                    guard let day = context.form.day("on-\(held.id.description)") else {
                        throw OrgError.problems([OrgProblem(unit: held.unit, title: "", kind: .backwards)])
                    }
                    try await organisation.end(held.id, on: day, because: reason, by: actor)
                } else {
                    try await organisation.strike(held.id, because: reason, by: actor)
                }
            }
        } catch let error as OrgError {
            page.refusal = error
            return refused(page.content, error, context)
        }
        return context.redirect(
            to: "/organisation/units/\(page.unit.id.description)/corrections",
            flash: Flash(.success, Message("identity.org.corrections.done")))
    }

    private func correctionPage(_ context: WebContext) async throws -> CorrectionPage {
        let id: OrgUnit.ID = try context.identifier("unit")
        let chart = try await organisation.chart()
        guard let unit = chart[id] else { throw OrgError.unknownUnit }
        return CorrectionPage(
            unit: unit, chart: chart, names: names(context), today: organisation.today,
            corrections: try await organisation.corrections(of: id), mayEdit: try await mayChange(id, context))
    }
}
