// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// One chart of a station's page: the index or a parameter over time.
struct StationChart: Sendable {
    /// `aqi`, `wqi` or a parameter's code.
    let subject: String
    let title: Message
    let unit: UnitOfMeasure
    /// Lines across: limits for the averaging time of the points.
    let limits: [ChartPanel.Limit]
    let points: [Point]

    /// A row of the table: an hour, or the span of a day or month.
    struct Point: Sendable {
        let at: Instant
        /// The mean, or the index.
        let value: Figure
        /// Lowest and highest, where the row sums up more than one value.
        let low: Figure?
        let high: Figure?
    }

    func panel(of station: Station, range: ChartRange) -> ChartPanel {
        let address = Address("/environment/stations/\(station.code)/chart.json")
            .with("of", subject).with("range", range.rawValue)
        return ChartPanel(
            "chart-\(subject.replacing("_", with: "-"))", title, unit: unit, table: table(range),
            source: range == .day ? nil : address, limits: limits, downloads: downloads(of: station, range))
    }

    private func table(_ range: ChartRange) -> DataTable {
        let hasSpan = points.contains { $0.low != nil }
        var columns: [DataTable.Column] = [
            .init(Message("environment.chart.time-\(range.tableStep)"), .time),
            .init(Message(isIndex ? "environment.chart.index" : "environment.chart.mean"), .number),
        ]
        if hasSpan {
            columns.append(.init(Message("environment.chart.low"), .number))
            columns.append(.init(Message("environment.chart.high"), .number))
        }
        return DataTable(
            "table-\(subject.replacing("_", with: "-"))", caption: title, columns: columns,
            rows: points.map { point in
                var cells: [HTML] = [time(of: point.at, range), cell(point.value)]
                if hasSpan {
                    cells.append(point.low.map(cell) ?? "–")
                    cells.append(point.high.map(cell) ?? "–")
                }
                return DataTable.Row(cells)
            }, empty: Message("environment.chart.empty"), hidesCaption: true)
    }

    private func time(of moment: Instant, _ range: ChartRange) -> HTML {
        range == .day ? "\(moment)" : "\(moment, .date)"
    }

    private func cell(_ figure: Figure) -> HTML {
        figure.number == nil
            ? "<span class=\"muted\">\(figure)</span>"
            : "<a href=\"\(Address(local: figure.records) ?? "/")\">\(figure)</a>"
    }

    private var isIndex: Bool { subject == "aqi" || subject == "wqi" }

    private func downloads(of station: Station, _ range: ChartRange) -> HTML {
        let base: Address =
            isIndex
            ? Address("/api/environment/stations/\(station.code)/aqi.csv").with("period", "hour")
            : Address("/api/environment/stations/\(station.code)/observations.csv").with("parameter", subject)
        guard subject != "wqi", let last = points.last?.at else { return .empty }
        let zone = CivilZone.vietNam
        return """
            <a href="\(base.with("from", (last - range.length).iso8601(in: zone)).with("to", last.iso8601(in: zone)))">\
            \(say: "environment.chart.csv")</a>
            """
    }
}
