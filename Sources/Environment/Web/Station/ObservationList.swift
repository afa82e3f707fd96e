// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import Ports
import SQLStore
import Web

/// One page of a station's values as they were received, in the order of
/// parameter and time, with the files they came from.
struct ObservationList: Sendable {
    struct Item: Sendable {
        let parameter: Parameter
        let observation: Observation
        let unit: UnitOfMeasure
        /// `nil` when the value came from no file on record.
        let file: FileName?
    }

    let station: Station
    let series: StationSeries
    /// The parameter asked for; `nil` for all.
    let parameter: Parameter?
    let items: [Item]
    let next: Cursor?

    /// Four statements where one parameter is asked for; one more for every
    /// further series that the page reaches.
    ///
    /// - Throws: `RequestError`.
    init(
        code: String, parameter asked: String?, window: TimeWindow, after cursor: Cursor?, limit: Int, at now: Instant,
        catalogue: ParameterCatalogue, in reader: any Reading
    ) throws {
        guard let station = try StationStore.station(code: code, at: now, in: reader) else {
            throw RequestError.unknownStation(code)
        }
        let series = try StationSeries(of: station, catalogue: catalogue, in: reader)
        let parameter = try asked.map { try Self.parameter($0, of: series, catalogue) }
        var entries = series.entries
        if let parameter { entries.removeAll { $0.parameter.code != parameter.code } }
        var after = window.from
        if let cursor {
            guard let id = Int64(cursor.parts[0]), let at = Int64(cursor.parts[1]),
                let place = entries.firstIndex(where: { $0.series.id == id })
            else { throw RequestError.badCursor }
            entries.removeFirst(place)
            after = max(after, Instant(microseconds: at))
        }
        var rows: [(entry: StationSeries.Entry, observation: Observation)] = []
        for entry in entries where rows.count <= limit {
            rows += try StationSeries.store.observations(
                of: entry.series.id, in: TimeSpan(after: after, through: window.to), limit: limit + 1 - rows.count,
                in: reader
            ).map { (entry, $0) }
            after = window.from
        }
        let files = try FileStore.names(of: Set(rows.compactMap { $0.observation.origin?.record }), in: reader)
        self.station = station
        self.series = series
        self.parameter = parameter
        items = rows.prefix(limit).map { row in
            Item(
                parameter: row.entry.parameter, observation: row.observation,
                unit: .withCode(row.entry.series.key.unit),
                file: row.observation.origin.flatMap { files[$0.record] })
        }
        next =
            rows.count > limit
            ? rows.prefix(limit).last.map {
                Cursor([String($0.entry.series.id), String($0.observation.at.microseconds)])
            } : nil
    }

    /// By code, or by what people write.
    private static func parameter(
        _ text: String, of series: StationSeries, _ catalogue: ParameterCatalogue
    ) throws -> Parameter {
        let known = series.parameters
        let named =
            catalogue[Parameter.Code(text.lowercased())]
            ?? catalogue.parameter(named: text, in: Parameter.Medium(rawValue: series.station.medium.rawValue))
        guard let named, known.isEmpty || known.contains(named) else {
            throw RequestError.unknownParameter(text, known: known.map(\.code.rawValue))
        }
        return named
    }
}
