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
    }

    let at: Instant
    let actor: String
    let actorName: String
    let kind: Kind
    /// What it was done to: a unit's, plan's or person's identity.
    let subject: String
    let detail: String
}

extension IdentityAct {
    init(_ kind: Kind, _ subject: String, by actor: Actor, at now: Instant, detail: String = "") {
        self.init(
            at: now, actor: actor.stored, actorName: actor.name, kind: kind, subject: subject, detail: detail)
    }
}

enum ActStore {
    /// The one place where an act is written down, here and in the ledger.
    ///
    /// - Throws: `LedgerError.notSealed`.
    static func record(
        _ kind: IdentityAct.Kind, _ subject: String, by actor: Actor, at now: Instant, detail: String = "",
        in tx: any Transaction
    ) throws {
        try record([IdentityAct(kind, subject, by: actor, at: now, detail: detail)], in: tx)
    }

    /// Acts of one transaction, in their order.
    static func record(_ acts: [IdentityAct], in tx: any Transaction) throws {
        try tx.insert(
            acts.map { act in
                [
                    Identifier<IdentityAct>(at: act.at).sqlValue, act.at.sqlValue, act.actor.sqlValue,
                    act.actorName.sqlValue, act.kind.rawValue.sqlValue, act.subject.sqlValue, act.detail.sqlValue,
                ]
            }, [.text, .integer, .text, .text, .text, .text, .text],
            into: "identity_act (id, at, actor, actor_name, kind, subject, detail)")
        try LedgerEntry.append(acts.map(\.ledgerEntry), in: tx)
    }

    /// The latest acts on one thing, the newest first.
    static func latest(_ count: Int, of subject: String, in tx: any Reading) throws -> [IdentityAct] {
        try tx.rows(
            """
            SELECT at, actor, actor_name, kind, detail FROM identity_act WHERE subject = \(subject)
            ORDER BY id DESC LIMIT \(count)
            """
        ).compactMap { row in
            guard let kind = IdentityAct.Kind(rawValue: try row.get(3)) else { return nil }
            return IdentityAct(
                at: try row.get(0), actor: try row.get(1), actorName: try row.get(2), kind: kind, subject: subject,
                detail: try row.get(4))
        }
    }
}
