// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import SQLStore

/// The stations as the operations centre sees them.
package struct EnvironmentBoard: StationBoard {
    let database: any Database
    let reference: EnvironmentReference

    package func stations(at moment: Instant) async throws -> [StationOverview] {
        let found = try await database.read { reader in
            (
                stations: try StationStore.everyStation(at: moment, in: reader).filter(\.isInService),
                hours: try IndexStore.newest(per: .hour, after: moment - .days(7), upTo: moment, in: reader)
            )
        }
        return found.stations.map { overview(of: $0, hour: found.hours[$0.id], at: moment) }
    }

    package func stations(withCodes codes: Set<String>, at moment: Instant) async throws -> [StationOverview] {
        let found = try await database.read { reader in
            try codes.sorted().compactMap { code -> (Station, IndexRecord?)? in
                guard let station = try StationStore.station(code: code, at: moment, in: reader), station.isInService
                else { return nil }
                let hour = try IndexStore.newest(
                    of: station.id, per: .hour, after: moment - .days(7), upTo: moment, in: reader)
                return (station, hour)
            }
        }
        return found.map { overview(of: $0, hour: $1, at: moment) }
    }

    private func overview(of station: Station, hour: IndexRecord?, at moment: Instant) -> StationOverview {
        StationOverview(
            code: station.code, name: station.name, place: station.place, medium: station.medium,
            headline: StationFigures(station: station, now: moment).index(hour),
            category: hour.flatMap { category(of: $0, medium: station.medium) },
            silentSince: station.silentSince(at: moment), lastValueAt: station.lastValueAt,
            address: station.address)
    }

    private func category(of record: IndexRecord, medium: StationOverview.Medium) -> StationOverview.Category? {
        guard let value = record.value else { return nil }
        switch medium {
        case .air:
            let method = reference.airQualityMethod(on: CivilZone.vietNam.day(of: record.at))
            return method.category(of: value).map(StationOverview.Category.init)
        case .water:
            return reference.waterQuality.categories.first { $0.range.contains(value) }.map {
                .init(code: $0.code, name: $0.name, colour: $0.colour, gravity: $0.gravity)
            }
        case .weather:
            return nil
        }
    }
}
