// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What happened lately, in few rows: files are counted by the minute.
enum EventStore {
    enum Kind: String { case files, refused, alarm, flag, `import` }

    struct Event: Sendable {
        let id: Int64
        let kind: Kind
        let at: Instant
        let stationCode: String
        let amount: Int
        let subject: String
        let address: String
    }

    /// Counts files taken in; those of one minute are one event.
    static func count(files: Int, at now: Instant, in tx: any Transaction) throws {
        guard files > 0 else { return }
        try record(.files, amount: files, at: now, address: "/environment/files", in: tx)
    }

    static func record(
        _ kind: Kind, station: String = "", amount: Int = 1, subject: String = "", at now: Instant,
        address: String, in tx: any Transaction
    ) throws {
        let minute = now.roundedDown(to: .minutes(1))
        let id = try Counter.event.take(in: tx)
        try tx.execute(
            """
            INSERT INTO environment_event (id, minute, kind, at, station_code, amount, subject, address)
            VALUES (\(id), \(minute), \(kind.rawValue), \(now), \(station), \(amount), \(subject), \(address))
            ON CONFLICT (minute, kind, station_code, subject) DO UPDATE SET
                at = excluded.at, amount = environment_event.amount + excluded.amount, address = excluded.address
            """)
    }

    /// The newest first.
    static func latest(limit: Int, in reader: any Reading) throws -> [Event] {
        try reader.rows(
            """
            SELECT id, kind, at, station_code, amount, subject, address FROM environment_event
            ORDER BY at DESC, id DESC LIMIT \(limit)
            """
        ).map { row in
            Event(
                id: try row.get(0), kind: Kind(rawValue: try row.get(1)) ?? .files, at: try row.get(2),
                stationCode: try row.get(3), amount: try row.get(4), subject: try row.get(5),
                address: try row.get(6))
        }
    }
}
