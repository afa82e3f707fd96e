// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Observations
import Ports
import SQLStore
import Web

extension EnvironmentPages {
    /// `GET /api/environment/stations`: stations in service. Three statements.
    func apiStations(_ request: Request, _ context: WebContext) async throws -> Response {
        let (page, facts) = try await stations(context, limit: try APIPaging.limit(in: context.query))
        return context.json(
            items: page.items.map { item($0, facts, context) }, next: context.next(after: page.next))
    }

    /// `GET /api/environment/stations.csv`
    func csvStations(_ request: Request, _ context: WebContext) async throws -> Response {
        let limit = try APIPaging.limit(in: context.query, usual: 500, cap: 500)
        let (page, facts) = try await stations(context, limit: limit)
        let items = page.items.map { item($0, facts, context) }
        let columns = [
            "code", "name", "name_english", "medium", "latitude", "longitude", "unit_code", "owner", "source",
            "reporting_period_seconds", "water_class", "water_body", "in_service", "replayed", "last_file_at",
            "last_value_at",
            "silent_since", "parameters", "aqi", "aqi_at", "aqi_category", "aqi_dominant", "wqi",
        ]
        return context.csv("stations.csv", columns: columns) { csv in
            for item in items { try await csv.write(item.csvRow) }
        }.linking(next: context.next(after: page.next))
    }

    /// `GET /api/environment/stations/{code}`
    func apiStation(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let now = context.now
        let (station, facts) = try await database.read { reader in
            guard let station = try StationStore.station(code: code, at: now, in: reader) else {
                throw RequestError.unknownStation(code)
            }
            return (station, try StationFacts(of: [station], at: now, in: reader))
        }
        return context.json(item(station, facts, context))
    }

    private func stations(_ context: WebContext, limit: Int) async throws -> (Page<Station>, StationFacts) {
        let medium = try context.query.value("medium").map { text in
            guard let medium = StationOverview.Medium(rawValue: text) else { throw RequestError.badMedium(text) }
            return medium
        }
        let cursor = try APIPaging.cursor(in: context.query, parts: 1)
        let now = context.now
        return try await database.read { reader in
            let page = try StationStore.stations(at: now, medium: medium, after: cursor, limit: limit, in: reader)
            return (page, try StationFacts(of: page.items, at: now, in: reader))
        }
    }

    private func item(_ station: Station, _ facts: StationFacts, _ context: WebContext) -> StationItem {
        let zone = context.site.zone
        let said = station.version.description
        let series = StationSeries(
            station, facts.series[Station.subject(code: station.code)] ?? [], reference.catalogue)
        let index = facts.indices[station.id].map { indexItem($0, context) }
        let api = Address("/api/environment/stations/\(station.code)").text
        return StationItem(
            code: station.code, name: said.name, nameEnglish: said.nameEnglish, medium: station.medium.rawValue,
            place: .init(latitude: station.place.latitude, longitude: station.place.longitude),
            unitCode: said.unitCode.isEmpty ? nil : said.unitCode, owner: said.owner, source: said.source,
            reportingPeriodSeconds: Int(said.period.inSeconds), waterClass: said.waterClass,
            waterBody: said.medium == .water ? said.waterBody.rawValue : nil,
            inService: said.isInService, replayed: said.isReplayed,
            lastFileAt: station.lastFileAt?.iso8601(in: zone), lastValueAt: station.lastValueAt?.iso8601(in: zone),
            silentSince: station.silentSince(at: context.now)?.iso8601(in: zone),
            parameters: series.parameters.map { parameter in
                ParameterItem(
                    code: parameter.code.rawValue, symbol: parameter.symbol,
                    name: context.wording.text(of: parameter.name), unit: parameter.unit.code,
                    unitSymbol: parameter.unit.symbol, decimals: parameter.decimals)
            },
            aqi: station.medium == .air ? index : nil,
            wqi: station.medium == .water ? index.map(WaterIndexItem.init) : nil,
            links: .init(
                page: station.address, observations: api + "/observations",
                aqi: station.medium == .air ? api + "/aqi" : nil))
    }
}

/// What is told of stations beside their description: two statements for all of them.
struct StationFacts: Sendable {
    let series: [String: [Series]]
    let indices: [Station.ID: IndexRecord]

    init(of stations: [Station], at now: Instant, in reader: any Reading) throws {
        series = Dictionary(
            grouping: try StationSeries.store.series(
                of: stations.map { Station.subject(code: $0.code) }, in: reader), by: \.key.subject)
        if let only = stations.first, stations.count == 1 {
            let newest = try IndexStore.newest(
                of: only.id, per: .hour, after: now - .days(7), upTo: now, in: reader)
            indices = newest.map { [only.id: $0] } ?? [:]
        } else {
            indices = try IndexStore.newest(per: .hour, after: now - .days(7), upTo: now, in: reader)
        }
    }
}

extension StationItem {
    var csvRow: [CSVValue] {
        [
            .text(code), .text(name), .text(nameEnglish), .text(medium), .text("\(place.latitude)"),
            .text("\(place.longitude)"), unitCode.map(CSVValue.text) ?? .empty, .text(owner), .text(source),
            .integer(reportingPeriodSeconds), waterClass.map(CSVValue.text) ?? .empty,
            waterBody.map(CSVValue.text) ?? .empty,
            .text(inService ? "true" : "false"), .text(replayed ? "true" : "false"),
            lastFileAt.map(CSVValue.text) ?? .empty, lastValueAt.map(CSVValue.text) ?? .empty,
            silentSince.map(CSVValue.text) ?? .empty, .text(parameters.map(\.code).joined(separator: " ")),
            aqi?.aqi.map(CSVValue.integer) ?? .empty, (aqi?.at).map(CSVValue.text) ?? .empty,
            aqi?.category.map(CSVValue.text) ?? .empty, aqi?.dominant.map(CSVValue.text) ?? .empty,
            wqi?.wqi.map(CSVValue.integer) ?? .empty,
        ]
    }
}
