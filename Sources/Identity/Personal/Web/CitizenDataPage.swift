// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// A citizen's data for whoever looks after requests and holds: masked, and
/// nothing of it can be read whole here.
struct CitizenDataPage {
    let citizen: Citizen
    let readings: Page<PersonalReading>
    let next: Address?
    let holds: [LegalHold]
    let requests: [DataRequest]
    let today: CivilDay
    var refusal: PersonalError?
    var errors = FormErrors()
    var typed = FormInput.empty

    var content: PageContent {
        let title = Message("identity.personal.of", ["name": .text(citizen.name)])
        return PageContent(
            Message("identity.personal.page-title", ["name": .text(citizen.name)]), layout: .wide,
            breadcrumb: [
                .init(Message("identity.staff.title"), "/people"),
                .init(Message("identity.personal.desk"), "/people/data"),
            ],
            body: """
                \(PageHead(title, lead: Message("identity.personal.citizen-lead")))
                \(errors.summary)\(refusal.map { Notice(.danger, $0.answer.message) })
                \(DataTable("fields", caption: Message("identity.personal.fields"), columns: [
                    .init(Message("identity.personal.field")), .init(Message("identity.personal.value")),
                ], rows: fields, hidesCaption: true))
                <section class="section"><h2>\(say: "identity.personal.readings")</h2>\(ReadingTable(page: readings, next: next))</section>
                <section class="section"><h2>\(say: "identity.personal.requests")</h2>\
                \(RequestTable(id: "requests", requests: requests, names: [DataHolder(citizen.id): citizen.name], next: nil, today: today))\
                \(counterForm)</section>
                \(HoldSection(holds: holds, holder: DataHolder(citizen.id), typed: typed))
                """)
    }

    /// A request that somebody brings to the counter, on paper or by word of mouth.
    private var counterForm: HTML {
        """
        <h3>\(say: "identity.personal.request.counter")</h3>\
        <p>\(say: "identity.personal.request.counter-means", ["days": .count(DataRequest.term)])</p>\
        <form class="form" method="post" action="\(Address("/people/data/citizens/\(citizen.id.description)/requests"))" novalidate>\(HTML.formToken)\
        \(FormField.select("kind", label: Message("identity.personal.request.kind"), options: RequestKinds.choices, value: typed.value("kind") ?? ""))\
        \(FormField.lines("words", label: Message("identity.personal.request.words"), value: typed.lines("words"), error: errors["words"], maxLength: 4_000))\
        <p class="actions">\(SubmitButton(Message("identity.personal.request.counter-file"), .quiet))</p></form>
        """
    }

    private var fields: [DataTable.Row] {
        PersonalData.masked(of: citizen).map {
            .init(["\($0.field.title)", ShownField(field: $0, revealed: nil).html])
        }
    }
}

extension PersonalPages {
    @Sendable func showCitizen(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await citizenPage(context).content)
    }

    /// Takes down what a citizen asks for at the counter; their term begins as
    /// if they had filed it themselves.
    @Sendable func fileForCitizen(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await citizenPage(context)
        let kind = DataRequest.Kind(rawValue: context.form["kind"]) ?? .other
        do {
            _ = try await data.file(
                kind, context.form.lines("words"), for: DataHolder(page.citizen.id), by: context.viewer.actor)
        } catch let error as PersonalError {
            page.errors.add("words", error.answer.message)
            page.typed = context.form
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: Address("/people/data/citizens/\(page.citizen.id.description)"),
            flash: Flash(.success, Message("identity.personal.request.counter-filed")))
    }

    @Sendable func holdCitizen(_ request: Request, _ context: WebContext) async throws -> Response {
        try await actingOnCitizen(context, "identity.personal.hold.placed-now") { holder in
            try await data.hold(holder, reason: context.form["hold-reason"], by: context.viewer.actor)
        }
    }

    @Sendable func liftCitizensHold(_ request: Request, _ context: WebContext) async throws -> Response {
        try await actingOnCitizen(context, "identity.personal.hold.lifted-now") { holder in
            try await data.lift(try context.identifier("hold"), of: holder, by: context.viewer.actor)
        }
    }

    private func actingOnCitizen(
        _ context: WebContext, _ said: String, _ act: (DataHolder) async throws -> Void
    ) async throws -> Response {
        var page = try await citizenPage(context)
        do {
            try await act(DataHolder(page.citizen.id))
        } catch let error as PersonalError {
            page.refusal = error
            page.typed = context.form
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: Address("/people/data/citizens/\(page.citizen.id.description)"), flash: Flash(.success, Message(said)))
    }

    private func citizenPage(_ context: WebContext) async throws -> CitizenDataPage {
        let id: Citizen.ID = try context.identifier("citizen")
        guard let citizen = try await data.citizen(id) else { throw WebError.notFound }
        let holder = DataHolder(id)
        let readings = try await data.readings(of: holder, after: context.cursor)
        return CitizenDataPage(
            citizen: citizen, readings: readings, next: context.next(after: readings.next),
            holds: try await data.holds(of: holder), requests: try await data.requests(of: holder),
            today: CivilZone.vietNam.day(of: data.clock.now))
    }
}
