// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore

/// Orders to read again all entries of a reason.
enum RetrialStore {
    static func retrial(_ id: Retrial.ID, in reader: any Reading) throws -> Retrial? {
        try reader.row("SELECT \(columns) FROM environment_retrial WHERE id = \(id)").map(retrial)
    }

    /// The one under way for a reason.
    static func open(for reason: String, in reader: any Reading) throws -> Retrial? {
        try reader.row("SELECT \(columns) FROM environment_retrial WHERE open_key = \(reason)").map(retrial)
    }

    /// Those under way, by reason: a handful, for there are few reasons.
    static func open(in reader: any Reading) throws -> [Retrial] {
        try reader.rows(
            "SELECT \(columns) FROM environment_retrial WHERE open_key IS NOT NULL ORDER BY open_key LIMIT 100"
        ).map(retrial)
    }

    /// Orders a retrial of all that waits now with this reason. While one is
    /// under way for it, that one is the answer.
    static func begin(_ reason: String, by actor: Actor, at now: Instant, in tx: any Transaction) throws -> Retrial? {
        if let open = try open(for: reason, in: tx) { return open }
        let span = try tx.row(
            """
            SELECT count(*), max(id) FROM environment_quarantine WHERE state = 'waiting' AND reason = \(reason)
            """)
        guard let span, let newest: QuarantineEntry.ID = try span.optional(1) else { return nil }
        let person = actor.personID ?? ""
        let id = Retrial.ID(at: now)
        let isNew = try tx.execute(
            """
            INSERT INTO environment_retrial (\(columns), open_key)
            VALUES (\(id), \(reason), \(newest), 0, \(try span.get(0, as: Int.self)), 0, 0, \(now),
                \(person), \(actor.name), \(nil as Instant?), \(reason))
            ON CONFLICT (open_key) DO NOTHING
            """)
        if isNew > 0 {
            try LedgerEntry.environment(
                "retrial-ordered", of: "retrial", id.description, reason: reason, by: actor, at: now
            ).append(in: tx)
        }
        return try open(for: reason, in: tx)
    }

    /// Entries that wait with its reason, after those it has dealt with.
    static func page(of retrial: Retrial, limit: Int, in reader: any Reading) throws -> [QuarantineEntry.ID] {
        try reader.rows(
            """
            SELECT id FROM environment_quarantine
            WHERE state = 'waiting' AND reason = \(retrial.reason) AND id > \(retrial.place) AND id <= \(retrial.newest)
            ORDER BY id LIMIT \(limit)
            """
        ).map { try $0.get(0) }
    }

    /// Notes that a page was dealt with, once: `place` must still be where it was.
    static func advance(
        _ retrial: Retrial, to place: QuarantineEntry.ID, done: Int, taken: Int, in tx: any Transaction
    ) throws {
        try tx.execute(
            """
            UPDATE environment_retrial SET place = \(place), done = done + \(done), taken = taken + \(taken)
            WHERE id = \(retrial.id) AND place = \(retrial.place) AND ended_at IS NULL
            """)
    }

    static func end(_ id: Retrial.ID, at now: Instant, in tx: any Transaction) throws {
        try tx.execute(
            "UPDATE environment_retrial SET ended_at = \(now), open_key = NULL WHERE id = \(id) AND ended_at IS NULL")
    }

    private static let columns: SQL = """
        id, reason, newest, place, total, done, taken, started_at, started_by, started_by_name, ended_at
        """

    private static func retrial(_ row: Row) throws -> Retrial {
        Retrial(
            id: try row.get(0), reason: try row.get(1), newest: try row.get(2), place: try row.get(3),
            total: try row.get(4), done: try row.get(5), taken: try row.get(6), startedAt: try row.get(7),
            startedBy: .person(id: try row.get(8), name: try row.get(9)), endedAt: try row.optional(10))
    }
}
