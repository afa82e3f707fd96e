// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

/// `/procedures/office-hours`: units' own hours, and the form for further ones.
struct OfficeHoursPage {
    let hours: [UnitHours]
    let isKeeper: Bool
    var typed = FormInput.empty
    var errors = FormErrors()

    private static let usual = "1-5,07:00,11:30,work\n1-5,13:30,17:00,work"

    var content: PageContent {
        PageContent(
            Message("dossiers.hours.title"), breadcrumb: [.init(Message("dossiers.list.title"), "/procedures")],
            body: """
                \(errors.summary)
                \(PageHead(Message("dossiers.hours.title"), lead: Message("dossiers.hours.lead")))
                \(DataTable("hours", caption: Message("dossiers.hours.latest"), columns: [
                    .init(Message("dossiers.hours.unit")), .init(Message("dossiers.hours.sessions")),
                    .init(Message("dossiers.hours.days")), .init(Message("dossiers.hours.source")),
                ], rows: hours.map(row), empty: Message("dossiers.hours.none"), stacks: true))
                \(isKeeper ? form : .empty)
                """)
    }

    private func row(_ one: UnitHours) -> DataTable.Row {
        let end: HTML = one.validTo.map { " – \($0)" } ?? .empty
        return DataTable.Row([
            "<code>\(one.unit)</code>\(one.field.isEmpty ? nil : "<br>\(SourceText(one.field))" as HTML)",
            HTML.each(one.sessions.split(separator: "\n")) { "<code class=\"nowrap\">\(String($0))</code><br>" },
            "\(one.validFrom)\(end)",
            "\(SourceText(one.source))<br><small class=\"muted\">\(one.by.name), \(one.at)</small>",
        ])
    }

    private var form: HTML {
        """
        <section class="section"><h2>\(say: "dossiers.hours.add")</h2>\
        <form class="form" method="post" action="/procedures/office-hours" novalidate>\(HTML.formToken)\
        \(FormField.text("unit", label: Message("dossiers.hours.unit"), value: typed["unit"], error: errors["unit"], maxLength: 60))\
        \(FormField.text("field", label: Message("dossiers.hours.field"), value: typed["field"], hint: Message("dossiers.hours.field-hint"), error: errors["field"], isOptional: true, maxLength: 300))\
        \(FormField.lines(
            "sessions", label: Message("dossiers.hours.sessions"), value: typed.value("sessions") == nil ? Self.usual : typed.lines("sessions"),
            hint: Message("dossiers.hours.sessions-hint"), error: errors["sessions"], maxLength: 2_000))\
        \(FormField.text("cut-off", label: Message("dossiers.hours.cut-off"), value: typed.value("cut-off") ?? "15:00", error: errors["cut-off"], width: 5, maxLength: 5))\
        \(FormField.text("valid-from", label: Message("dossiers.hours.from"), value: typed["valid-from"], error: errors["valid-from"], kind: .date))\
        \(FormField.text("valid-to", label: Message("dossiers.hours.to"), value: typed["valid-to"], error: errors["valid-to"], kind: .date, isOptional: true))\
        \(FormField.text("source", label: Message("dossiers.hours.source"), value: typed["source"], error: errors["source"], maxLength: 500))\
        <p class="actions">\(SubmitButton(Message("dossiers.hours.keep")))</p></form></section>
        """
    }
}

extension DossiersFeature {
    @Sendable func showOfficeHours(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await officeHoursPage(context).content)
    }

    @Sendable func setOfficeHours(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await officeHoursPage(context)
        let form = context.form
        page.typed = form
        for name in ["valid-from", "valid-to"] where form.day(name) == nil {
            if name == "valid-from" || form.value(name) != nil {
                page.errors.add(name, Message("dossiers.error.day-unreadable"))
            }
        }
        guard page.errors.isEmpty, let first = form.day("valid-from") else {
            return context.page(page.content, status: .unprocessableContent)
        }
        do {
            try await setHours(
                of: form["unit"], field: form["field"], from: first, to: form.day("valid-to"), cutOff: form["cut-off"],
                sessions: form.lines("sessions"), source: form["source"], by: context.viewer.actor)
        } catch let error as HoursError {
            page.errors.add(Self.field(of: error), error.answer.message)
            return context.page(page.content, status: .unprocessableContent)
        }
        return context.redirect(
            to: "/procedures/office-hours", flash: Flash(.success, Message("dossiers.hours.done")))
    }

    private static func field(of error: HoursError) -> String {
        switch error {
        case .noUnit: "unit"
        case .noTime: "cut-off"
        case .noSessions: "sessions"
        case .noSource: "source"
        case .daysOutOfOrder: "valid-to"
        }
    }

    private func officeHoursPage(_ context: WebContext) async throws -> OfficeHoursPage {
        let hours = try await database.read { tx in try UnitHoursStore.latest(100, in: tx) }
        return OfficeHoursPage(hours: hours, isKeeper: Self.keepers.permits(context.viewer))
    }
}
