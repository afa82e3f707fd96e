// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The questions of a plan, and the columns one by one.
struct ImportPlanFields: Component {
    let form: ImportPlanForm
    let parameters: [Parameter]
    let stations: [Station]
    /// The first records, to see what a column holds.
    let sample: [CSVRow]

    var html: HTML {
        let plan = form.plan
        return """
            <fieldset class="field"><legend>\(say: "environment.imports.file-questions")</legend><div class="plan-questions">\
            \(FormField.select("encoding", label: Message("environment.imports.encoding"), options: TextEncoding.allCases.map { .init($0.rawValue, $0.name) }, value: plan.encoding.rawValue))\
            \(FormField.select("separator", label: Message("environment.imports.separator"), options: ImportPlanForm.separators.map { .init($0.word, Message("environment.imports.separator.\($0.word)")) }, value: separator))\
            \(FormField.text("records-before", label: Message("environment.imports.records-before"), value: String(plan.recordsBeforeValues), width: 5))\
            \(FormField.select("number-format", label: Message("environment.imports.number-format"), options: NumberFormat.allCases.map { .init($0.rawValue, Message("environment.imports.number.\($0.rawValue)")) }, value: plan.numberFormat.rawValue))\
            \(FormField.text("sentinels", label: Message("environment.imports.sentinels"), value: plan.sentinels.map(CSVNumber.text).joined(separator: "; "), isOptional: true))\
            \(FormField.select("time-format", label: Message("environment.imports.time-format"), options: SeriesTimeFormat.allCases.map { .init($0.rawValue, $0.name) }, value: plan.timeFormat.rawValue))\
            \(FormField.select("zone", label: Message("environment.imports.zone"), options: [.init("420", Message("environment.imports.zone.city")), .init("0", Message("environment.imports.zone.utc"))], value: String(plan.zoneOffsetMinutes)))\
            \(FormField.text("shift", label: Message("environment.imports.shift"), value: String(plan.shiftMinutes), hint: Message("environment.imports.shift-hint"), width: 6))\
            \(FormField.select("station", label: Message("environment.imports.station"), options: [.init("", Message("environment.imports.station-column"))] + stations.map { .init($0.code, named: "\($0.code) – \($0.name)") }, value: ImportPlanForm.text(plan.station), isOptional: true))\
            \(FormField.text("accepted", label: Message("environment.imports.accepted"), value: (plan.quality?.accepted ?? []).joined(separator: "; "), isOptional: true))\
            </div></fieldset>\
            \(DataTable("columns", caption: Message("environment.imports.columns"), columns: [
                .init(Message("environment.imports.column")), .init(Message("environment.imports.example")),
                .init(Message("environment.imports.holds")), .init(Message("environment.parameters.parameter")),
                .init(Message("environment.parameters.unit")),
            ], rows: form.headings.indices.map(row), stacks: true))
            """
    }

    private var separator: String {
        ImportPlanForm.separators.first { $0.separator == form.plan.separator }?.word ?? "comma"
    }

    private func row(_ place: Int) -> DataTable.Row {
        let heading = form.headings[place]
        let name = heading.isEmpty ? String(place + 1) : heading
        let fixed = form.fixed(place)
        let known = parameters.map { ($0.code.rawValue, $0.name) }
        let examples = sample.dropFirst(form.plan.recordsBeforeValues).prefix(2)
            .compactMap { place < $0.fields.count ? String($0.fields[place].prefix(40)) : nil }
        return DataTable.Row([
            "\(name)", "<span class=\"muted\">\(examples.joined(separator: " · "))</span>",
            """
            <select name="column-\(machine: place)" aria-label="\(say: "environment.imports.holds-of", ["column": .text(name)])">\
            \(HTML.each(ImportPlanForm.Column.allCases) { kind in
                "<option value=\"\(kind.rawValue)\"\(" selected", if: kind == form.column(place))>\(kind.name)</option>"
            })</select>
            """,
            """
            <select class="of-value" name="parameter-\(machine: place)" aria-label="\(say: "environment.imports.parameter-of", ["column": .text(name)])">\
            <option value=""></option>\(HTML.each(known) { code, words in
                "<option value=\"\(code)\"\(" selected", if: code == fixed.parameter)>\(words)</option>"
            })</select>
            """,
            """
            <input class="of-value" type="text" name="unit-\(machine: place)" value="\(fixed.unit)" size="10" maxlength="40" \
            aria-label="\(say: "environment.imports.unit-of", ["column": .text(name)])">
            """,
        ])
    }
}
