// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// Works out a station's indices from its hourly means.
struct IndexDerivation: Sendable {
    let reference: EnvironmentReference
    let zone: CivilZone

    /// The indices of the hours and days a piece of work reaches. Hours in
    /// which nothing came have none: nobody reported.
    func indices(of work: StationWork, _ table: HourTable, now: Instant) -> [IndexRecord] {
        guard work.station.medium != .weather else { return [] }
        let heard = table.hoursWithValues
        let hours = work.reachedHours.filter(heard.contains)
        let days = work.days.filter { day in
            let start = zone.start(of: day)
            return (1...24).contains { heard.contains(start + .hours($0)) }
        }
        return hours.map { index(ofHour: $0, work.station, table, now: now) }
            + days.map { index(of: $0, work.station, table, now: now) }
    }

    private func index(ofHour hour: Instant, _ station: Station, _ table: HourTable, now: Instant) -> IndexRecord {
        if station.medium == .water {
            let window = table.window(waterParameters, after: hour - .hours(1), through: hour)
            let values = window.compactMapValues { means in
                means.last { $0.completeness.meets(reference.settings.hourCompleteness) }?.value
            }
            let completeness = table.completeness(waterParameters, hours: 1, through: hour, period: station.period)
            return record(
                reference.waterQuality.index(of: values), station, .hour, hour, basis: "1h", completeness, now: now)
        }
        let method = reference.airQualityMethod(on: zone.day(of: hour - .microseconds(1)))
        let window = table.window(method.parameters, after: hour - .hours(NowCast.hours), through: hour)
        return record(
            method.index(ofHourEndingAt: hour, from: window), station, .hour, hour,
            table.completeness(method.parameters, hours: 1, through: hour, period: station.period), now: now)
    }

    private func index(of day: CivilDay, _ station: Station, _ table: HourTable, now: Instant) -> IndexRecord {
        let end = zone.start(of: day + 1)
        if station.medium == .water {
            let window = table.window(waterParameters, after: end - .hours(24), through: end)
            let completeness = table.completeness(waterParameters, hours: 24, through: end, period: station.period)
            return record(
                reference.waterQuality.index(of: window.compactMapValues(dayMean)), station, .day, end,
                basis: "24h", completeness, now: now)
        }
        let method = reference.airQualityMethod(on: day)
        let window = table.window(method.parameters, after: end - .hours(32), through: end)
        return record(
            method.index(of: day, from: window, in: zone), station, .day, end,
            table.completeness(method.parameters, hours: 24, through: end, period: station.period), now: now)
    }

    /// The mean of a day's hours, when there are enough of them.
    private func dayMean(of hours: [HourlyMean]) -> Double? {
        let usable = hours.filter { $0.completeness.meets(reference.settings.hourCompleteness) }
        let completeness = Completeness(counted: usable.count, expected: 24)
        guard !usable.isEmpty, completeness.meets(reference.settings.dayCompleteness) else { return nil }
        return usable.map(\.value).reduce(0, +) / Double(usable.count)
    }

    private var waterParameters: [Parameter.Code] {
        reference.catalogue.parameters.filter { $0.medium == .water }.map(\.code)
    }

    private func record(
        _ index: AirQualityIndex, _ station: Station, _ period: IndexRecord.Period, _ at: Instant,
        _ completeness: Completeness, now: Instant
    ) -> IndexRecord {
        IndexRecord(
            station: station.id, period: period, at: at, value: index.value, category: index.category?.code,
            dominant: index.dominant?.parameter,
            subIndices: index.subIndices.map { sub in
                IndexRecord.SubIndex(
                    parameter: sub.parameter, basis: sub.basis.rawValue, concentration: sub.concentration,
                    value: Double(sub.index))
            },
            have: completeness.counted, expected: completeness.expected, reason: index.reason?.message,
            isFinal: at <= now, computedAt: now)
    }

    private func record(
        _ index: WaterQualityIndex, _ station: Station, _ period: IndexRecord.Period, _ at: Instant,
        basis: String, _ completeness: Completeness, now: Instant
    ) -> IndexRecord {
        var reason: Message?
        if case .none(let why) = index.outcome { reason = why.message }
        return IndexRecord(
            station: station.id, period: period, at: at, value: index.value, category: index.category?.code,
            // What pulls the index down decides what to look at.
            dominant: index.value == nil ? nil : index.subIndices.min { $0.index < $1.index }?.parameter,
            subIndices: index.subIndices.map { sub in
                IndexRecord.SubIndex(
                    parameter: sub.parameter, basis: basis, concentration: sub.value, value: sub.index)
            },
            have: completeness.counted, expected: completeness.expected, reason: reason, isFinal: at <= now,
            computedAt: now)
    }
}
