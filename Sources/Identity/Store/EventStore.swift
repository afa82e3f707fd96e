// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// The record of what happened to accounts: rows are added and never changed.
enum EventStore {
    static func record(_ event: IdentityEvent, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_event (id, at, kind, account_id, actor, address, detail)
            VALUES (\(Identifier<IdentityEvent>(at: event.at)), \(event.at), \(event.kind.rawValue), \(value: event.account.sqlValue),
                \(event.actor), \(event.address), \(event.detail))
            """)
    }

    /// What happened to an account, the latest first. `person:` is seven signs long.
    static func latest(_ count: Int, of account: Account.ID, in tx: any Reading) throws -> [IdentityEvent] {
        try tx.rows(
            """
            SELECT e.at, e.kind, e.account_id, e.actor, e.address, e.detail, b.name
            FROM identity_event e LEFT JOIN identity_account b ON b.id = substr(e.actor, 8)
            WHERE e.account_id = \(account) ORDER BY e.id DESC LIMIT \(count)
            """
        ).compactMap { row in
            guard let kind = IdentityEvent.Kind(rawValue: try row.get(1)) else { return nil }
            var event = IdentityEvent(
                at: try row.get(0), kind, account: try row.optional(2), actor: try row.get(3),
                address: try row.get(4), detail: try row.get(5))
            event.actorName = try row.optional(6)
            return event
        }
    }
}
