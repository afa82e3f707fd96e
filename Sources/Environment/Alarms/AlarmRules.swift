// SPDX-License-Identifier: Apache-2.0

import Ports

/// When alarms are raised and when they end: `Reference/alarm_rules.csv`.
package struct AlarmRules: Sendable {
    private let rules: [AlarmRule]

    init(_ table: ReferenceTable) throws { rules = try table.rows.map { row in try AlarmRule(row) } }

    package func rule(_ kind: Alarm.Kind, over averaging: AveragingTime) -> AlarmRule? {
        rules.first { $0.kind == kind && $0.averaging == averaging }
    }

    package var silence: AlarmRule? { rule(.silent, over: .report) }
    package var quality: AlarmRule? { rule(.quality, over: .hour) }
    package var index: AlarmRule? { rule(.index, over: .hour) }
}

/// One kind of alarm.
package struct AlarmRule: Hashable, Sendable {
    package let kind: Alarm.Kind
    package let averaging: AveragingTime
    /// From where on it is raised: times the limit, an index, a share.
    package let raiseFrom: Double
    package let graveFrom: Double
    /// At most this in `quiet` periods in a row ends it.
    package let endBelow: Double
    package let quiet: Int
    /// By what share of the worst so far a value must rise to be news.
    package let worsensBy: Double
    /// Reporting periods, or the least number of values.
    package let periods: Int
    /// The hours looked back on.
    package let hours: Int

    init(_ row: ReferenceTable.Row) throws {
        kind = try row.word("kind")
        averaging = try row.word("averaging")
        raiseFrom = try row.number("raise_from")
        graveFrom = try row.number("grave_from")
        endBelow = try row.number("end_below")
        quiet = try row.count("quiet")
        worsensBy = try row.number("worsens_by")
        periods = try row.optionalCount("periods") ?? 0
        hours = try row.optionalCount("hours") ?? 0
        guard endBelow <= raiseFrom, graveFrom >= raiseFrom, quiet > 0 else {
            throw row.bad("end_below", "\(endBelow)")
        }
    }

    func severity(at size: Double) -> AlarmNotice.Severity { size >= graveFrom ? .grave : .warning }
}
