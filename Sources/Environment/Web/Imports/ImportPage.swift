// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore
import Web

/// `/environment/imports/{id}`: a draft with its plan and preview, an import
/// under way, or its report.
struct ImportPage {
    let draft: ImportDraft
    /// For a draft alone.
    let fields: ImportPlanFields?
    let preview: ImportPreview?
    let refusals: [ImportDraft.Refusal]
    let mayChange: Bool
    let catalogue: ParameterCatalogue
    var error: Message?

    var content: PageContent {
        PageContent(
            Message("environment.imports.one", ["name": .text(draft.name)]), layout: .wide,
            breadcrumb: [
                .init(Message("environment.air.title"), "/environment"),
                .init(Message("environment.imports.title"), "/environment/imports"),
            ],
            body: """
                <header class="page-head"><h1 class="file-name">\(draft.name)</h1><p>\(draft.stateTag)</p></header>
                \(StepList(steps))
                \(error.map { Notice(.danger, $0) })\(draft.failure.map { Notice(.danger, $0) })
                \(draft.state == .draft ? planning : report)
                """)
    }

    private var steps: [StepList.Step] {
        let isDraft = draft.state == .draft
        let isOver = draft.state == .done
        return [
            .init(Message("environment.imports.step.upload"), .done),
            .init(
                Message("environment.imports.step.check"),
                isDraft ? .current : draft.state == .discarded ? .failed : .done),
            .init(
                Message("environment.imports.step.take"),
                isDraft || draft.state == .discarded
                    ? .ahead : isOver ? .done : draft.state == .failed ? .failed : .current),
        ]
    }

    // MARK: A draft

    private var planning: HTML {
        """
        \(preview.map(judgement))\
        \(mayChange ? form : nil)\
        \(preview.map(tables))
        """
    }

    private func judgement(_ preview: ImportPreview) -> HTML {
        """
        \(Notice(preview.accepted > 0 ? .information : .warning, Message("environment.imports.would", [
            "records": .count(preview.records), "accepted": .count(preview.accepted), "refused": .count(preview.refused),
        ])))\
        \(preview.failure.map { Notice(.danger, $0.message) })\
        \(preview.unknownStations.isEmpty ? nil : Notice(.warning, Message("environment.imports.unknown-stations", [
            "codes": .text(preview.unknownStations.sorted().joined(separator: ", ")),
        ])))
        """
    }

    private var form: HTML {
        """
        <form method="post" action="\(Address(local: draft.address) ?? "/environment/imports")" novalidate>\(HTML.formToken)\(fields)\
        <p class="actions">\(SubmitButton(Message("environment.imports.preview"), isTakable ? .quiet : .primary, name: "act", value: "preview")) \
        \(SubmitButton(Message("environment.imports.confirm"), isTakable ? .primary : .quiet, name: "act", value: "confirm")) \
        \(SubmitButton(Message("environment.imports.discard"), .danger, name: "act", value: "discard"))</p></form>
        """
    }

    /// Whether the plan as it stands brings anything.
    private var isTakable: Bool { (preview?.accepted ?? 0) > 0 }

    private func tables(_ preview: ImportPreview) -> HTML {
        """
        \(DataTable("preview", caption: Message("environment.imports.first-values"), columns: [
            .init(Message("environment.imports.line"), .number), .init(Message("environment.alarm.station")),
            .init(Message("environment.observations.at"), .time), .init(Message("environment.parameters.parameter")),
            .init(Message("environment.parameters.value"), .number),
        ], rows: preview.values.prefix(20).map(row)))\
        \(DataTable("refused", caption: Message("environment.imports.first-refusals"), columns: [
            .init(Message("environment.imports.line"), .number), .init(Message("environment.quarantine.text")),
            .init(Message("environment.imports.reason")),
        ], rows: preview.refusals.prefix(20).map { refusal in
            DataTable.Row([line(refusal.line), "<code>\(refusal.excerpt)</code>", "\(refusal.reason.message)"])
        }, empty: Message("environment.imports.nothing-refused")))
        """
    }

    private func row(_ value: SeriesImport.Value) -> DataTable.Row {
        let parameter = catalogue[value.parameter]
        let figure = Figure(
            .number(value.value, decimals: parameter?.decimals ?? 1), unit: parameter?.unit ?? .one, asOf: value.at,
            source: .named(draft.name), definition: parameter?.name ?? Message("environment.parameters.value"),
            quality: .provisional, records: draft.address)
        return DataTable.Row([
            line(value.line), "\(value.station)", "\(value.at)",
            "\(parameter?.name ?? Message("environment.parameters.parameter"))", "\(figure)",
        ])
    }

    private func line(_ number: Int) -> HTML { "<data value=\"\(machine: number)\">\(machine: number)</data>" }

    // MARK: A report

    private var report: HTML {
        """
        \(draft.state == .confirmed ? Progress(Message("environment.imports.running"), done: draft.rowsDone, of: draft.rowsTotal) : nil)\
        \(DefinitionList(facts))\
        \(draft.refused > 0 ? """
            <p class="actions">\(LinkButton(Message("environment.imports.refusals-csv"), Address(local: draft.address + "/refusals.csv") ?? "/environment/imports", .quiet))</p>
            """ as HTML : nil)\
        \(DataTable("refused", caption: Message("environment.imports.refusals"), columns: [
            .init(Message("environment.imports.line"), .number), .init(Message("environment.quarantine.text")),
            .init(Message("environment.imports.reason")),
        ], rows: refusals.map { refusal in
            DataTable.Row([line(refusal.line), "<code>\(refusal.excerpt)</code>", "\(refusal.reason)"])
        }, empty: Message("environment.imports.nothing-refused")))
        """
    }

    private var facts: [(name: Message, content: HTML)] {
        [
            (Message("environment.imports.by"), "\(draft.createdByName), \(draft.createdAt)"),
            (
                Message("environment.imports.rows"),
                "\(say: "environment.imports.rows-of", ["done": .count(draft.rowsDone), "all": .count(draft.rowsTotal)])"
            ),
            (
                Message("environment.imports.values"),
                "\(say: "environment.imports.counts", ["accepted": .count(draft.accepted), "refused": .count(draft.refused)])"
            ),
        ]
    }
}
