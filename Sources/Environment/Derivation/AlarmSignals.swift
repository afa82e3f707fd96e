// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// Reads signals for alarms out of what was derived. Only periods that have
/// ended, not long ago, and that new values touched: never from a backlog.
struct AlarmSignals: Sendable {
    let rules: AlarmRules
    let zone: CivilZone

    /// A period that ended longer ago than this is history.
    static let memory: Duration = .hours(3)

    func signals(
        of work: StationWork, indices: [IndexRecord], assessments: [AssessmentRecord], _ table: HourTable,
        now: Instant
    ) -> [AlarmSignal] {
        let live = work.liveHours
        guard !live.isEmpty, work.station.isInService else { return [] }
        func isNew(_ at: Instant) -> Bool { at <= now && at > now - Self.memory }
        // What live hours reach, as far as it has ended: also the hour before the running one.
        let assessed = assessments.filter { isNew($0.at) }.compactMap { signal($0, work.station) }
        let indexed = indices.filter { $0.period == .hour && isNew($0.at) }.compactMap { signal($0, work.station) }
        let ended = Set(live.map { min($0, now.roundedDown(to: .hours(1), in: zone)) }).filter(isNew)
        let quality = ended.flatMap { self.quality(at: $0, work.station, table) }
        return assessed + indexed + quality
    }

    private func signal(_ record: AssessmentRecord, _ station: Station) -> AlarmSignal? {
        guard let rule = rules.rule(.limit, over: record.averaging), let mean = record.mean, let limit = record.limit,
            let isExceeded = record.isExceeded, limit > 0
        else { return nil }
        return AlarmSignal(
            rule: rule, station: station.id, parameter: record.parameter, at: record.at, value: mean, limit: limit,
            document: record.document,
            // A least value, as oxygen's, is exceeded below it: the distance counts, whichever side.
            size: isExceeded ? max(mean / limit, 1) : min(mean / limit, 1), isRaising: isExceeded)
    }

    private func signal(_ record: IndexRecord, _ station: Station) -> AlarmSignal? {
        guard station.medium == .air, let rule = rules.index, let value = record.value else { return nil }
        return AlarmSignal(
            rule: rule, station: station.id, parameter: nil, at: record.at, value: Double(value), limit: nil,
            document: "", size: Double(value), isRaising: Double(value) >= rule.raiseFrom)
    }

    /// The share of values of the last hours that do not count, a parameter at a time.
    private func quality(at hour: Instant, _ station: Station, _ table: HourTable) -> [AlarmSignal] {
        guard let rule = rules.quality else { return [] }
        return table.parameters.compactMap { parameter in
            var sum = HourTable.Total()
            for step in 0..<rule.hours {
                guard let total = table.totals[parameter]?[hour - .hours(step)] else { continue }
                sum.counted += total.counted
                sum.all += total.all
            }
            guard sum.all >= rule.periods else { return nil }
            let share = Double(sum.all - sum.counted) / Double(sum.all)
            return AlarmSignal(
                rule: rule, station: station.id, parameter: parameter, at: hour, value: share, limit: nil,
                document: "", size: share, isRaising: share >= rule.raiseFrom)
        }
    }
}
