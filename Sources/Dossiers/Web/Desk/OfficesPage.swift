// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

/// `/dossiers/offices`: which units take dossiers, and by what code.
struct OfficesPage {
    let offices: [DossierOffice]
    var typed = FormInput.empty
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("dossiers.offices.title"), breadcrumb: [.init(Message("dossiers.list.title"), "/procedures")],
            body: """
                \(errors.summary)
                \(PageHead(Message("dossiers.offices.title"), lead: Message("dossiers.offices.lead")))
                \(DataTable("offices", caption: Message("dossiers.offices.title"), columns: [
                    .init(Message("dossiers.offices.name")), .init(Message("dossiers.offices.agency")),
                    .init(Message("dossiers.offices.calendar")),
                ], rows: offices.map { office in
                    DataTable.Row(["\(office.name)", "<code>\(office.agency)</code>", "<code>\(office.unitCode)</code>"])
                }, empty: Message("dossiers.offices.none"), hidesCaption: true, stacks: true))
                <section class="section"><h2>\(say: "dossiers.offices.add")</h2>\
                <form class="form" method="post" action="/dossiers/offices" novalidate>\(HTML.formToken)\
                \(FormField.text("unit", label: Message("dossiers.offices.unit"), value: typed["unit"], hint: Message("dossiers.offices.unit-hint"), error: errors["unit"], width: 24, maxLength: 60))\
                \(FormField.text("agency", label: Message("dossiers.offices.agency"), value: typed["agency"], hint: Message("dossiers.offices.agency-hint"), error: errors["agency"], width: 24, maxLength: 60))\
                \(FormField.text("calendar", label: Message("dossiers.offices.calendar"), value: typed["calendar"], hint: Message("dossiers.offices.calendar-hint"), width: 24, isOptional: true, maxLength: 60))\
                <p class="actions">\(SubmitButton(Message("dossiers.offices.keep")))</p></form></section>
                """)
    }
}

extension DossiersFeature {
    @Sendable func listOffices(_ request: Request, _ context: WebContext) async throws -> Response {
        let offices = try await database.read { try OfficeStore.offices(in: $0) }
        return context.page(OfficesPage(offices: offices).content)
    }

    @Sendable func setOffice(_ request: Request, _ context: WebContext) async throws -> Response {
        let form = context.form
        let parts = form["unit"].split(separator: ":", maxSplits: 1).map(String.init)
        let (scheme, code) = parts.count == 2 ? (parts[0], parts[1]) : (Self.nationalScheme, form["unit"])
        let today = CivilZone.vietNam.day(of: clock.now)
        var page = OfficesPage(offices: try await database.read { try OfficeStore.offices(in: $0) }, typed: form)
        do {
            guard let unit = try await units.unit(scheme: scheme, code: code, on: today) else {
                throw DossierError.unknownOffice
            }
            try await desk.setOffice(
                unit, unitCode: form.value("calendar") ?? code, agency: form["agency"], by: context.viewer.actor)
        } catch let error as DossierError {
            page.errors.add(error == .unknownOffice ? "unit" : "agency", error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
        return context.redirect(to: "/dossiers/offices", flash: Flash(.success, Message("dossiers.offices.done")))
    }

    /// The scheme of codes written without one: the statistics office's.
    private static let nationalScheme = "vn-gso"
}
