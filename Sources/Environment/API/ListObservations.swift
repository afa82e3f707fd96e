// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import Observations
import SQLStore
import Web

extension EnvironmentPages {
    /// `GET /api/environment/stations/{code}/observations`
    func apiObservations(_ request: Request, _ context: WebContext) async throws -> Response {
        let limit = try APIPaging.limit(in: context.query)
        let (list, window) = try await observationList(context, limit: limit)
        let address = Address("/api/environment/stations/\(list.station.code)/observations")
        return context.json(
            items: list.items.map { item($0, of: list.station, zone: context.site.zone) },
            next: Self.next(list.next, of: address, list, window, context))
    }

    /// `GET /api/environment/stations/{code}/observations.csv`
    func csvObservations(_ request: Request, _ context: WebContext) async throws -> Response {
        let limit = try APIPaging.limit(in: context.query, usual: APIPaging.csvCap, cap: APIPaging.csvCap)
        let (list, window) = try await observationList(context, limit: limit)
        let columns = [
            "at", "parameter", "value", "unit", "status", "flag", "counts", "received_at", "source_file", "source_line",
        ]
        let address = Address("/api/environment/stations/\(list.station.code)/observations.csv")
        return context.csv("\(list.station.code)-observations.csv", columns: columns) { csv in
            for item in list.items {
                let value = item.observation
                try await csv.write([
                    .instant(value.at), .text(item.parameter.code.rawValue),
                    value.value.map { .text(CSVNumber.text($0)) } ?? .empty, .text(item.unit.code), .text(value.status),
                    value.flag == Observation.valid ? .empty : .text(value.flag),
                    .text(value.counts ? "true" : "false"),
                    item.file.map { .instant($0.receivedAt) } ?? .empty, item.file.map { .text($0.name) } ?? .empty,
                    value.origin?.line.map { .integer($0) } ?? .empty,
                ])
            }
        }.linking(next: Self.next(list.next, of: address, list, window, context))
    }

    private func observationList(_ context: WebContext, limit: Int) async throws -> (ObservationList, TimeWindow) {
        let code = try context.parameter("code")
        let now = context.now
        let window = try TimeWindow(query: context.query, usual: .days(1), now: now, zone: context.site.zone)
        let cursor = try APIPaging.cursor(in: context.query, parts: 2)
        let parameter = context.query.value("parameter")
        let list = try await database.read { reader in
            try ObservationList(
                code: code, parameter: parameter, window: window, after: cursor, limit: limit, at: now,
                catalogue: reference.catalogue, in: reader)
        }
        return (list, window)
    }

    private func item(_ item: ObservationList.Item, of station: Station, zone: CivilZone) -> ObservationItem {
        let value = item.observation
        return ObservationItem(
            at: value.at.iso8601(in: zone), parameter: item.parameter.code.rawValue, value: value.value,
            unit: item.unit.code, status: value.status, flag: value.flag == Observation.valid ? nil : value.flag,
            counts: value.counts, receivedAt: item.file?.receivedAt.iso8601(in: zone),
            source: item.file.map { file in
                ObservationItem.Source(
                    file: file.name, line: value.origin?.line, page: file.address(line: value.origin?.line).text)
            })
    }
}

/// A number as JSON would write it: the same digits in both forms.
enum CSVNumber {
    static func text(_ value: Double) -> String {
        value == value.rounded() && abs(value) < 1e15 ? String(Int64(value)) : "\(value)"
    }
}

extension Response {
    /// Names the rest of a list that was cut (RFC 8288).
    func linking(next: Address?) -> Response {
        guard let next else { return self }
        var response = self
        response.headers[.link] = "<\(next.text)>; rel=\"next\""
        return response
    }
}

extension HTTPField.Name {
    fileprivate static let link = HTTPField.Name("Link")!
}
