// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// How the newest hour's index came about, step by step: hourly means, NowCast,
/// sub-indices, the highest of them (QĐ 1459/QĐ-TCMT, 2.2.1).
struct IndexExplanation: Component {
    let detail: StationDetail

    var html: HTML {
        guard let index = detail.explanation, let method = detail.method else { return .empty }
        return """
            <section class="explanation" aria-labelledby="explanation-title">\
            <h2 id="explanation-title">\(say: "environment.explanation.title")</h2>\
            <p>\(say: "environment.explanation.intro", ["method": .text(index.method)])</p>\
            \(subIndices(of: index, method))\
            \(HTML.each(index.subIndices.filter { $0.basis == .nowCast }, nowCast))\
            \(missing(of: index))\(result(of: index))</section>
            """
    }

    private func subIndices(of index: AirQualityIndex, _ method: AirQualityMethod) -> HTML {
        "\(DataTable("sub-indices", caption: Message("environment.explanation.sub-indices"), columns: [.init(Message("environment.parameters.parameter")), .init(Message("environment.explanation.basis")), .init(Message("environment.explanation.concentration"), .number), .init(Message("environment.explanation.between")), .init(Message("environment.parameters.sub-index"), .number)], rows: index.subIndices.map { row($0, in: method) }))"
    }

    private func row(_ part: AirQualityIndex.SubIndex, in method: AirQualityMethod) -> DataTable.Row {
        let parameter = detail.parameters[part.parameter]
        let unit = parameter?.unit ?? .microgramPerCubicMetre
        let concentration = figure(
            part.concentration, unit: unit, decimals: 1, "environment.definition.\(part.basis.rawValue)", part.parameter
        )
        let value = figure(
            Double(part.index), decimals: 0, "environment.definition.sub-index", part.parameter)
        return DataTable.Row([
            "\(parameter?.name ?? Message("environment.parameter.\(part.parameter.rawValue)"))", "\(part.basis.name)",
            "\(concentration)", breakpoints(around: part, in: method), "<strong>\(value)</strong>",
        ])
    }

    /// The row of the table of breakpoints that the concentration falls into.
    private func breakpoints(around part: AirQualityIndex.SubIndex, in method: AirQualityMethod) -> HTML {
        guard
            let column = method.column(of: part.parameter, over: part.basis == .highestEightHours ? .eightHours : .hour)
        else { return "–" }
        for (low, high) in zip(column.points, column.points.dropFirst()) where part.concentration <= high.concentration
        {
            return """
                \(say: "environment.explanation.breakpoints", [
                    "low": .number(low.concentration, decimals: 0), "high": .number(high.concentration, decimals: 0),
                    "from": .count(low.index), "to": .count(high.index),
                ])
                """
        }
        return "\(say: "environment.explanation.above-scale")"
    }

    private func nowCast(_ part: AirQualityIndex.SubIndex) -> HTML {
        let values = part.inputs.map(\.value)
        guard let highest = values.max(), let lowest = values.min(), highest > 0 else { return .empty }
        let weight = max(lowest / highest, 0.5)
        let name = detail.parameters[part.parameter]?.symbol ?? part.parameter.rawValue
        return """
            <details class="now-cast"><summary>\(say: "environment.explanation.now-cast", ["parameter": .text(name)])</summary>\
            <p>\(say: "environment.explanation.weight", [
                "low": .number(lowest, decimals: 1), "high": .number(highest, decimals: 1),
                "weight": .number(weight, decimals: 3), "value": .number(part.concentration, decimals: 1),
            ])</p>\
            \(DataTable(
                "now-cast-\(part.parameter.rawValue)", caption: Message("environment.explanation.inputs", ["parameter": .text(name)]),
                columns: [
                    .init(Message("environment.chart.time-hour"), .time), .init(Message("environment.chart.mean"), .number),
                    .init(Message("environment.explanation.values"), .number),
                ], rows: part.inputs.map { input(part, $0) }))</details>
            """
    }

    private func input(_ part: AirQualityIndex.SubIndex, _ mean: HourlyMean) -> DataTable.Row {
        let unit = detail.parameters[part.parameter]?.unit ?? .microgramPerCubicMetre
        let figure = detail.figures.derived(
            mean.value, unit: unit, decimals: 1, at: mean.endingAt, over: .hours(1),
            definition: Message("environment.definition.1h"), of: part.parameter)
        return DataTable.Row([
            "\(mean.endingAt)", "<a href=\"\(Address(local: figure.records) ?? "/environment")\">\(figure)</a>",
            """
            \(say: "environment.explanation.of-values", [
                "have": .count(mean.completeness.counted), "expected": .count(mean.completeness.expected),
            ])
            """,
        ])
    }

    private func missing(of index: AirQualityIndex) -> HTML {
        guard !index.missing.isEmpty else { return .empty }
        return """
            <p>\(say: "environment.explanation.missing")</p><ul>\(HTML.each(index.missing) { part in
                """
                <li>\(detail.parameters[part.parameter].map { "\($0.name)" as HTML }), \(part.basis.name): \(part.reason.message)</li>
                """
            })</ul>
            """
    }

    private func result(of index: AirQualityIndex) -> HTML {
        guard let dominant = index.dominant, let value = index.value else {
            return
                "<p class=\"explanation-result\">\(index.reason?.message ?? Message("environment.station.no-index"))</p>"
        }
        let name = detail.parameters[dominant.parameter]?.symbol ?? dominant.parameter.rawValue
        return """
            <p class="explanation-result">\(say: "environment.explanation.result", [
                "parameter": .text(name), "index": .count(value),
            ]) \(index.category.map { Band(category: .init($0)) })</p>
            """
    }

    private func figure(
        _ value: Double, unit: UnitOfMeasure = .one, decimals: Int, _ definition: String, _ parameter: Parameter.Code
    ) -> Figure {
        detail.figures.derived(
            value, unit: unit, decimals: decimals, at: detail.hour?.at, over: .hours(1),
            definition: Message(definition), of: parameter)
    }
}
