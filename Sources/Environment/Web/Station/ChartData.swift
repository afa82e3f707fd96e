// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Observations
import SQLStore
import Web

/// `/environment/stations/{code}/chart.json`: hourly points for one chart.
private struct ChartSeries: Encodable {
    let series: [Line]

    struct Line: Encodable {
        let name: String
        let points: [[Double?]]
    }
}

extension EnvironmentPages {
    /// `of=aqi|wqi|<parameter>&range=7d`. Missing hours are `null`, so that the
    /// line breaks there.
    func chartData(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let subject = context.query["of"]
        let range = ChartRange(rawValue: context.query["range"]) ?? .week
        let now = context.now
        let catalogue = reference.catalogue
        let (points, name) = try await database.read { reader -> ([(Instant, Double?)], Message) in
            guard let station = try StationStore.station(code: code, at: now, in: reader) else {
                throw RequestError.unknownStation(code)
            }
            if subject == "aqi" || subject == "wqi" {
                let records = try IndexStore.indices(
                    of: station.id, per: .hour, from: now - range.length, to: now, limit: 10_000, in: reader)
                return (
                    records.items.map { ($0.at, $0.value.map(Double.init)) }, Message("environment.\(subject).short")
                )
            }
            let series = try StationSeries(of: station, catalogue: catalogue, in: reader)
            guard let entry = series.current.first(where: { $0.parameter.code.rawValue == subject }) else {
                throw RequestError.unknownParameter(subject, known: series.parameters.map(\.code.rawValue))
            }
            let hours = try StationSeries.store.aggregates(
                .hour, of: [entry.series.id], in: TimeSpan(after: now - range.length, through: now), limit: 10_000,
                in: reader)
            return (hours.map { ($0.at, $0.mean) }, entry.parameter.name)
        }
        return context.json(
            ChartSeries(series: [.init(name: context.wording.text(of: name), points: Self.withGaps(points))]))
    }

    private static func withGaps(_ points: [(Instant, Double?)]) -> [[Double?]] {
        var filled: [[Double?]] = []
        var last: Instant?
        for (moment, value) in points {
            if let last, moment - last > .hours(1) { filled.append([milliseconds(last + .hours(1)), nil]) }
            filled.append([milliseconds(moment), value.map { ($0 * 1_000).rounded() / 1_000 }])
            last = moment
        }
        return filled
    }

    private static func milliseconds(_ moment: Instant) -> Double { Double(moment.microseconds / 1_000) }
}
