// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
package import Ports
package import SQLStore

extension AlarmStore {
    /// Lets signals raise, worsen and end alarms.
    ///
    /// - Returns: How many alarms changed for the people who watch them.
    @discardableResult
    static func heed(_ signals: [AlarmSignal], at now: Instant, in tx: any Transaction) throws -> Int {
        guard !signals.isEmpty else { return 0 }
        var open = try openAlarms(keys: signals.map(\.openKey), in: tx)
        var changed = 0
        for signal in signals.sorted(by: { ($0.at, $0.openKey) < ($1.at, $1.openKey) }) {
            let key = signal.openKey
            switch OpenAlarm.step(signal, open: open[key]) {
            case .raise:
                open[key] = try raise(signal, at: now, in: tx)
                changed += 1
            case .worsen:
                guard let alarm = open[key] else { continue }
                open[key] = try worsen(alarm, signal, at: now, in: tx)
                changed += 1
            case .stay(let quiet):
                guard let alarm = open[key] else { continue }
                try tx.execute(
                    "UPDATE environment_alarm SET quiet = \(quiet), quiet_at = \(signal.at) WHERE id = \(alarm.id)")
                open[key] = OpenAlarm(
                    id: alarm.id, severity: alarm.severity, worst: alarm.worst, quiet: quiet, lookedAt: signal.at)
            case .end:
                guard let alarm = open[key] else { continue }
                try end(alarm.id, value: signal.value, at: now, in: tx)
                open[key] = nil
                changed += 1
            case .nothing: break
            }
        }
        if changed > 0 { try tx.announce(EnvironmentChannel.name, EnvironmentChannel.alarms) }
        return changed
    }

    private static func openAlarms(keys: [String], in reader: any Reading) throws -> [String: OpenAlarm] {
        var open: [String: OpenAlarm] = [:]
        for chunk in Set(keys).sorted().chunks(of: 500) {
            let rows = try reader.rows(
                """
                SELECT open_key, id, severity, value, quiet, coalesce(quiet_at, about_at) FROM environment_alarm
                WHERE open_key IN (\(SQL.list(Array(chunk))))
                """)
            for row in rows {
                open[try row.get(0)] = OpenAlarm(
                    id: try row.get(1), severity: severity(try row.get(2)), worst: try row.optional(3) ?? 0,
                    quiet: try row.get(4), lookedAt: try row.get(5))
            }
        }
        return open
    }

    private static func raise(_ signal: AlarmSignal, at now: Instant, in tx: any Transaction) throws -> OpenAlarm {
        let id = Alarm.ID(at: now)
        try tx.execute(
            """
            INSERT INTO environment_alarm (id, kind, station_id, parameter, averaging, severity, raised_at, about_at,
                value, limit_value, document, quiet, quiet_at, open_key)
            VALUES (\(id), \(signal.rule.kind.rawValue), \(signal.station), \(signal.parameter?.rawValue ?? ""),
                \(signal.rule.averaging.rawValue), \(signal.severity.rawValue), \(now), \(signal.at),
                \(signal.value), \(signal.limit), \(signal.document), 0, \(signal.at), \(signal.openKey))
            """)
        try record(.raised, of: id, value: signal.value, severity: signal.severity, at: now, in: tx)
        return OpenAlarm(
            id: id, severity: signal.severity, worst: signal.value, quiet: 0, lookedAt: signal.at)
    }

    private static func worsen(
        _ alarm: OpenAlarm, _ signal: AlarmSignal, at now: Instant, in tx: any Transaction
    ) throws -> OpenAlarm {
        let severity = max(alarm.severity, signal.severity)
        let worst = max(alarm.worst, signal.value)
        try tx.execute(
            """
            UPDATE environment_alarm SET severity = \(severity.rawValue), value = \(worst), about_at = \(signal.at),
                quiet = 0, quiet_at = \(signal.at) WHERE id = \(alarm.id)
            """)
        try record(.worsened, of: alarm.id, value: signal.value, severity: severity, at: now, in: tx)
        return OpenAlarm(id: alarm.id, severity: severity, worst: worst, quiet: 0, lookedAt: signal.at)
    }

    static func end(_ id: Alarm.ID, value: Double?, at now: Instant, in tx: any Transaction) throws {
        let changed = try tx.execute(
            "UPDATE environment_alarm SET ended_at = \(now), open_key = NULL WHERE id = \(id) AND ended_at IS NULL")
        guard changed > 0 else { return }
        try record(.ended, of: id, value: value, severity: .notice, at: now, in: tx)
    }

    static func record(
        _ kind: Alarm.Event.Kind, of alarm: Alarm.ID, by actor: Actor = .system("environment.alarms"),
        note: String = "", value: Double? = nil, severity: AlarmNotice.Severity, at now: Instant,
        in tx: any Transaction
    ) throws {
        let id = try Counter.event.take(in: tx)
        let name = actor.personID == nil ? "" : actor.name
        try tx.execute(
            """
            INSERT INTO environment_alarm_event (id, alarm_id, kind, at, actor, actor_name, note, value, severity)
            VALUES (\(id), \(alarm), \(kind.rawValue), \(now), \(actor.stored), \(name), \(note), \(value),
                \(severity.rawValue))
            """)
        let code: String? = try tx.value(
            """
            SELECT s.code FROM environment_alarm a JOIN environment_station s ON s.id = a.station_id
            WHERE a.id = \(alarm)
            """)
        try EventStore.record(
            .alarm, station: code ?? "", subject: "\(kind.rawValue) \(alarm)", at: now,
            address: "/environment/alarms/\(alarm)", in: tx)
    }

    /// Records that somebody has taken notice; the first one counts.
    ///
    /// - Throws: `AlarmError`.
    package static func acknowledge(
        _ id: Alarm.ID, by actor: Actor, note: String, at moment: Instant, in tx: any Transaction
    ) throws -> AlarmAcknowledgement {
        guard let alarm = try alarm(id, in: tx) else { throw AlarmError.unknown }
        guard alarm.endedAt == nil else { throw AlarmError.ended }
        if let at = alarm.acknowledgedAt {
            return AlarmAcknowledgement(isNew: false, by: alarm.acknowledgedBy ?? "", at: at)
        }
        try tx.execute(
            """
            UPDATE environment_alarm SET acknowledged_at = \(moment), acknowledged_by = \(actor.name)
            WHERE id = \(id) AND acknowledged_at IS NULL
            """)
        let note = String(note.tidied(lines: true).prefix(2_000))
        try record(
            .acknowledged, of: id, by: actor, note: note, severity: alarm.severity, at: moment, in: tx)
        try LedgerEntry.environment(
            "alarm-acknowledged", of: "alarm", id.description, reason: note, by: actor, at: moment
        ).append(in: tx)
        try tx.announce(EnvironmentChannel.name, EnvironmentChannel.alarms)
        return AlarmAcknowledgement(isNew: true, by: actor.name, at: moment)
    }
}
