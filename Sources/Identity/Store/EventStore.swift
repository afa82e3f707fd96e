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

    /// What happened to an account, the latest first.
    static func latest(_ count: Int, of account: Account.ID, in tx: any Reading) throws -> [IdentityEvent] {
        try tx.rows(
            """
            SELECT at, kind, account_id, actor, address, detail FROM identity_event
            WHERE account_id = \(account) ORDER BY id DESC LIMIT \(count)
            """
        ).compactMap { row in
            guard let kind = IdentityEvent.Kind(rawValue: try row.get(1)) else { return nil }
            return IdentityEvent(
                at: try row.get(0), kind, account: try row.optional(2), actor: try row.get(3),
                address: try row.get(4), detail: try row.get(5))
        }
    }
}
