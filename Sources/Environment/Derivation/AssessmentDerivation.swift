// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// Holds means against the limits of their own averaging times.
struct AssessmentDerivation: Sendable {
    let reference: EnvironmentReference
    let zone: CivilZone

    func assessments(of work: StationWork, _ table: HourTable, now: Instant) -> [AssessmentRecord] {
        switch work.station.medium {
        case .air: air(work, table, now: now)
        case .water: water(work, table, now: now)
        case .weather: []
        }
    }

    private func air(_ work: StationWork, _ table: HourTable, now: Instant) -> [AssessmentRecord] {
        let marked = work.hours
        let heard = table.hoursWithValues
        let windows = Set(marked.flatMap { hour in (0..<8).map { hour + .hours($0) } }).intersection(heard).sorted()
        let days = work.days.map { zone.start(of: $0 + 1) }.filter { end in
            (0..<24).contains { heard.contains(end - .hours($0)) }
        }
        let parts: [(AveragingTime, [Instant])] = [
            (.hour, marked.filter(heard.contains)), (.eightHours, windows), (.day, days),
        ]
        return table.parameters.flatMap { parameter in
            parts.flatMap { averaging, ends in
                ends.compactMap { assessment(parameter, averaging, $0, work.station, table, now: now) }
            }
        }
    }

    /// Nothing where no limit exists for that averaging time.
    private func assessment(
        _ parameter: Parameter.Code, _ averaging: AveragingTime, _ at: Instant, _ station: Station,
        _ table: HourTable, now: Instant
    ) -> AssessmentRecord? {
        let day = zone.day(of: at - .microseconds(1))
        guard let limit = reference.airLimits.limit(of: parameter, over: averaging, on: day) else { return nil }
        let (mean, completeness) = mean(of: parameter, over: averaging, endingAt: at, table)
        return record(
            station, parameter, averaging, at, mean, limit, completeness, on: day, now: now)
    }

    private func record(
        _ station: Station, _ parameter: Parameter.Code, _ averaging: AveragingTime, _ at: Instant, _ mean: Double?,
        _ limit: AirLimit, _ completeness: Completeness, on day: CivilDay, now: Instant
    ) -> AssessmentRecord {
        var isExceeded: Bool?
        if let mean {
            switch reference.airLimits.check(mean: mean, of: parameter, over: averaging, on: day) {
            case .exceeded: isExceeded = true
            case .within: isExceeded = false
            case .noLimit, .noValue: break
            }
        }
        return AssessmentRecord(
            station: station.id, parameter: parameter, averaging: averaging, at: at, mean: mean,
            limit: limit.limit, document: limit.document, isExceeded: isExceeded,
            reason: mean == nil ? tooFew(averaging, completeness) : nil, computedAt: now)
    }

    /// The mean over an averaging time up to a day, or `nil` when too few hours are there.
    private func mean(
        of parameter: Parameter.Code, over averaging: AveragingTime, endingAt at: Instant, _ table: HourTable
    ) -> (Double?, Completeness) {
        let settings = reference.settings
        let (hours, share) =
            switch averaging {
            case .eightHours: (8, settings.eightHourCompleteness)
            case .day: (24, settings.dayCompleteness)
            default: (1, settings.hourCompleteness)
            }
        let means = table.window([parameter], after: at - .hours(hours), through: at)[parameter] ?? []
        if hours == 1 {
            let completeness = means.last?.completeness ?? Completeness(counted: 0, expected: 1)
            return (means.last.flatMap { $0.completeness.meets(share) ? $0.value : nil }, completeness)
        }
        let usable = means.filter { $0.completeness.meets(settings.hourCompleteness) }
        let completeness = Completeness(counted: usable.count, expected: hours)
        guard !usable.isEmpty, completeness.meets(share) else { return (nil, completeness) }
        return (usable.map(\.value).reduce(0, +) / Double(usable.count), completeness)
    }

    private func tooFew(_ averaging: AveragingTime, _ completeness: Completeness) -> Message {
        Message(
            "environment.assessment.too-few",
            [
                "averaging": .message(averaging.name), "counted": .count(completeness.counted),
                "expected": .count(completeness.expected),
            ])
    }

    /// The year so far against the limit for a year; of days that have a mean.
    ///
    /// - Parameters:
    ///   - days: The days' means.
    ///   - elapsed: How many days of the year have ended.
    func year(
        _ parameter: Parameter.Code, endingAt end: Instant, days: [Double], elapsed: Int, _ station: Station,
        now: Instant
    ) -> AssessmentRecord? {
        let lastDay = min(zone.day(of: end - .microseconds(1)), zone.day(of: now))
        guard let limit = reference.airLimits.limit(of: parameter, over: .year, on: lastDay) else { return nil }
        let completeness = Completeness(counted: days.count, expected: elapsed)
        let isEnough = !days.isEmpty && completeness.meets(reference.settings.dayCompleteness)
        return record(
            station, parameter, .year, end, isEnough ? days.reduce(0, +) / Double(days.count) : nil, limit,
            completeness, on: lastDay, now: now)
    }

    /// Daily means of water against the class it aims at.
    private func water(_ work: StationWork, _ table: HourTable, now: Instant) -> [AssessmentRecord] {
        guard let aim = work.station.version.description.waterClass.flatMap(SurfaceWaterClass.init(rawValue:))
        else { return [] }
        return work.days.flatMap { day in
            table.parameters.compactMap { water($0, day, aim, work.station, table, now: now) }
        }
    }

    private func water(
        _ parameter: Parameter.Code, _ day: CivilDay, _ aim: SurfaceWaterClass, _ station: Station,
        _ table: HourTable, now: Instant
    ) -> AssessmentRecord? {
        let end = zone.start(of: day + 1)
        let bounds = reference.surfaceWater.bound(
            of: parameter, aim, in: station.version.description.waterBody, on: day)
        guard let bounds, (0..<24).contains(where: { table.totals[parameter]?[end - .hours($0)] != nil }) else {
            return nil
        }
        let (mean, completeness) = mean(of: parameter, over: .day, endingAt: end, table)
        return AssessmentRecord(
            station: station.id, parameter: parameter, averaging: .day, at: end, mean: mean,
            limit: bounds.maximum ?? bounds.minimum, document: reference.surfaceWater.document,
            isExceeded: mean.map { !bounds.holds($0) }, reason: mean == nil ? tooFew(.day, completeness) : nil,
            computedAt: now)
    }
}
