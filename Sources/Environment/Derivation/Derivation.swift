// SPDX-License-Identifier: Apache-2.0

import Basics
import Observations
import Ports
import SQLStore

/// Works off marked hours: quality control, indices, means against limits,
/// alarms. The marks go in the transaction that writes what follows from them,
/// so a crash at any moment only means doing it again.
struct Derivation: Sendable {
    let database: any Database
    let observations: ObservationStore
    let reference: EnvironmentReference
    let alarmRules: AlarmRules
    let settings: EnvironmentSettings
    let clock: Clock

    /// Works off one step: the live marks of many stations, or else a month of
    /// one station's backlog.
    ///
    /// - Returns: How many marks went.
    @discardableResult
    func work() async throws -> Int {
        let now = clock.now
        let (marks, stations) = try await database.read { tx in
            var marks = try DueStore.marks(live: true, limit: 400, in: tx)
            if marks.isEmpty { marks = try DueStore.backlog(hours: 744, in: tx) }
            return (marks, marks.isEmpty ? [] : try StationStore.everyStation(at: now, in: tx))
        }
        let byID = Dictionary(stations.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let works = Dictionary(grouping: marks, by: \.hour.station).compactMap { id, marks in
            byID[id].map { StationWork(station: $0, marks: marks, zone: settings.zone) }
        }.sorted { $0.station.code < $1.station.code }
        // Live stations share a transaction by the dozen; a long backlog has one of its own.
        for group in works.chunks(of: marks.first?.isLive == true ? 25 : 1) {
            try await derive(Array(group), now: now)
        }
        return marks.count
    }

    private func derive(_ works: [StationWork], now: Instant) async throws {
        let judged = try await database.read { tx in
            try works.map { try ($0, judgements(of: $0, in: tx)) }
        }
        try await database.write { tx in
            var changed: [String] = []
            for (work, judgements) in judged {
                try write(work, judgements, now: now, in: tx)
                changed.append(work.station.code)
            }
            for payload in EnvironmentChannel.values(of: changed) {
                try tx.announce(EnvironmentChannel.name, payload)
            }
        }
    }

    private func write(
        _ work: StationWork, _ judged: [QualityControl.Judged], now: Instant, in tx: any Transaction
    ) throws {
        for (actor, judged) in Dictionary(grouping: judged, by: \.by) {
            try observations.flag(judged.map(\.judgement), by: actor, at: now, in: tx)
        }
        let series = try observations.series(of: [work.station.subject], in: tx)
        let byID = Dictionary(series.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        let needed = work.neededHours
        let aggregates = try observations.aggregates(.hour, of: series.map(\.id), in: needed, limit: .max, in: tx)
        let table = HourTable(aggregates, series: byID)

        let indices = IndexDerivation(reference: reference, zone: settings.zone).indices(of: work, table, now: now)
        let derivation = AssessmentDerivation(reference: reference, zone: settings.zone)
        var assessments = derivation.assessments(of: work, table, now: now)
        assessments += try yearly(work, series, derivation, now: now, in: tx)
        try IndexStore.put(indices, in: tx)
        try AssessmentStore.put(assessments, in: tx)

        let signals = AlarmSignals(rules: alarmRules, zone: settings.zone).signals(
            of: work, indices: indices, assessments: assessments, table, now: now)
        try AlarmStore.heed(signals, at: now, in: tx)
        if !work.liveHours.isEmpty {
            try Silence(rule: alarmRules.silence).end(of: work.station.id, at: now, in: tx)
        }
        try DueStore.clear(work.marks, in: tx)
    }

    // MARK: Quality control

    private func judgements(of work: StationWork, in reader: any Reading) throws -> [QualityControl.Judged] {
        let series = try observations.series(of: [work.station.subject], in: reader)
        guard !series.isEmpty, let first = work.hours.first, let last = work.hours.last else { return [] }
        let judged = Set(work.hours)
        let recent = try observations.aggregates(
            .hour, of: series.map(\.id), in: TimeSpan(after: first - .hours(26), through: last), limit: .max,
            in: reader)
        let flatFrom = Dictionary(grouping: recent, by: \.bucket.series).mapValues { isFlat($0) }
        var stretches: [QualityControl.Stretch] = []
        for one in series {
            // Neighbours for the spike rule; a day more where a flat line is possible.
            let margin = max(.hours(1), one.key.period * 8)
            let back = flatFrom[one.id] == true ? max(margin, .hours(25)) : margin
            let values = try observations.observations(
                of: one.id, in: TimeSpan(after: first - .hours(1) - back, through: last + margin), limit: .max,
                in: reader)
            guard !values.isEmpty else { continue }
            stretches.append(
                QualityControl.Stretch(
                    parameter: Parameter.Code(one.key.property), values: values, judged: judged))
        }
        let officers = try FlagStore.flags(
            of: work.station.id, from: first - .hours(27), to: last + .hours(1), in: reader)
        return QualityControl(reference: reference, zone: settings.zone).judgements(of: stretches, officers: officers)
    }

    /// Whether a flat line of a day may lie in these hours: every hour is flat,
    /// or has values that do not count, perhaps because of a flat line before.
    private func isFlat(_ hours: [Aggregate]) -> Bool {
        hours.contains { $0.counted > 0 && $0.min == $0.max } || hours.contains { $0.counted == 0 && $0.total > 0 }
    }

    // MARK: The year

    /// The years of the touched days, once a day has ended.
    private func yearly(
        _ work: StationWork, _ series: [Series], _ derivation: AssessmentDerivation, now: Instant,
        in reader: any Reading
    ) throws -> [AssessmentRecord] {
        let zone = settings.zone
        guard work.station.medium == .air else { return [] }
        let today = zone.start(of: zone.day(of: now))
        let ended = work.hours.filter { $0 <= today }
        var records: [AssessmentRecord] = []
        for year in Set(ended.map { zone.day(of: $0 - .microseconds(1)).year }).sorted() {
            guard let first = CivilDay(year, 1, 1), let next = CivilDay(year + 1, 1, 1) else { continue }
            let end = zone.start(of: next)
            let span = TimeSpan(after: zone.start(of: first), through: min(end, today))
            let days = try observations.aggregates(.day, of: series.map(\.id), in: span, limit: .max, in: reader)
            let elapsed = min(next, zone.day(of: now)) - first
            let bySeries = Dictionary(grouping: days, by: \.bucket.series)
            for one in series {
                let perDay = HourTable.perHour(one.key.period) * 24
                let means = (bySeries[one.id] ?? []).compactMap { day in
                    Completeness(counted: day.counted, expected: perDay).meets(reference.settings.dayCompleteness)
                        ? day.mean : nil
                }
                let record = derivation.year(
                    Parameter.Code(one.key.property), endingAt: end, days: means, elapsed: max(elapsed, 1),
                    work.station, now: now)
                if let record { records.append(record) }
            }
        }
        // Two series of one parameter, after a change of period: the one with a mean speaks.
        return Dictionary(grouping: records) { "\($0.parameter) \($0.at.microseconds)" }.values.compactMap { same in
            same.first { $0.mean != nil } ?? same.first
        }
    }
}
