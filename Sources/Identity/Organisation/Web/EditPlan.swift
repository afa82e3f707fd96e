// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension OrganisationPages {
    @Sendable func listPlans(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(PlanListPage(plans: try await organisation.plans(), today: organisation.today).content)
    }

    @Sendable func draftPlan(_ request: Request, _ context: WebContext) async throws -> Response {
        var errors = FormErrors()
        if context.form["title"].isEmpty { errors.add("title", Message("identity.org.plan.title-missing")) }
        let day = context.form.day("on")
        if day == nil { errors.add("on", Message("identity.org.import.from-unreadable")) }
        if let day, day <= organisation.today { errors.add("on", Message("identity.org.plan.day-past")) }
        guard errors.isEmpty, let day else {
            var page = PlanListPage(plans: try await organisation.plans(), today: organisation.today)
            page.errors = errors
            return context.page(page.content, status: .unprocessableContent)
        }
        let id = try await organisation.draft(
            title: context.form["title"], act: context.form["act"], effectiveOn: day, by: context.viewer.actor)
        return context.redirect(to: "/organisation/plans/\(id.description)")
    }

    @Sendable func showPlan(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await planPage(context).content)
    }

    @Sendable func addStep(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await planPage(context)
        page.typed = context.form
        guard let step = step(from: context.form, on: page.plan.effectiveOn, in: page.chart, &page.errors, context.now)
        else { return context.page(page.content, status: .unprocessableContent) }
        return try await changing(page, context) { $0.steps.append(step) }
    }

    @Sendable func removeStep(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await planPage(context)
        guard let number = context.form.integer("step"), page.plan.steps.indices.contains(number) else {
            throw OrgError.changedMeanwhile
        }
        return try await changing(page, context) { $0.steps.remove(at: number) }
    }

    @Sendable func decidePlan(_ request: Request, _ context: WebContext) async throws -> Response {
        try await ending(context, "identity.org.plan.decided") {
            try await organisation.decide($0, by: context.viewer.actor)
        }
    }

    @Sendable func withdrawPlan(_ request: Request, _ context: WebContext) async throws -> Response {
        try await ending(context, "identity.org.plan.withdrawn") {
            try await organisation.withdraw($0, by: context.viewer.actor)
        }
    }

    @Sendable func discardPlan(_ request: Request, _ context: WebContext) async throws -> Response {
        try await ending(context, "identity.org.plan.discarded") {
            try await organisation.discard($0, by: context.viewer.actor)
        }
    }

    private func planPage(_ context: WebContext) async throws -> PlanPage {
        let plan = try await organisation.plan(try context.identifier("plan"))
        var page = PlanPage(
            plan: plan, chart: try await organisation.chart(), names: names(context), today: organisation.today)
        page.remains = plan.state == .draft ? plan.remains(in: page.chart, try await people.staff()) : nil
        page.acts = try await organisation.acts(on: plan.id.description)
        return page
    }

    private func changing(
        _ page: PlanPage, _ context: WebContext, _ change: (inout Reorganisation) -> Void
    ) async throws -> Response {
        try await ending(context, "identity.org.plan.kept") { plan in
            var plan = plan
            change(&plan)
            try await organisation.keep(plan, by: context.viewer.actor)
        }
    }

    /// One act on a plan, made from the version the page showed.
    private func ending(
        _ context: WebContext, _ said: String, _ act: (Reorganisation) async throws -> Void
    ) async throws -> Response {
        var page = try await planPage(context)
        do {
            guard context.form.integer("version") == page.plan.version else { throw OrgError.changedMeanwhile }
            try await act(page.plan)
        } catch let error as OrgError {
            page.refusal = error
            return refused(page.content, error, context)
        }
        return context.redirect(
            to: "/organisation/plans/\(page.plan.id.description)", flash: Flash(.success, Message(said)))
    }

    private func step(
        from form: FormInput, on day: CivilDay, in chart: OrgChart, _ errors: inout FormErrors, _ now: Instant
    ) -> Reorganisation.Step? {
        func units(_ field: String) -> [(OrgUnit.ID, Double?)] {
            UnitShare.parsed(form[field]).compactMap { named in
                guard let unit = chart.unit(scheme: named.scheme, code: named.code, on: day - 1) else {
                    errors.add(field, Message("identity.org.import.parent-unknown", ["code": .text(named.code)]))
                    return nil
                }
                if let share = named.share, !(share > 0 && share <= 1) {
                    errors.add(field, Message("identity.org.plan.share-unreadable"))
                }
                return (unit.id, named.share)
            }
        }
        let whole = units("whole").map(\.0.description)
        let parts = units("parts").map { Reorganisation.Step.Part(unit: $0.0.description, share: $0.1) }
        if whole.isEmpty, parts.isEmpty { errors.add("whole", Message("identity.org.plan.nothing-given")) }
        var step = Reorganisation.Step(whole: whole, parts: parts, successor: nil)
        let named = UnitShare.parsed(form["code"]).first
        switch form["becomes"] {
        case "nothing": break
        case "existing":
            if let named, let unit = chart.unit(scheme: named.scheme, code: named.code, on: day) {
                step.successor = .init(unit: unit.id.description, new: nil)
            } else {
                errors.add("code", Message("identity.org.import.parent-unknown", ["code": .text(form["code"])]))
            }
        default:
            if named == nil { errors.add("code", Message("identity.org.import.code-missing")) }
            if form["name"].isEmpty { errors.add("name", Message("identity.org.import.name-missing")) }
            let above = UnitShare.parsed(form["parent"]).first
            let parent = above.flatMap { chart.unit(scheme: $0.scheme, code: $0.code, on: day)?.id }
            if above != nil, parent == nil {
                errors.add("parent", Message("identity.org.import.parent-unknown", ["code": .text(form["parent"])]))
            }
            step.successor = .init(
                unit: OrgUnit.ID(at: now).description,
                new: .init(
                    scheme: named?.scheme ?? NationalList.scheme, code: named?.code ?? "", name: form["name"],
                    nameEnglish: NationalList.plain(form["name"]), kind: form["kind"], parent: parent?.description))
        }
        return errors.isEmpty ? step : nil
    }
}
