// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
package import SQLStore

extension FlagStore {
    /// Flags the values of a parameter whose time stamps lie in `from...to`.
    /// Their figures are derived anew; a flag wins over the rules' verdicts.
    ///
    /// - Throws: `FlagError`.
    @discardableResult
    package static func set(
        _ verdict: OfficerFlag.Verdict, on station: Station, parameter: Parameter.Code, from: Instant, to: Instant,
        reason: String, by actor: Actor, at now: Instant, zone: CivilZone = .vietNam, in tx: any Transaction
    ) throws -> OfficerFlag.ID {
        let reason = String(reason.tidied(lines: true).prefix(2_000))
        guard !reason.isEmpty else { throw FlagError.reasonMissing }
        guard from <= to else { throw FlagError.emptySpan }
        guard to - from <= .days(366) else { throw FlagError.spanTooLong }
        let id = OfficerFlag.ID(try Counter.flag.take(in: tx))
        try tx.execute(
            """
            INSERT INTO environment_flag (id, station_id, parameter, from_at, to_at, verdict, reason, set_at, set_by,
                set_by_name)
            VALUES (\(id), \(station.id), \(parameter), \(from), \(to), \(verdict.rawValue), \(reason), \(now),
                \(actor.stored), \(actor.name))
            """)
        try mark(station, from: from, to: to, zone: zone, in: tx)
        try LedgerEntry.flag("set", id, station, parameter, verdict, reason, by: actor, at: now).append(in: tx)
        try EventStore.record(
            .flag, station: station.code, subject: parameter.rawValue, at: now,
            address: "\(station.address)/observations?parameter=\(parameter)", in: tx)
        try tx.announce(EnvironmentChannel.name, EnvironmentChannel.events)
        return id
    }

    /// Withdraws a flag: the rules judge the values again. The flag and the
    /// reason for its end stay on record.
    ///
    /// - Throws: `FlagError`.
    package static func withdraw(
        _ id: OfficerFlag.ID, station: Station, reason: String, by actor: Actor, at now: Instant,
        zone: CivilZone = .vietNam, in tx: any Transaction
    ) throws {
        let reason = String(reason.tidied(lines: true).prefix(2_000))
        guard !reason.isEmpty else { throw FlagError.reasonMissing }
        guard let flag = try flag(id, in: tx), flag.station == station.id else { throw FlagError.unknown }
        guard flag.withdrawnAt == nil else { throw FlagError.withdrawn }
        try tx.execute(
            """
            UPDATE environment_flag SET withdrawn_at = \(now), withdrawn_by = \(actor.stored),
                withdrawn_by_name = \(actor.name), withdrawn_reason = \(reason)
            WHERE id = \(id) AND withdrawn_at IS NULL
            """)
        try mark(station, from: flag.from, to: flag.to, zone: zone, in: tx)
        try LedgerEntry.flag("withdrawn", id, station, flag.parameter, flag.verdict, reason, by: actor, at: now)
            .append(in: tx)
    }

    /// Marks the hours of a span in which the station has values.
    private static func mark(
        _ station: Station, from: Instant, to: Instant, zone: CivilZone, in tx: any Transaction
    ) throws {
        var hours: [DueStore.Hour: Bool] = [:]
        var hour = from.roundedUp(to: .hours(1), in: zone)
        let last = to.roundedUp(to: .hours(1), in: zone)
        while hour <= last {
            // Not live: what is judged afterwards raises no alarm.
            hours[DueStore.Hour(station: station.id, endingAt: hour)] = false
            hour += .hours(1)
        }
        try DueStore.mark(hours, in: tx)
        try tx.announce(EnvironmentChannel.name, EnvironmentChannel.due)
    }
}

/// Why values cannot be flagged.
package enum FlagError: UserFacing, Hashable {
    case reasonMissing
    case emptySpan
    case spanTooLong
    case unknown
    case withdrawn

    package var answer: (status: Int, message: Message) {
        switch self {
        case .reasonMissing: (422, Message("environment.error.flag-reason-missing"))
        case .emptySpan: (422, Message("environment.error.flag-empty-span"))
        case .spanTooLong: (422, Message("environment.error.flag-span-too-long"))
        case .unknown: (404, Message("environment.error.flag-unknown"))
        case .withdrawn: (409, Message("environment.error.flag-withdrawn"))
        }
    }
}
