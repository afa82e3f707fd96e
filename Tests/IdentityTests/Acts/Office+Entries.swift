// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

@testable import Identity

/// What an entry says of who acted, how and why.
struct ActEntry: Hashable, Sendable {
    let act: String
    let actor: String
    let unit: String
    let onBehalfOf: String
    let authentication: String
    let assurance: String
    /// The level of the authentication of that identity, and whose it is, where there is one on record.
    let levelOnRecord: String?
    let personOnRecord: String?
    let reason: String
    let legalBasis: String
    let hasLegalEffect: Bool
    /// What the commitments stand for.
    let personal: [String: String]
}

extension Office {
    /// The entries of `body`, in order; nothing is sealed in these tests.
    func entries(of body: () async throws -> Void) async throws -> [ActEntry] {
        let before: Int = try await database.read { tx in try tx.value("SELECT max(place) FROM ledger_inbox") ?? 0 }
        try await body()
        return try await database.read { tx in
            try tx.rows(
                """
                SELECT l.id, l.act, l.actor, l.unit, l.on_behalf_of, l.authentication, l.assurance, a.level,
                    a.account_id, l.reason, l.legal_basis, l.legal_effect
                FROM ledger_inbox l LEFT JOIN identity_authentication a ON a.id = l.authentication
                WHERE l.place > \(before) ORDER BY l.place
                """
            ).map { row in
                let openings = try tx.rows(
                    "SELECT name, value FROM ledger_opening WHERE entry_id = \(row.get(0, as: String.self))"
                ).map { (try $0.get(0, as: String.self), try $0.get(1, as: String.self)) }
                return ActEntry(
                    act: try row.get(1), actor: try row.get(2), unit: try row.get(3), onBehalfOf: try row.get(4),
                    authentication: try row.get(5), assurance: try row.get(6), levelOnRecord: try row.optional(7),
                    personOnRecord: try row.optional(8), reason: try row.get(9), legalBasis: try row.get(10),
                    hasLegalEffect: try row.get(11), personal: Dictionary(uniqueKeysWithValues: openings))
            }
        }
    }

    /// Lets four hours pass in which no checkpoint could be signed.
    func unseal() async throws {
        let since = dial.now
        try await database.write { tx in
            try tx.execute("INSERT INTO ledger_log (one, origin, made_at) VALUES (1, 'x', \(since))")
        }
        dial.advance(by: .hours(4))
    }
}
