// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import NIOCore
import Observations
import Ports
import SQLStore
import Web

extension EnvironmentPages {
    func showCityAir(_ request: Request, _ context: WebContext) async throws -> Response {
        let city = try await cityAir(at: context.now)
        return context.page(CityAirPage.content(city, hasOutlines: territories != nil))
    }

    func streamCityAir(_ request: Request, _ context: WebContext) async throws -> Response {
        try context.site.live.stream(topics: [StationPublisher.cityTopic], to: request, in: context)
    }

    /// What the city's page shows. Three statements, whatever the number of stations.
    func cityAir(at now: Instant) async throws -> CityAir {
        let found = try await database.read { reader in
            (
                stations: try StationStore.everyStation(at: now, in: reader).filter(\.isInService),
                hours: try IndexStore.newest(per: .hour, after: now - .days(7), upTo: now, in: reader),
                latest: try StationSeries.store.latest(in: reader)
            )
        }
        let method = reference.airQualityMethod(on: CivilZone.vietNam.day(of: now))
        let latest = Dictionary(grouping: found.latest, by: \.series.key.subject)
        func others(_ medium: StationOverview.Medium) -> [OtherStation] {
            found.stations.filter { $0.medium == medium }.map { station in
                other(
                    station, hour: found.hours[station.id], latest[Station.subject(code: station.code)] ?? [], at: now)
            }
        }
        let sources = found.stations.map(\.version.description.source)
        return CityAir(
            now: now,
            air: found.stations.filter { $0.medium == .air }.map { air($0, hour: found.hours[$0.id], at: now) },
            water: others(.water), weather: others(.weather), categories: method.categories, method: method.document,
            sources: Array(Set(sources)).sorted())
    }

    func air(_ station: Station, hour: IndexRecord?, at now: Instant) -> AirStation {
        let method = reference.airQualityMethod(on: CivilZone.vietNam.day(of: hour?.at ?? now))
        return AirStation(
            code: station.code, name: station.name, place: station.place,
            index: StationFigures(station: station, now: now).index(hour),
            category: hour?.value.flatMap { method.category(of: $0) },
            dominant: hour?.dominant.flatMap { reference.catalogue[$0] }, silentSince: station.silentSince(at: now),
            address: station.address)
    }

    private func other(_ station: Station, hour: IndexRecord?, _ latest: [Latest], at now: Instant) -> OtherStation {
        let figures = StationFigures(station: station, now: now)
        let series = StationSeries(station, latest.map(\.series), reference.catalogue)
        let values = series.current.compactMap { entry -> (parameter: Parameter, figure: Figure)? in
            guard let newest = latest.first(where: { $0.series.id == entry.series.id })?.observation,
                let value = newest.value
            else { return nil }
            return (entry.parameter, figures.value(value, of: entry.parameter, at: newest.at))
        }
        return OtherStation(
            code: station.code, name: station.name, index: station.medium == .water ? figures.index(hour) : nil,
            band: station.medium == .water ? waterBand(hour) : nil, values: values, isReplayed: station.isReplayed,
            silentSince: station.silentSince(at: now), address: station.address)
    }

    /// The class of a water quality index.
    func waterBand(_ record: IndexRecord?) -> Band? {
        guard let value = record?.value,
            let category = reference.waterQuality.categories.first(where: { $0.range.contains(value) })
        else { return nil }
        return Band(
            category: .init(
                code: category.code, name: category.name, colour: category.colour, gravity: category.gravity))
    }

    /// The city's wards as GeoJSON (RFC 7946), for the map.
    func showOutlines(_ request: Request, _ context: WebContext) async throws -> Response {
        guard let territories else { throw WebError.notFound }
        let outlines = try await territories.outlines(on: context.site.zone.day(of: context.now))
        let features = outlines.map { outline in
            let name = context.language == .vi ? outline.name : outline.nameEnglish
            return #"{"type":"Feature","properties":{"code":"# + jsonText(outline.code) + #","name":"# + jsonText(name)
                + #"},"geometry":"# + outline.geometry + "}"
        }
        let text = #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",") + "]}"
        return Response(
            status: .ok,
            headers: [
                .contentType: "application/geo+json; charset=utf-8", .cacheControl: "no-cache",
                .vary: "Accept-Language, Cookie",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }

    private func jsonText(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"", "\\": quoted += "\\" + String(scalar)
            case _ where scalar.value < 0x20: quoted += " "
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }
}
