// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import SQLStore

extension EnvironmentBoard {
    /// The worst index, stations reporting, completeness of a day, open alarms.
    /// Four statements.
    package func cityFigures(at moment: Instant) async throws -> [CityFigure] {
        let found = try await database.read { reader in
            (
                stations: try StationStore.everyStation(at: moment, in: reader).filter(\.isInService),
                hours: try IndexStore.newest(per: .hour, after: moment - .days(1), upTo: moment, in: reader),
                days: try IndexStore.completeness(from: moment - .days(1), to: moment, in: reader),
                alarms: try AlarmStore.open(limit: Self.countedAlarms + 1, in: reader).count
            )
        }
        return [
            worst(found.stations.filter { $0.medium == .air }, found.hours, at: moment),
            reporting(found.stations, at: moment),
            completeness(found.stations, found.days, at: moment),
            openAlarms(found.alarms, found.stations, at: moment),
        ]
    }

    /// More open alarms than this are not counted on.
    private static let countedAlarms = 500

    private func worst(_ air: [Station], _ hours: [Station.ID: IndexRecord], at moment: Instant) -> CityFigure {
        let fresh = air.compactMap { station in
            hours[station.id].map { (station, StationFigures(station: station, now: moment).index($0)) }
        }
        .filter { $0.1.number != nil && $0.1.staleSince == nil }
        let top = fresh.max { ($0.1.number ?? 0) < ($1.1.number ?? 0) }
        let definition = Message("environment.definition.worst-index")
        let figure = top.map { station, index in
            Figure(
                index.value, unit: .one, asOf: index.asOf, period: index.period,
                source: .named(station.name), definition: definition, quality: index.quality,
                records: index.records)
        }
        return CityFigure(
            code: "worst-index", title: Message("environment.city.worst-index"),
            figure: figure
                ?? Figure(
                    .none(because: Message("environment.city.no-fresh-index")), unit: .one, asOf: nil,
                    source: Self.ownRecords, definition: definition, quality: quality(of: air), records: "/environment")
        )
    }

    private func reporting(_ stations: [Station], at moment: Instant) -> CityFigure {
        let heard = stations.filter { $0.lastValueAt != nil && $0.silentSince(at: moment) == nil }
        return CityFigure(
            code: "stations-reporting", title: Message("environment.city.stations-reporting"),
            figure: Figure(
                stations.isEmpty
                    ? .none(because: Message("environment.city.no-stations"))
                    : .number(Double(heard.count), decimals: 0),
                unit: .one, asOf: moment, source: Self.ownRecords,
                definition: Message(
                    "environment.definition.stations-reporting", ["stations": .count(stations.count)]),
                quality: quality(of: stations), records: "/environment"))
    }

    private func completeness(
        _ stations: [Station], _ days: [Station.ID: IndexStore.Completeness], at moment: Instant
    ) -> CityFigure {
        // A station that sent nothing all day still owes what it usually sends
        // an hour; one that has never sent owes nothing that is known.
        let known = stations.compactMap { days[$0.id] }
        let expected = known.reduce(0) { $0 + $1.expectedPerHour * 24 }
        let have = known.reduce(0) { $0 + $1.have }
        let value: Figure.Value =
            expected > 0
            ? .number(min(100, Double(have) / Double(expected) * 100), decimals: 1)
            : .none(because: Message("environment.city.nothing-expected"))
        return CityFigure(
            code: "completeness", title: Message("environment.city.completeness"),
            figure: Figure(
                value, unit: .percent, asOf: known.map(\.lastAt).max(),
                period: Figure.Period(start: moment - .days(1), end: moment), source: Self.ownRecords,
                definition: Message("environment.definition.completeness"), quality: quality(of: stations),
                records: "/environment"))
    }

    private func openAlarms(_ count: Int, _ stations: [Station], at moment: Instant) -> CityFigure {
        CityFigure(
            code: "open-alarms", title: Message("environment.city.open-alarms"),
            figure: Figure(
                .number(Double(min(count, Self.countedAlarms)), decimals: 0), unit: .one, asOf: moment,
                source: Self.ownRecords,
                definition: Message("environment.definition.open-alarms", ["limit": .count(Self.countedAlarms)]),
                quality: quality(of: stations), records: "/environment/alarms"))
    }

    private static let ownRecords = Figure.Source.described(Message("environment.source.own-records"))

    /// A figure of the whole city is replayed as soon as one station is.
    private func quality(of stations: [Station]) -> Figure.Quality {
        stations.contains(where: \.isReplayed) ? .replayed : .measured
    }
}
