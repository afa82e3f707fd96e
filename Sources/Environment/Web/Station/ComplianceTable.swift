// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// Means beside the limits of the regulation, each with its own averaging
/// time: another question than the index, so it stands apart from it.
struct ComplianceTable: Component {
    let detail: StationDetail

    var html: HTML {
        guard detail.station.medium != .weather else { return .empty }
        return """
            <section class="compliance" aria-labelledby="compliance-title"><h2 id="compliance-title">\(say: "environment.compliance.title")</h2>\
            <p>\(say: "environment.compliance.intro")</p>\
            \(DataTable(
                "compliance", caption: Message("environment.compliance.title"),
                columns: [
                    .init(Message("environment.parameters.parameter")), .init(Message("environment.compliance.averaging")),
                    .init(Message("environment.compliance.mean"), .number),
                    .init(Message("environment.compliance.limit"), .number), .init(Message("environment.compliance.verdict")),
                    .init(Message("environment.compliance.document")), .init(Message("environment.compliance.on"), .time),
                ], rows: detail.assessments.map(row), empty: Message("environment.compliance.empty"), hidesCaption: true))</section>
            """
    }

    private func row(_ record: AssessmentRecord) -> DataTable.Row {
        guard let parameter = detail.parameter(record.parameter) else { return DataTable.Row([]) }
        let mean = detail.figures.mean(record, of: parameter)
        return DataTable.Row([
            "\(parameter.name)", "\(record.averaging.name)",
            "<a href=\"\(Address(local: mean.records) ?? "/environment")\">\(mean)</a>", limit(of: record, parameter),
            verdict(of: record), "\(record.document)", "\(record.at)",
        ])
    }

    private func limit(of record: AssessmentRecord, _ parameter: Parameter) -> HTML {
        guard let limit = record.limit else { return "–" }
        let figure = Figure(
            .number(limit, decimals: limit == limit.rounded() ? 0 : parameter.decimals), unit: parameter.unit,
            asOf: record.at, source: .named(record.document), definition: Message("environment.definition.limit"),
            quality: .measured, records: "/environment/limits")
        return "<a href=\"/environment/limits\">\(figure)</a>"
    }

    private func verdict(of record: AssessmentRecord) -> HTML {
        switch record.isExceeded {
        case true?: "\(Tag(Message("environment.compliance.exceeded"), .danger))"
        case false?: "\(Tag(Message("environment.compliance.within"), .success))"
        case nil: "\(Tag(Message("environment.compliance.not-compared")))"
        }
    }
}
