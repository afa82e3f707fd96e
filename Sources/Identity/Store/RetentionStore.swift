// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// What is stored of terms and holds.
enum RetentionStore {
    static func rules(in tx: any Reading) throws -> [RetentionRule] {
        try tx.rows("SELECT field, days, ground, set_at, set_by_name FROM identity_retention_rule ORDER BY field")
            .compactMap { row in
                guard let matter = RetentionRule.Matter(stored: try row.get(0)) else { return nil }
                return RetentionRule(
                    matter: matter, days: try row.get(1), ground: try row.get(2), setAt: try row.get(3),
                    setByName: try row.get(4))
            }
    }

    static func put(_ rule: RetentionRule, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_retention_rule (field, days, ground, set_at, set_by_name)
            VALUES (\(rule.matter.stored), \(rule.days), \(rule.ground), \(rule.setAt), \(rule.setByName))
            ON CONFLICT (field) DO UPDATE SET days = excluded.days, ground = excluded.ground,
                set_at = excluded.set_at, set_by_name = excluded.set_by_name
            """)
    }

    static func remove(_ matter: RetentionRule.Matter, in tx: any Transaction) throws {
        try tx.execute("DELETE FROM identity_retention_rule WHERE field = \(matter.stored)")
    }

    static func holds(of holder: DataHolder, in tx: any Reading) throws -> [LegalHold] {
        try tx.rows(
            """
            SELECT id, reason, placed_at, placed_by_name, lifted_at, lifted_by_name FROM identity_legal_hold
            WHERE holder = \(holder.stored) ORDER BY placed_at DESC, id DESC LIMIT 100
            """
        ).map { row in
            LegalHold(
                id: try row.get(0), holder: holder, reason: try row.get(1), placedAt: try row.get(2),
                placedByName: try row.get(3), liftedAt: try row.optional(4), liftedByName: try row.get(5))
        }
    }

    static func insert(_ hold: LegalHold, in tx: any Transaction) throws {
        try tx.execute(
            """
            INSERT INTO identity_legal_hold (id, holder, reason, placed_at, placed_by_name, lifted_at, lifted_by_name)
            VALUES (\(hold.id), \(hold.holder.stored), \(hold.reason), \(hold.placedAt), \(hold.placedByName), NULL, '')
            """)
    }

    static func lift(
        _ id: LegalHold.ID, of holder: DataHolder, by actor: Actor, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        try tx.execute(
            """
            UPDATE identity_legal_hold SET lifted_at = \(now), lifted_by_name = \(actor.name)
            WHERE id = \(id) AND holder = \(holder.stored) AND lifted_at IS NULL
            """) == 1
    }

    static func isHeld(_ holder: DataHolder, in tx: any Reading) throws -> Bool {
        try tx.value(
            "SELECT 1 FROM identity_legal_hold WHERE holder = \(holder.stored) AND lifted_at IS NULL LIMIT 1",
            as: Int.self) != nil
    }

    /// People who left before a moment, have the field, are under no hold, and
    /// have no request waiting.
    static func expired(
        _ field: PersonalField, leftBefore moment: Instant, limit: Int, in tx: any Reading
    ) throws -> [DataHolder] {
        try tx.rows(
            """
            SELECT p.id FROM identity_person p
            JOIN identity_personal d ON d.holder = p.id AND d.field = \(field.rawValue)
            WHERE p.left_at <= \(moment) AND NOT EXISTS (
                SELECT 1 FROM identity_legal_hold h WHERE h.holder = p.id AND h.lifted_at IS NULL)
                AND NOT EXISTS (
                SELECT 1 FROM identity_data_request r WHERE r.holder = p.id AND r.state = 'open')
            ORDER BY p.left_at LIMIT \(limit)
            """
        ).map { DataHolder(stored: try $0.get(0)) }
    }

    /// Citizens who did not sign in since a moment, are under no hold, and have
    /// no request waiting; who has waited longest comes first.
    static func expiredCitizens(
        signedInBefore moment: Instant, limit: Int, in tx: any Reading
    ) throws -> [Citizen.ID] {
        try tx.rows(
            """
            SELECT c.id FROM identity_citizen c
            WHERE c.signed_in_at <= \(moment) AND NOT EXISTS (
                SELECT 1 FROM identity_legal_hold h WHERE h.holder = 'citizen:' || c.id AND h.lifted_at IS NULL)
                AND NOT EXISTS (
                SELECT 1 FROM identity_data_request r WHERE r.holder = 'citizen:' || c.id AND r.state = 'open')
            ORDER BY c.signed_in_at LIMIT \(limit)
            """
        ).map { try $0.get(0) }
    }
}
