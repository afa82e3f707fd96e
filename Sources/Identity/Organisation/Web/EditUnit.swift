// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// A new unit.
struct NewUnitPage {
    var form: UnitForm
    let names: UnitNames
    var refusal: OrgError?

    var content: PageContent {
        PageContent(
            Message("identity.org.new"), breadcrumb: [.init(Message("identity.org.title"), "/organisation")],
            body: """
                \(PageHead(Message("identity.org.new"), lead: Message("identity.org.new-lead")))
                <div class="stack">\(form.errors.summary)\(refusal?.notice)</div>
                <form class="form" method="post" action="/organisation/units" novalidate>\(HTML.formToken)\
                \(form.fields(names, fromLabel: "identity.org.field.from"))\
                <p class="actions">\(SubmitButton(Message("identity.org.create")))</p></form>
                """)
    }
}

/// Changing, ending and succeeding a unit.
struct ChangeUnitPage {
    let unit: OrgUnit
    /// Who may change it, in the office whose power that is.
    let actor: Actor
    let names: UnitNames
    var form: UnitForm
    var refusal: OrgError?

    private var address: String { unit.id.description }
    private var title: String { unit.versions.last.map(names.title) ?? "" }

    var content: PageContent {
        PageContent(
            Message("identity.org.change-title", ["unit": .text(title)]),
            breadcrumb: [
                .init(Message("identity.org.title"), "/organisation"),
                .init(named: title, "/organisation/units/\(address)"),
            ],
            body: """
                \(PageHead(Message("identity.org.change-title", ["unit": .text(title)]), lead: Message("identity.org.change-lead")))
                <div class="stack">\(form.errors.summary)\(refusal?.notice)</div>
                <form class="form" method="post" action="\(Address("/organisation/units/\(address)/change"))" novalidate>\
                \(HTML.formToken)\(revision)\(form.fields(names, fromLabel: "identity.org.field.change-from"))\
                <p class="actions">\(SubmitButton(Message("identity.org.save")))</p></form>
                <section class="section"><h2>\(say: "identity.org.succession.title")</h2><p>\(say: "identity.org.succession.lead")</p>
                <form class="form" method="post" action="\(Address("/organisation/units/\(address)/successions"))" novalidate>\(HTML.formToken)\
                \(FormField.select("kind", label: Message("identity.org.succession.kind"), options: Succession.Kind.allCases.map { FormField.Choice($0.rawValue, Message("identity.org.kind.\($0.rawValue)")) }))\
                \(FormField.lines("to", label: Message("identity.org.succession.to"), hint: Message("identity.org.succession.to-hint"), rows: 3, isOptional: true, maxLength: 2_000))\
                \(FormField.text("function", label: Message("identity.org.field.function"), hint: Message("identity.org.succession.function-hint"), isOptional: true, maxLength: 64))\
                \(FormField.text("on", label: Message("identity.org.succession.on"), kind: .date))\
                \(FormField.text("act", label: Message("identity.org.field.act"), width: 60, isOptional: true, maxLength: 300))\
                <p class="actions">\(SubmitButton(Message("identity.org.succession.record"), .quiet))</p></form></section>
                <section class="section"><h2>\(say: "identity.org.end-title")</h2><p>\(say: "identity.org.end-lead")</p>
                <form class="form" method="post" action="\(Address("/organisation/units/\(address)/end"))" novalidate>\
                \(HTML.formToken)\(revision)\
                \(FormField.text("on", label: Message("identity.org.end-on"), kind: .date))\
                \(FormField.text("act", label: Message("identity.org.field.act"), width: 60, isOptional: true, maxLength: 300))\
                <p class="actions">\(SubmitButton(Message("identity.org.end"), .danger))</p></form></section>
                """)
    }

    private var revision: HTML { "<input type=\"hidden\" name=\"revision\" value=\"\(machine: unit.revision)\">" }
}

extension OrganisationPages {
    @Sendable func showNewUnit(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(NewUnitPage(form: UnitForm(from: organisation.today), names: names(context)).content)
    }

    @Sendable func createUnit(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = NewUnitPage(form: UnitForm(context.form), names: names(context))
        guard let (said, day) = page.form.description(context.form, in: try await organisation.chart()) else {
            return context.page(page.content, status: .unprocessableContent)
        }
        // A unit that stands under none is the whole city's.
        let actor = try await requireChange(of: said.parent, context: context)
        do {
            let id = try await organisation.create(said, Validity(since: day), by: actor)
            return done(id, "identity.org.created", context)
        } catch let error as OrgError {
            page.refusal = error
            return refused(page.content, error, context)
        }
    }

