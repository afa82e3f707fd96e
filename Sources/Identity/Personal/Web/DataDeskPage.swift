// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import Web

/// Requests about personal data, without the words that nobody needs for a list.
struct RequestTable: Component {
    let id: String
    let requests: [DataRequest]
    let names: [DataHolder: String]
    let next: Address?
    let today: CivilDay

    var html: HTML {
        DataTable(
            id, caption: Message("identity.personal.requests"),
            columns: [
                .init(Message("identity.personal.request.due"), .time),
                .init(Message("identity.personal.request.kind")),
                .init(Message("identity.field.name")), .init(Message("identity.personal.request.filed"), .time),
                .init(Message("identity.field.state")),
            ],
            rows: requests.map { request in
                DataTable.Row([
                    "<a href=\"\(Address("/people/data/requests/\(request.id.description)"))\">\(request.dueOn)</a>",
                    "\(say: "identity.personal.request.kind.\(request.kind.rawValue)")",
                    RequestHolder(request: request, name: names[request.holder]).html, "\(request.filedAt)",
                    RequestState(request: request, today: today).html,
                ])
            }, next: next, empty: Message("identity.personal.request.none"), hidesCaption: true, stacks: true
        ).html
    }
}

/// Whose a request is, with the way to their data.
struct RequestHolder: Component {
    let request: DataRequest
    let name: String?

    var html: HTML {
        let holder = request.holder
        guard let name else {
            return holder.isCitizen ? "\(say: "identity.personal.citizen-gone")" : "\(request.filedByName)"
        }
        return holder.isCitizen
            ? """
            <a href="\(Address("/people/data/citizens/\(holder.id)"))">\(name)</a> \
            <span class="tag">\(say: "identity.personal.citizen")</span>
            """ : "<a href=\"\(Address("/people/\(holder.id)/personal"))\">\(name)</a>"
    }
}

/// Personal data as a whole: requests by their term, finding whose a value is,
/// for how long each field is kept.
struct DataDeskPage {
    let state: DataRequest.State
    let requests: Page<DataRequest>
    let next: Address?
    let names: [DataHolder: String]
    let rules: [RetentionRule]
    let staff: Staff
    let today: CivilDay
    /// Whether the holidays of this year are known.
    let knowsYear: Bool
    var found: (holders: [DataHolder], citizens: [Citizen])?
    var errors = FormErrors()
    var typed = FormInput.empty

    var content: PageContent {
        PageContent(
            Message("identity.personal.desk"), layout: .wide,
            breadcrumb: [.init(Message("identity.staff.title"), "/people")],
            body: """
                \(PageHead(Message("identity.personal.desk"), lead: Message("identity.personal.desk-lead")))
                \(errors.summary)
                <section><h2>\(say: "identity.personal.requests")</h2>\(tabs)\
                \(knowsYear ? nil : Notice(.warning, Message("identity.personal.calendar-unknown", ["year": .text(String(today.year))])))\
                \(RequestTable(id: "requests", requests: requests.items, names: names, next: next, today: today))</section>
                <section class="section" id="finding"><h2>\(say: "identity.personal.find")</h2>\(finding)</section>
                <section class="section"><h2>\(say: "identity.personal.terms")</h2><p>\(say: "identity.personal.terms-mean")</p>\(terms)\(termForm)</section>
                """)
    }

    @Sendable private func name(_ holder: DataHolder) -> String? {
        Person.ID(holder.id).flatMap { staff.people[$0]?.name }
    }

    private var tabs: HTML {
        LinkTabs(
            Message("identity.field.state"),
            DataRequest.State.allCases.map { one in
                (
                    Message("identity.personal.request.state.\(one.rawValue)"),
                    ("/people/data" as Address).with("state", one == .open ? nil : one.rawValue), one == state
                )
            }
        ).html
    }

    private var fieldChoices: [FormField.Choice] {
        PersonalField.allCases.map { FormField.Choice($0.rawValue, $0.name) }
    }

    private var finding: HTML {
        """
        \(found.map { results($0.holders, $0.citizens) })\
        <form class="form" method="post" action="/people/data/finding#finding" novalidate>\(HTML.formToken)\
        \(FormField.select("field", label: Message("identity.personal.field"), options: fieldChoices, value: typed["field"]))\
        \(FormField.text("value", label: Message("identity.personal.value"), value: typed["value"], error: errors["value"], width: 40, autocomplete: "off", maxLength: 300))\
        \(FormField.text("reason", label: Message("identity.personal.reason"), value: typed["reason"], hint: Message("identity.personal.reason-hint"), error: errors["reason"], width: 40, autocomplete: "off", maxLength: Reason.limit))\
        <p class="actions">\(SubmitButton(Message("identity.personal.find-now"), .quiet))</p></form>
        """
    }

