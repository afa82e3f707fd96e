// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// What one period says to one kind of alarm of a station: pure judgement,
/// without memory of earlier periods.
struct AlarmSignal: Hashable, Sendable {
    let rule: AlarmRule
    let station: Station.ID
    let parameter: Parameter.Code?
    /// The end of the period it speaks of.
    let at: Instant
    /// What is shown: a mean, an index, a share.
    let value: Double
    let limit: Double?
    let document: String
    /// What the rule's numbers are compared with: value over limit, the index, the share.
    let size: Double
    /// Whether the value is beyond: strictly above a limit of law.
    let isRaising: Bool

    var isQuiet: Bool { !isRaising && size <= rule.endBelow }
    var severity: AlarmNotice.Severity { rule.severity(at: size) }

    /// What an open alarm is found by.
    var openKey: String {
        "\(rule.kind.rawValue)|\(station)|\(parameter?.rawValue ?? "")|\(rule.averaging.rawValue)"
    }
}

/// What is known of an open alarm when a signal comes.
struct OpenAlarm: Hashable, Sendable {
    let id: Alarm.ID
    let severity: AlarmNotice.Severity
    let worst: Double
    /// Quiet periods in a row, and the last period that was looked at.
    let quiet: Int
    let lookedAt: Instant

    /// What is to be done. A period that was looked at before changes nothing:
    /// hours are derived again whenever a value comes.
    enum Step: Hashable {
        case raise
        case worsen
        case stay(quiet: Int)
        case end
        case nothing
    }

    static func step(_ signal: AlarmSignal, open: OpenAlarm?) -> Step {
        guard let open else { return signal.isRaising ? .raise : .nothing }
        if signal.isRaising {
            let isNews = signal.severity > open.severity || signal.value > open.worst * (1 + signal.rule.worsensBy)
            if isNews { return .worsen }
            return signal.at > open.lookedAt || open.quiet > 0 ? .stay(quiet: 0) : .nothing
        }
        guard signal.at > open.lookedAt else { return .nothing }
        guard signal.isQuiet else { return .stay(quiet: 0) }
        return open.quiet + 1 >= signal.rule.quiet ? .end : .stay(quiet: open.quiet + 1)
    }
}
