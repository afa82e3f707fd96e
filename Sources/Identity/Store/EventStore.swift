// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore

/// The record of what happened to accounts: rows are added and never changed.
enum EventStore {
    static func record(_ event: IdentityEvent, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_event (id, at, kind, account_id, actor, address, detail, reason)
            VALUES (\(Identifier<IdentityEvent>(at: event.at)), \(event.at), \(event.kind.rawValue), \(value: event.account.sqlValue),
                \(event.actor), \(event.address), \(event.detail), \(event.reason))
            """)
        try event.ledgerEntry?.append(in: tx)
    }

    /// What happened to an account, the latest first. `person:` is seven signs long.
    static func latest(_ count: Int, of account: Account.ID, in tx: any Reading) throws -> [IdentityEvent] {
        try tx.rows(
            """
            SELECT e.at, e.kind, e.account_id, e.actor, e.address, e.detail, b.name, e.reason
            FROM identity_event e LEFT JOIN identity_account b ON b.id = substr(e.actor, 8)
            WHERE e.account_id = \(account) ORDER BY e.id DESC LIMIT \(count)
            """
        ).compactMap { row in
            guard let kind = IdentityEvent.Kind(rawValue: try row.get(1)) else { return nil }
            var event = IdentityEvent(
                at: try row.get(0), kind, account: try row.optional(2), by: Actor(stored: try row.get(3), name: ""),
                address: try row.get(4), detail: try row.get(5))
            event.actorName = try row.optional(6)
            event.reason = try row.get(7)
            return event
        }
    }

    /// What happened to a citizen's sign-in, the latest first.
    static func latest(_ count: Int, of citizen: Citizen.ID, in tx: any Reading) throws -> [IdentityEvent] {
        try tx.rows(
            """
            SELECT at, kind, actor, address, detail FROM identity_event
            WHERE account_id IS NULL AND actor = \(citizen.unnamed.stored) ORDER BY id DESC LIMIT \(count)
            """
        ).compactMap { row in
            guard let kind = IdentityEvent.Kind(rawValue: try row.get(1)) else { return nil }
            return IdentityEvent(
                at: try row.get(0), kind, account: nil, by: Actor(stored: try row.get(2), name: ""),
                address: try row.get(3),
                detail: try row.get(4))
        }
    }

    /// What happened to everybody, the latest first.
    static func latest(
        _ limit: Int, _ question: EventQuestion, after cursor: Cursor?, in tx: any Reading
    ) throws -> Page<IdentityEvent> {
        let zone = CivilZone.vietNam
        let before = cursor?.parts.first ?? "~"
        var conditions: SQL = "e.id < \(before)"
        func add(_ condition: SQL) { conditions = "\(conditions) AND \(condition)" }
        if let kind = question.kind { add("e.kind = \(kind.rawValue)") }
        if let account = question.account { add("e.account_id = \(account)") }
        if let from = question.from { add("e.id >= \(Identifier<IdentityEvent>(at: zone.start(of: from)))") }
        if let to = question.to { add("e.id < \(Identifier<IdentityEvent>(at: zone.start(of: to + 1)))") }
        let rows = try tx.rows(
            """
            SELECT e.id, e.at, e.kind, e.account_id, e.actor, e.address, e.detail, b.name, a.name, e.reason
            FROM identity_event e LEFT JOIN identity_account b ON b.id = substr(e.actor, 8)
                LEFT JOIN identity_account a ON a.id = e.account_id
            WHERE \(conditions) ORDER BY e.id DESC LIMIT \(limit + 1)
            """
        ).compactMap { row -> Listed? in
            guard let kind = IdentityEvent.Kind(rawValue: try row.get(2)) else { return nil }
            var event = IdentityEvent(
                at: try row.get(1), kind, account: try row.optional(3), by: Actor(stored: try row.get(4), name: ""),
                address: try row.get(5), detail: try row.get(6))
            event.reason = try row.get(9)
            event.actorName = try row.optional(7)
            event.accountName = try row.optional(8)
            return Listed(id: try row.get(0), event: event)
        }
        let page = Page(rows: rows, limit: limit) { Cursor([$0.id.description]) }
        return Page(items: page.items.map(\.event), next: page.next)
    }

    /// An event with its identity, in the order of which they are read.
    struct Listed: Sendable {
        let id: Identifier<IdentityEvent>
        let event: IdentityEvent
    }

    /// Events after the one called `after`, the oldest first. Those of the last
    /// moments before `settled` are left for the next time: a transaction
    /// under way may still put one between them.
    ///
    /// - Parameter accounts: To which of these accounts it happened; `nil` for everything.
    static func page(
        after: String, before settled: Instant, of accounts: [Account.ID]?, limit: Int, in tx: any Reading
    ) throws -> [Listed] {
        if accounts?.isEmpty ?? false { return [] }
        let own: SQL = accounts.map { "AND account_id IN (\(SQL.list($0)))" } ?? ""
        return try tx.rows(
            """
            SELECT id, at, kind, account_id, actor, address, detail, reason FROM identity_event
            WHERE id > \(after) AND id < \(Identifier<IdentityEvent>(at: settled)) \(own) ORDER BY id LIMIT \(limit)
            """
        ).compactMap { row in
            guard let kind = IdentityEvent.Kind(rawValue: try row.get(2)) else { return nil }
            var event = IdentityEvent(
                at: try row.get(1), kind, account: try row.optional(3), by: Actor(stored: try row.get(4), name: ""),
                address: try row.get(5), detail: try row.get(6))
            event.reason = try row.get(7)
            return Listed(id: try row.get(0), event: event)
        }
    }
}
