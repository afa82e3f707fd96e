// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import SQLStore

/// Who changed what of organisation and staff: written in the transaction of
/// the change itself.
struct IdentityAct: Hashable, Sendable {
    enum Kind: String, CaseIterable, Sendable {
        case unitCreated = "unit-created"
        case unitChanged = "unit-changed"
        case unitEnded = "unit-ended"
        case succession = "succession"
        case competence = "competence"
        case successionStruck = "succession-struck"
        case competenceStruck = "competence-struck"
        case competenceEnded = "competence-ended"
        case planDrafted = "plan-drafted"
        case planChanged = "plan-changed"
        case planDecided = "plan-decided"
        case planWithdrawn = "plan-withdrawn"
        case planDiscarded = "plan-discarded"
        case unitsImported = "units-imported"
        case importDiscarded = "import-discarded"
        case outlinesTaken = "outlines-taken"
        case listTaken = "list-taken"
        case personAdded = "person-added"
        case postEstablished = "post-established"
        case appointed
        case relieved
        case delegated
        case delegationRevoked = "delegation-revoked"
        case accountLinked = "account-linked"
        case left
        case personalSet = "personal-set"
        case personalRead = "personal-read"
        case personalErased = "personal-erased"
        case requestFiled = "request-filed"
        case requestAnswered = "request-answered"
        case retentionSet = "retention-set"
        case holdPlaced = "hold-placed"
        case holdLifted = "hold-lifted"
        case dayAnnounced = "day-announced"
        case yearCompleted = "year-completed"
    }

    let at: Instant
    let actor: Actor
    let kind: Kind
    /// What it was done to: a unit's, plan's or person's identity.
    let subject: String
    /// What it was, where the kind does not say it all.
    let detail: String
    /// Why, in the words of whoever did it.
    let reason: String
    /// The decision or provision it rests on.
    let legalBasis: String
    /// Whether it has legal effect.
    let givesPower: Bool

    /// - Parameter givesPower: Where the kind alone does not tell.
    init(
        _ kind: Kind, _ subject: String, by actor: Actor, at now: Instant, detail: String = "", reason: String = "",
        legalBasis: String = "", givesPower: Bool? = nil
    ) {
        at = now
        self.actor = actor
        self.kind = kind
        self.subject = subject
        self.detail = detail
        self.reason = reason
        self.legalBasis = legalBasis
        self.givesPower = givesPower ?? kind.hasLegalEffect
    }
}

enum ActStore {
    /// The one place where an act is written down, here and in the ledger.
    ///
    /// - Throws: `LedgerError.notSealed`.
    static func record(
        _ kind: IdentityAct.Kind, _ subject: String, by actor: Actor, at now: Instant, detail: String = "",
        reason: String = "", legalBasis: String = "", givesPower: Bool? = nil, in tx: any Transaction
    ) throws {
        try record(
            [
                IdentityAct(
                    kind, subject, by: actor, at: now, detail: detail, reason: reason, legalBasis: legalBasis,
                    givesPower: givesPower)
            ], in: tx)
    }

    /// Acts of one transaction, in their order.
    static func record(_ acts: [IdentityAct], in tx: any Transaction) throws {
        try tx.insert(
            acts.map { act in
                [
                    Identifier<IdentityAct>(at: act.at).sqlValue, act.at.sqlValue, act.actor.stored.sqlValue,
                    act.actor.name.sqlValue, act.kind.rawValue.sqlValue, act.subject.sqlValue, act.detail.sqlValue,
                    act.reason.sqlValue, act.legalBasis.sqlValue,
                ]
            }, [.text, .integer, .text, .text, .text, .text, .text, .text, .text],
            into: "identity_act (id, at, actor, actor_name, kind, subject, detail, reason, legal_basis)")
        try LedgerEntry.append(acts.map(\.ledgerEntry), in: tx)
    }

    /// Forgets why acts of a kind on one thing were done and what they said: all
    /// of it, or of those that begin with `beginning` what follows. That they
    /// happened, when and by whom stays.
    static func forgetWords(
        of kind: IdentityAct.Kind, on subject: String, after beginning: String = "", in tx: any Transaction
    ) throws {
        let said: SQL =
            beginning.isEmpty ? "" : " AND (detail = \(beginning) OR detail LIKE \(beginning + ": %"))"
        try tx.execute(
            """
            UPDATE identity_act SET detail = \(beginning), reason = ''
            WHERE subject = \(subject) AND kind = \(kind.rawValue)\(said)
            """)
    }

    /// The latest acts on one thing, the newest first.
    static func latest(_ count: Int, of subject: String, in tx: any Reading) throws -> [IdentityAct] {
        try tx.rows(
            """
            SELECT at, actor, actor_name, kind, detail, reason, legal_basis FROM identity_act WHERE subject = \(subject)
            ORDER BY id DESC LIMIT \(count)
            """
        ).compactMap { row in
            guard let kind = IdentityAct.Kind(rawValue: try row.get(3)) else { return nil }
            return IdentityAct(
                kind, subject, by: Actor(stored: try row.get(1), name: try row.get(2)), at: try row.get(0),
                detail: try row.get(4), reason: try row.get(5), legalBasis: try row.get(6))
        }
    }
}
