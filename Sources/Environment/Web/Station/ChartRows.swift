// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import Ports
import SQLStore
import Web

/// The numbers beside the charts of a station: hours of a day, days of a week
/// or month, months of a year. Two statements.
struct ChartRows: Sendable {
    private let range: ChartRange
    private let indices: [IndexRecord]
    private let aggregates: [Series.ID: [Aggregate]]

    init(of series: StationSeries, range: ChartRange, upTo now: Instant, in reader: any Reading) throws {
        self.range = range
        let grain: Grain = range == .day ? .hour : range == .year ? .month : .day
        // The bucket that runs is among them: its end lies ahead of now.
        let end = range == .day ? now : grain.end(of: now, in: .vietNam)
        let current = series.current
        let limit = (range == .day ? 25 : range == .year ? 14 : 32) * max(1, current.count)
        indices = try IndexStore.indices(
            of: series.station.id, per: range == .day ? .hour : .day, from: end - range.length + .microseconds(1),
            to: end,
            limit: 400, in: reader
        ).items
        aggregates = Dictionary(
            grouping: try StationSeries.store.aggregates(
                grain, of: current.map(\.series.id), in: TimeSpan(after: end - range.length, through: end),
                limit: limit,
                in: reader), by: \.bucket.series)
    }

    func indexChart(_ figures: StationFigures) -> StationChart {
        let kind = figures.station.medium == .water ? "wqi" : "aqi"
        return StationChart(
            subject: kind, title: Message("environment.\(kind).long"), unit: .one, limits: [],
            points: indices.map { record in
                StationChart.Point(
                    at: label(record.at), value: figures.index(record, period: record.period), low: nil, high: nil)
            })
    }

    /// - Parameter limits: A limit is drawn where it is one for the hours that
    ///   the points are means of; others would compare what may not be compared.
    func chart(
        of entry: StationSeries.Entry, _ figures: StationFigures, limits: AirLimits, isAir: Bool
    ) -> StationChart {
        let parameter = entry.parameter
        let rows = aggregates[entry.series.id] ?? []
        let day = CivilZone.vietNam.day(of: rows.last?.at ?? figures.now)
        let limit =
            isAir
            ? limits.limit(of: parameter.code, over: range == .day || range == .week ? .hour : .day, on: day) : nil
        func figure(_ value: Double?, _ row: Aggregate, _ definition: String) -> Figure {
            let span = row.bucket.grain.span(endingAt: row.at, in: .vietNam)
            return figures.derived(
                value, unit: parameter.unit, decimals: parameter.decimals, at: row.at, over: span.through - span.after,
                definition: Message(definition, ["parameter": .message(parameter.name)]), of: parameter.code)
        }
        return StationChart(
            subject: parameter.code.rawValue, title: parameter.name, unit: parameter.unit,
            limits: limit.map { limit in
                [
                    ChartPanel.Limit(
                        Message(
                            "environment.chart.limit",
                            ["document": .text(limit.document), "averaging": .message(limit.averaging.name)]),
                        limit.limit)
                ]
            } ?? [],
            points: rows.map { row in
                StationChart.Point(
                    at: label(row.at), value: figure(row.mean, row, "environment.definition.mean-of"),
                    low: range == .day ? nil : figure(row.min, row, "environment.definition.low-of"),
                    high: range == .day ? nil : figure(row.max, row, "environment.definition.high-of"))
            })
    }

    /// A day is shown by its own date, not by the midnight that ends it.
    private func label(_ end: Instant) -> Instant { range == .day ? end : end - .hours(1) }
}
