// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

/// What the city holds about the person who looks, on the staff or a citizen:
/// masked until asked for, who read it and why, all of it in a file, and requests
/// with their terms.
struct OwnDataPage {
    let fields: [PersonalData.Masked]
    let readings: Page<PersonalReading>
    let next: Address?
    let requests: [DataRequest]
    let today: CivilDay
    var isCitizen = false
    var revealed: (field: DataField, text: String)?
    var errors = FormErrors()
    var typed = FormInput.empty

    /// Where the person's own pages lie.
    private var own: String { isCitizen ? "citizen" : "account" }

    var content: PageContent {
        PageContent(
            Message("identity.personal.own-title"), breadcrumb: [breadcrumb],
            body: """
                \(PageHead(Message("identity.personal.own-title"), lead: Message("identity.personal.own-lead"), actions: LinkButton(
                    Message("identity.personal.export"), Address("/\(own)/personal/export.json"), .quiet).html))
                \(errors.summary)\(isCitizen ? "<p class=\"muted\">\(say: "identity.personal.export-proof")</p>" as HTML : nil)
                \(DataTable("fields", caption: Message("identity.personal.fields"), columns: [
                    .init(Message("identity.personal.field")), .init(Message("identity.personal.value")),
                    .init(Message("identity.own.act")),
                ], rows: fields.map(row), hidesCaption: true, stacks: true))
                <section class="section"><h2>\(say: "identity.personal.readings")</h2>\(ReadingTable(page: readings, next: next))</section>
                <section class="section" id="requests"><h2>\(say: "identity.personal.requests")</h2>\(requestTable)</section>
                <section class="section"><h2>\(say: "identity.personal.request.new")</h2>\
                <p>\(say: "identity.personal.request.term", ["days": .count(DataRequest.term)])</p>\
                <p>\(say: isCitizen ? "identity.personal.request.erases-own-record" : "identity.personal.request.erases-own")</p>\(form)</section>
                """)
    }

    private var breadcrumb: PageContent.Step {
        isCitizen
            ? .init(Message("identity.citizen.title"), "/citizen") : .init(Message("identity.own.title"), "/account")
    }

    private func row(_ field: PersonalData.Masked) -> DataTable.Row {
        let button = ActionForm(
            Address("/\(own)/personal/revelations"), SubmitButton(Message("identity.personal.show"), .quiet),
            fields: "<input type=\"hidden\" name=\"field\" value=\"\(field.field.rawValue)\">")
        return DataTable.Row([
            "\(field.field.title)", ShownField(field: field, revealed: revealed).html,
            field.text == nil || field.field.isPlain ? .empty : button.html,
        ])
    }

    private var requestTable: HTML {
        DataTable(
            "requests", caption: Message("identity.personal.requests"),
            columns: [
                .init(Message("identity.personal.request.filed"), .time),
                .init(Message("identity.personal.request.kind")),
                .init(Message("identity.personal.request.words")),
                .init(Message("identity.personal.request.due"), .time),
                .init(Message("identity.field.state")), .init(Message("identity.personal.request.answer")),
            ],
            rows: requests.map { request in
                DataTable.Row([
                    "\(request.filedAt)", "\(say: "identity.personal.request.kind.\(request.kind.rawValue)")",
                    RequestWords(text: request.words).html, "\(request.dueOn)",
                    RequestState(request: request, today: today).html,
                    request.state == .open ? .empty : RequestWords(text: request.answer).html,
                ])
            }, empty: Message("identity.personal.request.none"), hidesCaption: true, stacks: true
        ).html
    }

    private var form: HTML {
        """
        <form class="form" method="post" action="\(Address("/\(own)/personal/requests"))" novalidate>\(HTML.formToken)\
        \(FormField.select("kind", label: Message("identity.personal.request.kind"), options: RequestKinds.choices, value: typed.value("kind") ?? ""))\
        \(FormField.lines("words", label: Message("identity.personal.request.words"), value: typed.lines("words"), error: errors["words"], maxLength: 4_000))\
        <p class="actions">\(SubmitButton(Message("identity.personal.request.file")))</p></form>
        """
    }
}

/// What may be asked for.
enum RequestKinds {
    static let choices = DataRequest.Kind.allCases.map {
        FormField.Choice($0.rawValue, Message("identity.personal.request.kind.\($0.rawValue)"))
    }
}

extension PersonalPages {
    @Sendable func showOwn(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await ownPage(context).content)
    }

    @Sendable func revealOwn(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let field = PersonalField(rawValue: context.form["field"]) else { throw PersonalError.nothingKept }
        let (_, holder) = try await ownHolder(context)
        let text = try await data.revealOwn(field, of: holder, by: context.viewer.actor)
        var page = try await ownPage(context)
        page.revealed = (DataField(field), text)
        return context.page(page.content)
    }

    @Sendable func fileOwnRequest(_ request: Request, _ context: WebContext) async throws -> Response {
        let (_, holder) = try await ownHolder(context)
        let kind = DataRequest.Kind(rawValue: context.form["kind"]) ?? .other
        do {
            _ = try await data.file(kind, context.form.lines("words"), for: holder, by: context.viewer.actor)
        } catch let error as PersonalError {
            var page = try await ownPage(context)
            page.errors.add("words", error.answer.message)
            page.typed = context.form
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(
            to: "/account/personal", flash: Flash(.success, Message("identity.personal.request.filed-now")))
    }

    @Sendable func exportOwn(_ request: Request, _ context: WebContext) async throws -> Response {
        let (account, holder) = try await ownHolder(context)
        let record = try await record(of: account, holder: holder, by: context.viewer.actor)
        var response = context.json(record)
        response.headers[.cacheControl] = "no-store"
        response.headers[.contentDisposition] = "attachment; filename=\"personal-data.json\""
        return response
    }

    private func ownPage(_ context: WebContext) async throws -> OwnDataPage {
        let (_, holder) = try await ownHolder(context)
        let readings = try await data.readings(of: holder, after: context.cursor)
        return OwnDataPage(
            fields: try await data.masked(of: holder), readings: readings, next: context.next(after: readings.next),
            requests: try await data.requests(of: holder), today: CivilZone.vietNam.day(of: data.clock.now))
    }
}