    private func results(_ found: [DataHolder], _ citizens: [Citizen]) -> HTML {
        guard !found.isEmpty else { return Notice(.information, Message("identity.personal.found-nobody")).html }
        return """
            <div class="found" role="status"><p>\(say: "identity.personal.found", ["count": .count(found.count)])</p>\
            <ul>\(HTML.each(found.filter { !$0.isCitizen }) { holder in
                let shown = name(holder)
                return shown.map { "<li><a href=\"\(Address("/people/\(holder.id)/personal"))\">\($0)</a></li>" }
                    ?? "<li><a href=\"\(Address("/identity/accounts/\(holder.id)"))\">\(say: "identity.personal.account")</a></li>"
            })\(HTML.each(citizens, citizen))</ul></div>
            """
    }

    /// A citizen who was found: masked, as on the page it leads to.
    @Sendable private func citizen(_ citizen: Citizen) -> HTML {
        let masked = PersonalData.masked(of: citizen).filter { !$0.field.isPlain && $0.field != .subject }
        return """
            <li><a href="\(Address("/people/data/citizens/\(citizen.id.description)"))">\(citizen.name)</a> \
            <span class="tag">\(say: "identity.personal.citizen")</span>\
            <div class="muted">\(HTML.each(masked) { "<span class=\"masked\">\($0.text ?? "")</span> " })</div></li>
            """
    }

    private var terms: HTML {
        DataTable(
            "terms", caption: Message("identity.personal.terms"),
            columns: [
                .init(Message("identity.personal.field")), .init(Message("identity.personal.term")),
                .init(Message("identity.personal.ground")), .init(Message("identity.personal.set-by")),
            ],
            rows: RetentionRule.Matter.all.map { matter in
                guard let rule = rules.first(where: { $0.matter == matter }) else {
                    return DataTable.Row(["\(matter.title)", "\(say: "identity.personal.no-term")", .empty, .empty])
                }
                return DataTable.Row([
                    "\(matter.title)", "\(say: days(of: matter), ["days": .count(rule.days)])",
                    "\(rule.ground)", "\(rule.setByName), \(rule.setAt)",
                ])
            }, hidesCaption: true, stacks: true
        ).html
    }

    private func days(of matter: RetentionRule.Matter) -> String {
        matter == .citizens ? "identity.personal.days-unused" : "identity.personal.days-after"
    }

    private var termForm: HTML {
        """
        <form class="form" method="post" action="/people/data/terms" novalidate>\(HTML.formToken)\
        \(FormField.select("term-field", label: Message("identity.personal.field"), options: RetentionRule.Matter.all.map { FormField.Choice($0.stored, $0.title) }))\
        \(FormField.text("days", label: Message("identity.personal.days"), hint: Message("identity.personal.days-hint"), error: errors["days"], kind: .number, width: 6, isOptional: true, maxLength: 6))\
        \(FormField.text("ground", label: Message("identity.personal.ground"), error: errors["ground"], width: 40, isOptional: true, maxLength: Reason.limit))\
        <p class="actions">\(SubmitButton(Message("identity.personal.set-term"), .quiet))</p></form>
        """
    }
}

extension PersonalPages {
    @Sendable func showDesk(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await desk(context).content)
    }

    @Sendable func find(_ request: Request, _ context: WebContext) async throws -> Response {
        let field = PersonalField(rawValue: context.form["field"]) ?? .identityNumber
        var page = try await desk(context)
        do {
            let found = try await data.find(
                context.form["value"], in: field, reason: context.form["reason"], by: context.viewer.actor)
            page.found = (found, try await data.citizens(among: found))
            return context.page(page.content)
        } catch let error as PersonalError {
            page.errors.add(error == .reasonMissing ? "reason" : "value", error.answer.message)
            page.typed = context.form
            return context.page(page.content, status: .init(code: error.answer.status))
        }
    }

    @Sendable func setTerm(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let matter = RetentionRule.Matter(stored: context.form["term-field"]) else {
            throw PersonalError.termMalformed
        }
        let days = context.form.value("days")
        do {
            if days != nil, context.form.integer("days") == nil { throw PersonalError.termMalformed }
            try await data.setTerm(
                matter, days: context.form.integer("days"), ground: context.form["ground"], by: context.viewer.actor)
        } catch let error as PersonalError {
            var page = try await desk(context)
            page.errors.add(error == .reasonMissing ? "ground" : "days", error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(to: "/people/data", flash: Flash(.success, Message("identity.personal.term-set")))
    }

    private func desk(_ context: WebContext) async throws -> DataDeskPage {
        let state = DataRequest.State(rawValue: context.query["state"]) ?? .open
        let requests = try await data.requests(state, after: context.cursor)
        let today = CivilZone.vietNam.day(of: data.clock.now)
        return DataDeskPage(
            state: state, requests: requests, next: context.next(after: requests.next),
            names: try await names(of: requests.items), rules: try await data.rules(),
            staff: try await people.staff(), today: today,
            knowsYear: try await data.calendar.workingCalendar().knows(today.year))
    }
}
