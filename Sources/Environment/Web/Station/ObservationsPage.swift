// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/environment/stations/{code}/observations`: values as they were received,
/// each with the file and line it came from.
struct ObservationsPage {
    let station: Station
    let parameters: [Parameter]
    /// Of one parameter; `nil` for all.
    let parameter: Parameter?
    let window: TimeWindow
    let rows: [Row]
    let next: Address?
    /// The same as CSV.
    let csv: Address

    struct Row: Sendable {
        let at: Instant
        let parameter: Parameter
        /// `nil` where the station sent a status alone.
        let figure: Figure?
        let status: Tag
        let flag: Message?
        let counts: Bool
        let file: (name: String, address: Address, line: Int?)?
    }

    var content: PageContent {
        PageContent(
            Message("environment.observations.title", ["station": .text(station.name)]), layout: .wide,
            breadcrumb: [
                .init(Message("environment.air.title"), "/environment"),
                .init(named: station.name, Address("/environment/stations/\(station.code)")),
            ],
            twins: [.init("text/csv", csv, title: Message("environment.note.csv"))],
            body: """
                \(PageHead(
                    Message("environment.observations.title", ["station": .text(station.name)]),
                    lead: Message("environment.observations.lead"),
                    actions: station.isReplayed ? Tag(Message("environment.replayed.short"), .information).html : .empty))
                \(FilterBar(Address("/environment/stations/\(station.code)/observations"), fields: fields))
                <p>\(say: "environment.observations.span", ["from": .instant(window.from), "to": .instant(window.to)])</p>
                <p class="panel-downloads">\(Icon.download)<a href="\(csv)">\(say: "environment.chart.csv")</a></p>
                \(DataTable(
                    "observations", caption: Message("environment.observations.caption"), columns: columns,
                    rows: rows.map(row), next: next, empty: Message("environment.observations.none"), hidesCaption: true))
                """)
    }

    private var fields: HTML {
        """
        \(FormField.select(
            "parameter", label: Message("environment.parameters.parameter"),
            options: [.init("", Message("environment.filter.all"))] + parameters.map { .init($0.code.rawValue, $0.name) },
            value: parameter?.code.rawValue ?? "", isOptional: true))\
        \(FormField.text("from", label: Message("environment.filter.from"), value: local(window.from), hint: Message("environment.filter.time-hint"), width: 22, isOptional: true))\
        \(FormField.text("to", label: Message("environment.filter.to"), value: local(window.to), width: 22, isOptional: true))
        """
    }

    /// In the form the field takes back.
    private func local(_ moment: Instant) -> String { moment.iso8601(in: .vietNam) }

    private var columns: [DataTable.Column] {
        [
            .init(Message("environment.observations.at"), .time), .init(Message("environment.parameters.parameter")),
            .init(Message("environment.parameters.value"), .number), .init(Message("environment.parameters.state")),
            .init(Message("environment.observations.quality")), .init(Message("environment.observations.file")),
        ]
    }

    private func row(_ row: Row) -> DataTable.Row {
        DataTable.Row([
            "\(row.at)", "\(row.parameter.name)", row.figure.map { "\($0)" } ?? "–", "\(row.status)",
            """
            \(row.flag.map { Tag($0, row.counts ? .warning : .danger) })\
            \(row.flag == nil ? "\(say: row.counts ? "environment.observations.counts" : "environment.observations.not-counted")" as HTML : nil)
            """,
            row.file.map { file in
                """
                <a href="\(file.address)">\(file.name)\(file.line.map {
                    ", \(say: "environment.observations.line", ["line": .count($0)])" as HTML
                })</a>
                """
            } ?? "–",
        ])
    }
}