    @Sendable func showChange(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await changePage(context).content)
    }

    @Sendable func changeUnit(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await changePage(context)
        page.form = UnitForm(context.form)
        guard let (said, day) = page.form.description(context.form, in: try await organisation.chart()) else {
            return context.page(page.content, status: .unprocessableContent)
        }
        // Who moves a unit must be entitled at both places.
        if said.parent != page.unit.nearest(to: day)?.parent {
            _ = try await requireChange(of: said.parent, context: context)
        }
        let actor = page.actor
        return try await acting(context, "identity.org.changed", page) { id, revision in
            try await organisation.revise(id, to: said, from: day, revision: revision, by: actor)
        }
    }

    @Sendable func endUnit(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await changePage(context)
        guard let day = context.form.day("on") else {
            page.form.errors.add("on", Message("identity.org.import.from-unreadable"))
            return context.page(page.content, status: .unprocessableContent)
        }
        let actor = page.actor
        return try await acting(context, "identity.org.ended", page) { id, revision in
            try await organisation.end(
                id, on: day, act: context.form["act"], revision: revision, by: actor)
        }
    }

    @Sendable func recordSuccessions(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await changePage(context)
        let chart = try await organisation.chart()
        guard let day = context.form.day("on"), let kind = Succession.Kind(rawValue: context.form["kind"]) else {
            page.form.errors.add("on", Message("identity.org.import.from-unreadable"))
            return context.page(page.content, status: .unprocessableContent)
        }
        let lines = context.form.lines("to").split(separator: "\n").map(String.init)
        let shares = UnitShare.parsed(lines.joined(separator: ","))
        let now = context.now
        var steps: [Succession] = []
        for (number, share) in shares.enumerated() {
            guard let to = chart.unit(scheme: share.scheme, code: share.code, on: day) else {
                page.form.errors.add("to", Message("identity.org.import.parent-unknown", ["code": .text(share.code)]))
                return context.page(page.content, status: .unprocessableContent)
            }
            steps.append(
                Succession(
                    id: Succession.ID(at: now + .milliseconds(number)), from: page.unit.id, to: to.id, kind: kind,
                    share: kind.isShared ? share.share : 1, function: context.form["function"], on: day,
                    act: context.form["act"], source: context.viewer.actor.name))
        }
        if steps.isEmpty {
            steps = [
                Succession(
                    id: Succession.ID(at: now), from: page.unit.id, to: nil, kind: kind, share: nil, on: day,
                    act: context.form["act"], source: context.viewer.actor.name)
            ]
        }
        for step in steps {
            if let heir = step.to { _ = try await requireChange(of: heir, context: context) }
        }
        let (recorded, actor) = (steps, page.actor)
        return try await acting(context, "identity.org.succession.recorded", page) { _, _ in
            try await organisation.record(recorded, by: actor)
        }
    }

    private func changePage(_ context: WebContext) async throws -> ChangeUnitPage {
        let chart = try await organisation.chart()
        let id: OrgUnit.ID = try context.identifier("unit")
        guard let unit = chart[id], let version = unit.nearest(to: organisation.today) else {
            throw OrgError.unknownUnit
        }
        let actor = try await requireChange(of: id, context: context)
        return ChangeUnitPage(
            unit: unit, actor: actor, names: names(context),
            form: UnitForm(version, in: chart, from: organisation.today))
    }

    private func acting(
        _ context: WebContext, _ said: String, _ page: ChangeUnitPage,
        _ act: (OrgUnit.ID, _ revision: Int) async throws -> Void
    ) async throws -> Response {
        do {
            try await act(page.unit.id, context.form.integer("revision") ?? 0)
            return done(page.unit.id, said, context)
        } catch let error as OrgError {
            // What was typed stays; the revision is that of now, to be judged anew.
            var page = page
            page.refusal = error
            return refused(page.content, error, context)
        }
    }

    private func done(_ id: OrgUnit.ID, _ said: String, _ context: WebContext) -> Response {
        context.redirect(to: "/organisation/units/\(id.description)", flash: Flash(.success, Message(said)))
    }
}

/// A unit named by code in a form, with the share it has: `25597=40`.
struct UnitShare: Hashable {
    var scheme = NationalList.scheme
    let code: String
    /// 0 to 1.
    let share: Double?

    /// `25456, 25459=40, vamco:A-VP`: codes with per cent after `=`.
    static func parsed(_ text: String) -> [UnitShare] {
        text.split { $0 == "," || $0 == ";" || $0 == "\n" }.compactMap { part in
            let halves = part.split(separator: "=", maxSplits: 1).map { String($0).tidied() }
            guard var code = halves.first, !code.isEmpty else { return nil }
            var scheme = NationalList.scheme
            if let colon = code.firstIndex(of: ":") {
                scheme = String(code[..<colon])
                code = String(code[code.index(after: colon)...])
            }
            let percent = halves.count > 1 ? Double(halves[1].replacing("%", with: "").tidied()) ?? .nan : nil
            return UnitShare(scheme: scheme, code: code, share: percent.map { $0 / 100 })
        }
    }
}
