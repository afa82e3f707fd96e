// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The form that registers a station or describes it anew from a day on.
struct StationFormPage {
    let form: StationForm
    /// The station that is described anew; `nil` for a new one.
    let station: Station?
    let versions: [Station.Version]

    var content: PageContent {
        let title =
            station.map { Message("environment.stations.edit-title", ["station": .text($0.name)]) }
            ?? Message("environment.stations.new")
        return PageContent(
            title,
            breadcrumb: [
                .init(Message("environment.air.title"), "/environment"),
                .init(Message("environment.stations.title"), "/environment/stations"),
            ],
            body: """
                \(form.errors.summary)
                \(PageHead(title))
                <form method="post" action="\(action)" data-behaviour="unsaved" novalidate>\(HTML.formToken)\(fields)\
                <p class="actions">\(SubmitButton(Message("environment.form.save"))) \
                \(LinkButton(Message("environment.form.cancel"), station.map { Address("/environment/stations/\($0.code)") } ?? "/environment/stations", .quiet))</p></form>
                \(versions.isEmpty ? nil : history)
                """)
    }

    private var action: Address {
        station.map { Address("/environment/stations/\($0.code)/edit") } ?? "/environment/stations/new"
    }

    private var fields: HTML {
        let errors = form.errors
        return """
            \(station == nil ? FormField.text("code", label: Message("environment.stations.code"), value: form.code, hint: Message("environment.stations.code-hint"), error: errors["code"], width: 20, maxLength: 32) : nil)\
            \(FormField.text("name", label: Message("environment.stations.name"), value: form.name, error: errors["name"], maxLength: 200))\
            \(FormField.text("name-english", label: Message("environment.stations.name-english"), value: form.nameEnglish, error: errors["name-english"], isOptional: true, maxLength: 200))\
            \(mediumField)\
            \(FormField.text("latitude", label: Message("environment.stations.latitude"), value: form.latitude, hint: Message("environment.stations.place-hint"), error: errors["latitude"], kind: .number, width: 12))\
            \(FormField.text("longitude", label: Message("environment.stations.longitude"), value: form.longitude, error: errors["longitude"], kind: .number, width: 12))\
            \(FormField.text("unit-code", label: Message("environment.stations.unit-code"), value: form.unitCode, error: errors["unit-code"], width: 10, isOptional: true, maxLength: 20))\
            \(FormField.text("owner", label: Message("environment.stations.owner"), value: form.owner, error: errors["owner"], maxLength: 200))\
            \(FormField.text("source", label: Message("environment.stations.source"), value: form.source, hint: Message("environment.stations.source-hint"), error: errors["source"], isOptional: true, maxLength: 300))\
            \(FormField.text("period", label: Message("environment.stations.period"), value: form.periodMinutes, hint: Message("environment.stations.period-hint"), error: errors["period"], kind: .number, width: 6))\
            \(FormField.select("water-class", label: Message("environment.stations.water-class"), options: [.init("", Message("environment.stations.no-class"))] + ["A", "B", "C", "D"].map { .init($0, named: $0) }, value: form.waterClass, error: errors["water-class"], isOptional: true))\
            \(FormField.select("water-body", label: Message("environment.stations.water-body"), options: WaterBody.allCases.map { .init($0.rawValue, $0.name) }, value: form.waterBody, hint: Message("environment.stations.water-body-hint")))\
            \(Checkbox("replayed", label: Message("environment.stations.replayed"), isChecked: form.isReplayed))\
            \(Checkbox("in-service", label: Message("environment.stations.in-service"), isChecked: form.isInService))\
            \(FormField.text("valid-from", label: Message("environment.stations.valid-from"), value: form.validFrom, hint: Message("environment.stations.valid-from-hint"), error: errors["valid-from"], kind: .date))
            """
    }

    private var mediumField: ChoiceField {
        ChoiceField(
            "medium", .one, legend: Message("environment.stations.medium"),
            options: ["air", "water", "weather"].map { .init($0, Message("environment.medium.\($0)")) },
            chosen: [form.medium], error: form.errors["medium"])
    }

    private var history: HTML {
        """
        <section aria-labelledby="versions-title"><h2 id="versions-title">\(say: "environment.stations.history")</h2>\
        \(DataTable(
            "versions", caption: Message("environment.stations.history"),
            columns: [
                .init(Message("environment.stations.valid-from"), .time), .init(Message("environment.stations.name")),
                .init(Message("environment.stations.period"), .number), .init(Message("environment.stations.owner")),
                .init(Message("environment.file.state")),
            ],
            rows: versions.map { version in
                let said = version.description
                return DataTable.Row([
                    "\(version.validFrom)", "\(said.name)",
                    "\(say: "environment.stations.minutes", ["minutes": .number(said.period.inSeconds / 60, decimals: 0)])",
                    "\(said.owner)",
                    "\(say: said.isInService ? "environment.stations.serving" : "environment.station.out-of-service")",
                ])
            }, hidesCaption: true))</section>
        """
    }
}
