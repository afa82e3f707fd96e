// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import SQLStore

/// Stations of which nothing has come for several reporting periods.
struct Silence: Sendable {
    let rule: AlarmRule?

    /// A station that reports every minute may be late by more than its periods.
    static let least = Duration.minutes(15)

    /// Since when a station is silent; `nil` while it reports, or has never reported.
    static func since(_ station: Station, periods: Int, at now: Instant) -> Instant? {
        guard let last = station.lastValueAt, now - last > max(station.period * periods, least) else { return nil }
        return last
    }

    /// Looks at every station: raises, worsens and ends alarms. Two statements
    /// while nothing changes.
    ///
    /// - Returns: The codes of stations whose alarm changed.
    @discardableResult
    func sweep(at now: Instant, in tx: any Transaction) throws -> Int {
        guard let rule else { return 0 }
        let signals = try StationStore.everyStation(at: now, in: tx).compactMap { station -> AlarmSignal? in
            guard let last = station.lastValueAt else { return nil }
            let silent = (now - last).inSeconds / station.period.inSeconds
            let isSilent = Self.since(station, periods: rule.periods, at: now) != nil && station.isInService
            return signal(rule, station.id, at: now, silent: silent, isRaising: isSilent)
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
