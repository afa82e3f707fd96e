// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// All planned reorganisations, and the beginning of a new one.
struct PlanListPage {
    let plans: [Reorganisation]
    let today: CivilDay
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("identity.org.plans"), breadcrumb: [.init(Message("identity.org.title"), "/organisation")],
            body: """
                \(PageHead(Message("identity.org.plans"), lead: Message("identity.org.plan.lead")))
                \(errors.summary)
                \(plans.isEmpty ? EmptyState(Message("identity.org.plan.none")).html : list)
                <section class="section"><h2>\(say: "identity.org.plan.new")</h2>
                <form class="form" method="post" action="/organisation/plans" novalidate>\(HTML.formToken)\
                \(FormField.text("title", label: Message("identity.org.plan.title"), error: errors["title"], width: 50, maxLength: 200))\
                \(FormField.text("act", label: Message("identity.org.field.act"), width: 60, isOptional: true, maxLength: 300))\
                \(FormField.text("on", label: Message("identity.org.plan.on"), error: errors["on"], kind: .date))\
                <p class="actions">\(SubmitButton(Message("identity.org.plan.draft")))</p></form></section>
                """)
    }

    private var list: HTML {
        """
        <ul class="queue">\(HTML.each(plans) { plan in
            QueueRow(
                "\(plan.title)", "/organisation/plans/\(plan.id.description)",
                detail: "<p>\(say: "identity.org.plan.effective", ["day": .day(plan.effectiveOn)])</p>",
                tag: plan.tag(on: today), at: plan.createdAt
            ).html
        })</ul>
        """
    }
}

extension Reorganisation {
    func tag(on today: CivilDay) -> Tag {
        switch state {
        case .draft: Tag(Message("identity.org.plan.state.draft"))
        case .discarded: Tag(Message("identity.org.plan.state.discarded"))
        case .decided:
            effectiveOn <= today
                ? Tag(Message("identity.org.plan.state.effective"), .success)
                : Tag(Message("identity.org.plan.state.decided"), .information)
        }
    }
}

/// One plan: its steps, what stands against it, and the decision.
struct PlanPage {
    let plan: Reorganisation
    let chart: OrgChart
    let names: UnitNames
    let today: CivilDay
    var acts: [IdentityAct] = []
    /// What the units of a draft leave behind.
    var remains: Reorganisation.Remains?
    var errors = FormErrors()
    var refusal: OrgError?
    /// What was typed into the form of a step and refused.
    var typed = FormInput.empty

    var content: PageContent {
        PageContent(
            Message("identity.org.plan.page-title", ["plan": .text(plan.title)]),
            breadcrumb: [
                .init(Message("identity.org.title"), "/organisation"),
                .init(Message("identity.org.plans"), "/organisation/plans"),
            ],
            body: """
                \(PageHead(named: plan.title, lead: "\(plan.tag(on: today))"))
                <div class="stack">\(errors.summary)\(refusal?.notice)\
                \(DefinitionList([
                    (Message("identity.org.plan.on"), "\(plan.effectiveOn)"),
                    (Message("identity.org.field.act"), plan.act.isEmpty ? "\(say: "identity.org.act-unknown")" : "\(plan.act)"),
                    (Message("identity.org.plan.by"), "\(plan.createdBy), \(plan.createdAt)"),
                ]))</div>
                <section class="section"><h2>\(say: "identity.org.plan.steps")</h2>\(steps)</section>
                \(plan.state == .draft ? drafting : nil)\(plan.state == .decided ? deciding : nil)
                <section class="section"><h2>\(say: "identity.act.title")</h2>\(ActTable(acts: acts))</section>
                """)
    }

    private var version: HTML { "<input type=\"hidden\" name=\"version\" value=\"\(machine: plan.version)\">" }
    private func address(_ act: String) -> Address { "/organisation/plans/\(plan.id.description)/\(act)" }

    private var steps: HTML {
        if plan.steps.isEmpty { return "<p>\(say: "identity.org.plan.no-steps")</p>" }
        return """
            <ol class="plan-steps">\(HTML.each(plan.steps.enumerated()) { number, step in
                "<li>\(words(step))\(plan.state == .draft ? removal(number) : nil)</li>"
            })</ol>
            """
    }

    private func removal(_ number: Int) -> HTML {
        let action = ("/organisation/plans/\(plan.id.description)/steps/removal" as Address)
        return ActionForm(
            action, SubmitButton(Message("identity.org.plan.remove-step"), .quiet),
            fields: "\(version)<input type=\"hidden\" name=\"step\" value=\"\(machine: number)\">"
        ).html
    }

