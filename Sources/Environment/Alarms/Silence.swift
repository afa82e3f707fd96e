// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore

/// Stations of which nothing has come for several reporting periods.
struct Silence: Sendable {
    let rule: AlarmRule?

    /// A station that reports every minute may be late by more than its periods.
    static let least = Duration.minutes(15)

    /// What can be said of a station.
    enum State: Hashable {
        case reporting
        /// Since its newest value.
        case silent(since: Instant)
        /// Not attended for long enough, out of service, or not begun.
        case unknown
    }

    /// Judges a station as of the moment up to which everything that came is
    /// known. Time that nobody attended counts for nobody's silence: after a
    /// pause a station has all its periods again.
    static func state(of station: Station, periods: Int, at now: Instant) -> State {
        guard station.isInService, let last = station.lastValueAt else { return .unknown }
        let patience = max(station.period * periods, least)
        if now - last <= patience { return .reporting }
        guard let attendance = station.attendance, attendance.until <= now else { return .unknown }
        if attendance.until - last <= patience { return .reporting }
        return attendance.until - max(last, attendance.since) > patience ? .silent(since: last) : .unknown
    }

    /// Looks at every station: raises, worsens and ends alarms. Two statements
    /// while nothing changes. A station of which nothing can be said keeps the
    /// alarm it has, and gets none.
    ///
    /// - Returns: How many alarms changed.
    @discardableResult
    func sweep(at now: Instant, in tx: any Transaction) throws -> Int {
        guard let rule else { return 0 }
        let signals = try StationStore.everyStation(at: now, in: tx).compactMap { station -> AlarmSignal? in
            guard let last = station.lastValueAt else { return nil }
            let periods = (now - last).inSeconds / station.period.inSeconds
            switch Self.state(of: station, periods: rule.periods, at: now) {
            case .reporting: return signal(rule, station.id, at: now, silent: periods, isRaising: false)
            case .silent: return signal(rule, station.id, at: now, silent: periods, isRaising: true)
            case .unknown where station.isInService: return nil
            case .unknown: return signal(rule, station.id, at: now, silent: 0, isRaising: false)
            }
        }
        return try AlarmStore.heed(signals, at: now, in: tx)
    }

    /// Ends a station's alarm because new values came.
    func end(of station: Station.ID, at now: Instant, in tx: any Transaction) throws {
        guard let rule else { return }
        try AlarmStore.heed([signal(rule, station, at: now, silent: 0, isRaising: false)], at: now, in: tx)
    }

    private func signal(
        _ rule: AlarmRule, _ station: Station.ID, at now: Instant, silent: Double, isRaising: Bool
    ) -> AlarmSignal {
        AlarmSignal(
            rule: rule, station: station, parameter: nil, at: now, value: silent, limit: nil, document: "",
            size: isRaising ? max(silent, rule.raiseFrom) : min(silent, rule.endBelow), isRaising: isRaising)
    }
}
