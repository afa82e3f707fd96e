// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Observations
import Ports
import SQLStore
import Web

extension EnvironmentPages {
    func showStation(_ request: Request, _ context: WebContext) async throws -> Response {
        let range = ChartRange(rawValue: context.query["range"]) ?? .day
        let detail = try await stationDetail(try context.parameter("code"), at: context.now, range: range)
        guard let detail else { throw StationError.unknown(code: try context.parameter("code")) }
        return context.page(
            StationPage.content(
                detail, mayEdit: try await mayChange(detail.station.scope, context),
                origin: context.site.settings.publicOrigin))
    }

    func streamStation(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code").uppercased()
        return try context.site.live.stream(topics: [StationPublisher.topic(of: code)], to: request, in: context)
    }

    /// What a station's page shows: nine statements, `nil` for an unknown code.
    func stationDetail(_ code: String, at now: Instant, range: ChartRange) async throws -> StationDetail? {
        let catalogue = reference.catalogue
        let found = try await database.read { reader -> Found? in
            guard let station = try StationStore.station(code: code, at: now, in: reader) else { return nil }
            let series = try StationSeries(of: station, catalogue: catalogue, in: reader)
            let hour = try IndexStore.newest(of: station.id, per: .hour, after: now - .days(7), upTo: now, in: reader)
            let end = hour?.at ?? now.roundedDown(to: .hours(1))
            return Found(
                station: station, series: series, hour: hour,
                day: try IndexStore.newest(
                    of: station.id, per: .day, after: now - .days(7), upTo: now + .days(1), in: reader),
                means: try series.hourlyMeans(in: TimeSpan(after: end - .hours(12), through: end), in: reader),
                latest: try StationSeries.store.latest(of: [Station.subject(code: station.code)], in: reader),
                assessments: try AssessmentStore.newest(
                    of: station.id, after: now - .days(400), upTo: now + .days(1), in: reader),
                alarms: try AlarmStore.alarms(of: station.id, limit: 5, in: reader).items,
                rows: try ChartRows(of: series, range: range, upTo: now, in: reader))
        }
        return found.map { detail($0, at: now, range: range) }
    }

    private struct Found: Sendable {
        let station: Station
        let series: StationSeries
        let hour: IndexRecord?
        let day: IndexRecord?
        let means: [Parameter.Code: [HourlyMean]]
        let latest: [Latest]
        let assessments: [AssessmentRecord]
        let alarms: [Alarm]
        let rows: ChartRows
    }

    private func detail(_ found: Found, at now: Instant, range: ChartRange) -> StationDetail {
        let station = found.station
        let end = found.hour?.at ?? now
        let method = station.medium == .air ? reference.airQualityMethod(on: CivilZone.vietNam.day(of: end)) : nil
        let figures = StationFigures(station: station, now: now)
        let values = found.series.current.compactMap { entry -> LatestValue? in
            guard let newest = found.latest.first(where: { $0.series.id == entry.series.id })?.observation,
                let value = newest.value
            else { return nil }
            return LatestValue(
                parameter: entry.parameter, figure: figures.value(value, of: entry.parameter, at: newest.at),
                statusName: statusTag(newest.status), flag: FlagWords.message(of: newest.flag), counts: newest.counts)
        }
        return StationDetail(
            now: now, station: station, hour: found.hour, day: found.day, method: method,
            explanation: found.hour.flatMap { method?.index(ofHourEndingAt: $0.at, from: found.means) },
            waterBand: waterBand(found.hour), values: values, assessments: found.assessments, alarms: found.alarms,
            charts: charts(found, figures, method), range: range, parameters: parameters, catalogue: reference.catalogue
        )
    }

    /// What a station sent as its state, in words; anything but measuring stands out.
    func statusTag(_ code: String) -> Tag {
        let status = Status(rawValue: code)
        return Tag(reference.statuses.name(of: status), reference.statuses.counts(status) ? nil : .warning)
    }

    private func charts(_ found: Found, _ figures: StationFigures, _ method: AirQualityMethod?) -> [StationChart] {
        var charts: [StationChart] = []
        if found.station.medium != .weather {
            charts.append(found.rows.indexChart(figures))
        }
        for entry in found.series.current {
            charts.append(found.rows.chart(of: entry, figures, limits: reference.airLimits, isAir: method != nil))
        }
        return charts
    }
}