    private func words(_ step: Reorganisation.Step) -> HTML {
        let day = plan.effectiveOn - 1
        let whole = step.whole.compactMap { OrgUnit.ID($0) }.map { names.link($0, on: day, in: chart, today: today) }
        let parts = step.parts.compactMap { part -> HTML? in
            guard let id = OrgUnit.ID(part.unit) else { return nil }
            return "\(names.link(id, on: day, in: chart, today: today))\(ShareWords(part.share))"
        }
        return """
            <ul>\(HTML.each(whole + parts) { "<li>\($0)</li>" })</ul>\
            <p>→ \(successor(step))</p>
            """
    }

    private func successor(_ step: Reorganisation.Step) -> HTML {
        guard let successor = step.successor, let id = OrgUnit.ID(successor.unit) else {
            return "\(say: "identity.org.plan.nobody")"
        }
        guard let new = successor.new else { return names.link(id, on: plan.effectiveOn, in: chart, today: today) }
        let parent = new.parent.flatMap { OrgUnit.ID($0) }
        return """
            <strong>\(names.title(new))</strong> <span class="org-code">\(new.code)</span>\
            \(parent.map { " – \(names.title($0, on: plan.effectiveOn, in: chart))" as HTML })
            """
    }

    private var drafting: HTML {
        let problems = plan.problems(in: chart)
        return """
            <section class="section stack"><h2>\(say: "identity.org.plan.check")</h2>\
            \(ProblemList(problems: problems))\
            \(remains.map { RemainsList(remains: $0, plan: plan, chart: chart, names: names, today: today) })\
            \(problems.isEmpty && !plan.steps.isEmpty ? Notice(.success, Message("identity.org.plan.sound")).html : nil)\
            \(problems.isEmpty && !plan.steps.isEmpty ? decision : nil)\
            \(ActionForm(address("discarding"), SubmitButton(Message("identity.org.plan.discard"), .danger), fields: version))</section>
            <section class="section"><h2>\(say: "identity.org.plan.add-step")</h2><p>\(say: "identity.org.plan.step-lead")</p>
            <form class="form" method="post" action="\(address("steps"))" novalidate>\(HTML.formToken)\(version)\
            \(FormField.text("whole", label: Message("identity.org.plan.whole"), value: typed["whole"], hint: Message("identity.org.plan.whole-hint"), error: errors["whole"], width: 50, isOptional: true, maxLength: 1_000))\
            \(FormField.text("parts", label: Message("identity.org.plan.parts"), value: typed["parts"], hint: Message("identity.org.plan.parts-hint"), error: errors["parts"], width: 50, isOptional: true, maxLength: 1_000))\
            \(ChoiceField("becomes", .one, legend: Message("identity.org.plan.becomes"), options: [
                .init("new", Message("identity.org.plan.becomes-new")), .init("existing", Message("identity.org.plan.becomes-existing")),
                .init("nothing", Message("identity.org.plan.becomes-nothing")),
            ], chosen: [typed.value("becomes") ?? "new"]))\
            \(FormField.text("code", label: Message("identity.org.field.code"), value: typed["code"], error: errors["code"], width: 12, isOptional: true, maxLength: 64))\
            \(FormField.text("name", label: Message("identity.org.field.name"), value: typed["name"], hint: Message("identity.org.field.name-hint"), error: errors["name"], width: 40, isOptional: true, maxLength: 200))\
            \(FormField.select("kind", label: Message("identity.org.field.kind"), options: names.kindChoices, value: typed.value("kind") ?? "ward"))\
            \(FormField.text("parent", label: Message("identity.org.field.parent"), value: typed["parent"], hint: Message("identity.org.field.parent-hint"), error: errors["parent"], width: 12, isOptional: true, maxLength: 64))\
            <p class="actions">\(SubmitButton(Message("identity.org.plan.add-step"), .quiet))</p></form></section>
            """
    }

    private var decision: HTML {
        """
        <p>\(say: "identity.org.plan.decide-means", ["day": .day(plan.effectiveOn)])</p>\
        \(ActionForm(address("decision"), SubmitButton(Message("identity.org.plan.decide")), fields: version))
        """
    }

    private var deciding: HTML {
        guard today < plan.effectiveOn else { return .empty }
        return """
            <section class="section"><p>\(say: "identity.org.plan.withdraw-means")</p>\
            \(ActionForm(address("withdrawal"), SubmitButton(Message("identity.org.plan.withdraw"), .danger), fields: version))</section>
            """
    }
}
