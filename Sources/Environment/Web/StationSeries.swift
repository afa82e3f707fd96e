// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import SQLStore

/// The series of one station: what it measures, in the order of the catalogue.
///
/// A parameter has more than one series where the station's reporting period
/// changed; the one of the present period speaks for now.
struct StationSeries: Sendable {
    struct Entry: Sendable {
        let parameter: Parameter
        let series: Series
    }

    static let store = ObservationStore()

    let station: Station
    let entries: [Entry]

    /// One statement.
    init(of station: Station, catalogue: ParameterCatalogue, in reader: any Reading) throws {
        self.init(
            station, try Self.store.series(of: [Station.subject(code: station.code)], in: reader), catalogue)
    }

    init(_ station: Station, _ series: [Series], _ catalogue: ParameterCatalogue) {
        self.station = station
        let order = Dictionary(
            catalogue.parameters.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        entries = series.compactMap { series in
            catalogue[Parameter.Code(series.key.property)].map { Entry(parameter: $0, series: series) }
        }.sorted { left, right in
            (order[left.parameter.code] ?? .max, left.series.id) < (
                order[right.parameter.code] ?? .max, right.series.id
            )
        }
    }

    /// What it measures, each once.
    var parameters: [Parameter] {
        entries.reduce(into: []) { found, entry in
            if found.last?.code != entry.parameter.code { found.append(entry.parameter) }
        }
    }

    /// The series that speak for now, one a parameter.
    var current: [Entry] {
        parameters.compactMap { parameter in
            let all = entries.filter { $0.parameter.code == parameter.code }
            return all.first { $0.series.key.period == station.period } ?? all.last
        }
    }

    /// Hourly means of each parameter in `span`: one statement for all of them.
    func hourlyMeans(in span: TimeSpan, in reader: any Reading) throws -> [Parameter.Code: [HourlyMean]] {
        let current = current
        let found = try Self.store.aggregates(
            .hour, of: current.map(\.series.id), in: span, limit: 10_000, in: reader)
        var means: [Parameter.Code: [HourlyMean]] = [:]
        for entry in current {
            let expected = max(1, Int(3_600 / max(1, entry.series.key.period.inSeconds)))
            means[entry.parameter.code] = found.filter { $0.bucket.series == entry.series.id }.compactMap { hour in
                hour.mean.map {
                    HourlyMean(
                        endingAt: hour.at, value: $0,
                        completeness: Completeness(counted: hour.counted, expected: expected))
                }
            }
        }
        return means
    }
}
