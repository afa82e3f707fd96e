// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// A person's data for whoever looks after it: masked; each reading asks for a
/// reason and is written down.
struct PersonDataPage {
    let person: Person
    let fields: [PersonalData.Masked]
    let readings: Page<PersonalReading>
    let next: Address?
    let holds: [LegalHold]
    let requests: [DataRequest]
    let today: CivilDay
    var revealed: (field: DataField, text: String)?
    var refusal: PersonalError?
    var typed = FormInput.empty

    private var id: String { person.id.description }

    var content: PageContent {
        PageContent(
            Message("identity.personal.page-title", ["name": .text(person.name)]), layout: .wide,
            breadcrumb: [
                .init(Message("identity.staff.title"), "/people"), .init(named: person.name, Address("/people/\(id)")),
            ],
            body: """
                \(PageHead(Message("identity.personal.of", ["name": .text(person.name)]), lead: Message("identity.personal.lead")))
                \(refusal.map { Notice(.danger, $0.answer.message) })
                \(DataTable("fields", caption: Message("identity.personal.fields"), columns: [
                    .init(Message("identity.personal.field")), .init(Message("identity.personal.value")),
                ], rows: fields.map { .init(["\($0.field.title)", ShownField(field: $0, revealed: revealed).html]) }, hidesCaption: true))
                <div class="columns columns-even">\(revealing)\(setting)</div>
                <section class="section"><h2>\(say: "identity.personal.readings")</h2>\(ReadingTable(page: readings, next: next))</section>
                \(requestList)
                \(HoldSection(holds: holds, holder: DataHolder(person.id), typed: typed))
                \(erasing)
                """)
    }

    private func choices(_ fields: [PersonalData.Masked]) -> [FormField.Choice] {
        fields.map { FormField.Choice($0.field.rawValue, $0.field.title) }
    }

    private var kept: [PersonalData.Masked] { fields.filter { $0.text != nil } }
    private var isOpen: Bool { person.leftAt == nil }

    private func reason(_ name: String) -> FormField { .reason(name, value: typed[name]) }

    private var revealing: HTML {
        guard !kept.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "identity.personal.reveal")</h2>\
            <form class="form" method="post" action="\(Address("/people/\(id)/personal/revelations"))" novalidate>\(HTML.formToken)\
            \(FormField.select("field", label: Message("identity.personal.field"), options: choices(kept), value: typed["field"]))\(reason("reason"))\
            <p class="actions">\(SubmitButton(Message("identity.personal.show")))</p></form></section>
            """
    }

    private var setting: HTML {
        guard isOpen else { return .empty }
        let versions = HTML.each(fields) {
            "<input type=\"hidden\" name=\"version-\($0.field.rawValue)\" value=\"\(machine: $0.version)\">"
        }
        return """
            <section class="section"><h2>\(say: "identity.personal.set")</h2>\
            <form class="form" method="post" action="\(Address("/people/\(id)/personal"))" novalidate>\(HTML.formToken)\(versions)\
            \(FormField.select("set-field", label: Message("identity.personal.field"), options: choices(fields), value: typed["set-field"]))\
            \(FormField.text("value", label: Message("identity.personal.value"), width: 40, autocomplete: "off", maxLength: 300))\
            <p class="actions">\(SubmitButton(Message("identity.personal.keep"), .quiet))</p></form></section>
            """
    }

    private var requestList: HTML {
        guard !requests.isEmpty else { return .empty }
        return """
            <section class="section"><h2>\(say: "identity.personal.requests")</h2>\
            \(RequestTable(id: "requests", requests: requests, names: [:], next: nil, today: today))</section>
            """
    }

    private var erasing: HTML {
        guard !kept.isEmpty, !holds.contains(where: { $0.liftedAt == nil }) else { return .empty }
        return """
            <section class="section"><h2>\(say: "identity.personal.erase")</h2><p>\(say: "identity.personal.erase-means")</p>\
            <form class="form" method="post" action="\(Address("/people/\(id)/personal/erasures"))" novalidate>\(HTML.formToken)\
            \(FormField.select("erase-field", label: Message("identity.personal.field"), options: choices(kept)))\(reason("erase-reason"))\
            <p class="actions">\(SubmitButton(Message("identity.personal.erase-now"), .danger))</p></form></section>
            """
    }
}

extension PersonalPages {
    @Sendable func showPerson(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await personPage(context).content)
    }

    @Sendable func setField(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(context, "identity.personal.kept") { holder in
            guard let field = PersonalField(rawValue: context.form["set-field"]) else {
                throw PersonalError.nothingKept
            }
            try await data.set(
                field, to: context.form["value"], of: holder,
                over: context.form.integer("version-\(field.rawValue)") ?? 0, by: context.viewer.actor)
        }
    }

    /// The page with the value in it: not to be kept by the browser, and not
    /// an address that could be passed on.
    @Sendable func reveal(_ request: Request, _ context: WebContext) async throws -> Response {
        let id: Person.ID = try context.identifier("person")
        guard let field = PersonalField(rawValue: context.form["field"]) else { throw PersonalError.nothingKept }
        do {
            let text = try await data.reveal(
                field, of: DataHolder(id), reason: context.form["reason"], by: context.viewer.actor)
            var page = try await personPage(context)
            page.revealed = (DataField(field), text)
            return context.page(page.content)
        } catch let error as PersonalError {
            return try await refused(error, context)
        }
    }

    @Sendable func erase(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(context, "identity.personal.erased") { holder in
            guard let field = PersonalField(rawValue: context.form["erase-field"]) else {
                throw PersonalError.nothingKept
            }
            try await data.erase(field, of: holder, reason: context.form["erase-reason"], by: context.viewer.actor)
        }
    }

    @Sendable func hold(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(context, "identity.personal.hold.placed-now") { holder in
            try await data.hold(holder, reason: context.form["hold-reason"], by: context.viewer.actor)
        }
    }

    @Sendable func liftHold(_ request: Request, _ context: WebContext) async throws -> Response {
        try await acting(context, "identity.personal.hold.lifted-now") { holder in
            try await data.lift(try context.identifier("hold"), of: holder, by: context.viewer.actor)
        }
    }

    private func acting(
        _ context: WebContext, _ said: String, _ act: (DataHolder) async throws -> Void
    ) async throws -> Response {
        let id: Person.ID = try context.identifier("person")
        guard try await people.staff().people[id] != nil else { throw StaffError.unknownPerson }
        do {
            try await act(DataHolder(id))
        } catch let error as PersonalError {
            return try await refused(error, context)
        }
        return context.redirect(
            to: Address("/people/\(id.description)/personal"), flash: Flash(.success, Message(said)))
    }

    private func refused(_ error: PersonalError, _ context: WebContext) async throws -> Response {
        var page = try await personPage(context)
        page.refusal = error
        page.typed = context.form
        return context.page(page.content, status: .init(code: error.answer.status))
    }

    private func personPage(_ context: WebContext) async throws -> PersonDataPage {
        let id: Person.ID = try context.identifier("person")
        guard let person = try await people.staff().people[id] else { throw StaffError.unknownPerson }
        let holder = DataHolder(id)
        let readings = try await data.readings(of: holder, after: context.cursor)
        return PersonDataPage(
            person: person, fields: try await data.masked(of: holder), readings: readings,
            next: context.next(after: readings.next), holds: try await data.holds(of: holder),
            requests: try await data.requests(of: holder), today: CivilZone.vietNam.day(of: data.clock.now))
    }
}
