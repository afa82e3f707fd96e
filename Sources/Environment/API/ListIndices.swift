// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

extension EnvironmentPages {
    /// `GET /api/environment/stations/{code}/aqi`: two statements.
    func apiIndices(_ request: Request, _ context: WebContext) async throws -> Response {
        let list = try await indexList(context, limit: try APIPaging.limit(in: context.query))
        let address = Address("/api/environment/stations/\(list.station.code)/aqi")
        return context.json(
            items: list.page.items.map { indexItem($0, context) }, next: next(of: list, address, context))
    }

    /// `GET /api/environment/stations/{code}/aqi.csv`
    func csvIndices(_ request: Request, _ context: WebContext) async throws -> Response {
        let limit = try APIPaging.limit(in: context.query, usual: APIPaging.csvCap, cap: APIPaging.csvCap)
        let list = try await indexList(context, limit: min(limit, 9_999))
        let parameters = reference.airQualityMethod(on: context.site.zone.day(of: list.window.to)).parameters
        let columns = [
            "at", "day", "aqi", "category", "dominant", "have", "expected", "as_of", "provisional", "reason",
        ]
        let items = list.page.items.map { indexItem($0, context) }
        let address = Address("/api/environment/stations/\(list.station.code)/aqi.csv")
        return context.csv(
            "\(list.station.code)-aqi-\(list.period.rawValue).csv", columns: columns + parameters.map(\.rawValue)
        ) { csv in
            for item in items {
                try await csv.write(
                    [
                        .text(item.at), item.day.map(CSVValue.text) ?? .empty, item.aqi.map(CSVValue.integer) ?? .empty,
                        item.category.map(CSVValue.text) ?? .empty, item.dominant.map(CSVValue.text) ?? .empty,
                        .integer(item.completeness.have), .integer(item.completeness.expected), .text(item.asOf),
                        .text(item.provisional ? "true" : "false"), (item.reason?.code).map(CSVValue.text) ?? .empty,
                    ] + parameters.map { item.subIndices[$0.rawValue].map(CSVValue.integer) ?? .empty })
            }
        }.linking(next: next(of: list, address, context))
    }

    /// One index as programs read it, words in the reader's language.
    func indexItem(_ record: IndexRecord, _ context: WebContext) -> IndexItem {
        let zone = context.site.zone
        let day = zone.day(of: record.at - .hours(1))
        let category = record.value.flatMap { value in
            reference.airQualityMethod(on: day).categories.first {
                $0.code == record.category && $0.range.contains(value)
            }
        }
        let water = record.value.flatMap { value in
            reference.waterQuality.categories.first { $0.code == record.category && $0.range.contains(value) }
        }
        return IndexItem(
            at: record.at.iso8601(in: zone), day: record.period == .day ? day.iso8601 : nil, aqi: record.value,
            category: record.category,
            categoryName: (category?.name ?? water?.name).map { context.wording.text(of: $0) },
            colour: category?.colour ?? water?.colour, dominant: record.dominant?.rawValue,
            subIndices: Dictionary(
                record.subIndices.map { ($0.parameter.rawValue, Int($0.value.rounded(.toNearestOrAwayFromZero))) },
                uniquingKeysWith: max),
            completeness: .init(have: record.have, expected: record.expected),
            asOf: record.computedAt.iso8601(in: zone), provisional: !record.isFinal,
            reason: record.value == nil
                ? record.reason.map { .init(code: $0.key, text: context.wording.text(of: $0)) } : nil)
    }

    private struct IndexList: Sendable {
        let station: Station
        let period: IndexRecord.Period
        let window: TimeWindow
        let page: Page<IndexRecord>
    }

    private func indexList(_ context: WebContext, limit: Int) async throws -> IndexList {
        let code = try context.parameter("code")
        let now = context.now
        let text = context.query.value("period") ?? "hour"
        guard let period = IndexRecord.Period(rawValue: text) else { throw RequestError.badPeriod(text) }
        let window = try TimeWindow(
            query: context.query, usual: period == .hour ? .days(1) : .days(30), now: now, zone: context.site.zone)
        let cursor = try APIPaging.cursor(in: context.query, parts: 1)
        return try await database.read { reader in
            guard let station = try StationStore.station(code: code, at: now, in: reader) else {
                throw RequestError.unknownStation(code)
            }
            guard station.medium == .air else { throw RequestError.noIndex(code: station.code) }
            // `from` is excluded here and included there.
            let page = try IndexStore.indices(
                of: station.id, per: period, from: window.from + .microseconds(1), to: window.to, after: cursor,
                limit: limit, in: reader)
            return IndexList(station: station, period: period, window: window, page: page)
        }
    }

    private func next(of list: IndexList, _ address: Address, _ context: WebContext) -> Address? {
        guard let cursor = list.page.next else { return nil }
        let zone = context.site.zone
        return address.with("period", list.period.rawValue)
            .with("from", list.window.from.iso8601(in: zone)).with("to", list.window.to.iso8601(in: zone))
            .with("limit", context.query.value("limit")).with("after", cursor.encoded)
    }
}
