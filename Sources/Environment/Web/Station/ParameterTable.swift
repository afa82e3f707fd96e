// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// All parameters of a station with their newest values; the one with the
/// highest sub-index is marked.
struct ParameterTable: Component {
    let detail: StationDetail

    var html: HTML {
        """
        <section class="station-parameters" id="station-parameters" aria-labelledby="parameters-title">\
        <h2 id="parameters-title">\(say: "environment.parameters.of-station")</h2>\
        \(DataTable(
            "parameters", caption: Message("environment.parameters.of-station"), columns: columns,
            rows: detail.values.map(row), empty: Message("environment.station.no-values"), hidesCaption: true))</section>
        """
    }

    private var isAir: Bool { detail.method != nil }

    private var columns: [DataTable.Column] {
        var columns: [DataTable.Column] = [
            .init(Message("environment.parameters.parameter")), .init(Message("environment.parameters.value"), .number),
            .init(Message("environment.parameters.at"), .time), .init(Message("environment.parameters.state")),
        ]
        if isAir { columns.insert(.init(Message("environment.parameters.sub-index"), .number), at: 2) }
        return columns
    }

    private func row(_ value: LatestValue) -> DataTable.Row {
        let code = value.parameter.code
        let isHighest = detail.hour?.dominant == code
        var cells: [HTML] = [
            """
            \(value.parameter.name)\(isHighest ? " \(Tag(Message("environment.parameters.highest"), .information))" as HTML : nil)
            """,
            "<a href=\"\(Address(local: value.figure.records) ?? "/environment")\">\(value.figure)</a>",
            value.figure.asOf.map { "\($0)" } ?? "–", state(of: value),
        ]
        if isAir { cells.insert(subIndex(of: code), at: 2) }
        return DataTable.Row(cells, id: "parameter-\(code.rawValue.replacing("_", with: "-"))")
    }

    private func subIndex(of code: Parameter.Code) -> HTML {
        guard let part = detail.hour?.subIndices.filter({ $0.parameter == code }).max(by: { $0.value < $1.value }),
            let hour = detail.hour
        else { return "–" }
        let figure = detail.figures.derived(
            part.value, decimals: 0, at: hour.at, over: .hours(1),
            definition: Message("environment.definition.sub-index"), of: code)
        let category = detail.method?.category(of: Int(part.value.rounded()))
        return "\(figure) \(category.map { ColourMark($0.colour) })"
    }

    private func state(of value: LatestValue) -> HTML {
        var parts: HTML = "\(value.statusName)"
        if let flag = value.flag { parts += " \(Tag(flag, .warning))" }
        parts += " \(FreshnessBadge(of: value.figure, at: detail.now))"
        return parts
    }
}
