// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import SQLStore

extension PersonalData {
    package func rules() async throws -> [RetentionRule] {
        try await database.read { tx in try RetentionStore.rules(in: tx) }
    }

    /// Sets, changes or (with `nil`) takes away a field's term.
    ///
    /// - Throws: `PersonalError.termMalformed`, `.reasonMissing` without a ground.
    package func setTerm(_ field: PersonalField, days: Int?, ground: String, by actor: Actor) async throws {
        if let days, !(0...36_500).contains(days) { throw PersonalError.termMalformed }
        let ground = days == nil ? "" : try Self.checked(reason: ground)
        let now = clock.now
        try await database.write { tx in
            if let days {
                try RetentionStore.put(
                    RetentionRule(field: field, days: days, ground: ground, setAt: now, setByName: actor.name), in: tx)
            } else {
                try RetentionStore.remove(field, in: tx)
            }
            let detail = days.map { "\(field.rawValue) \($0)" } ?? field.rawValue
            try ActStore.record(
                .retentionSet, "retention", by: actor, at: now, detail: detail, legalBasis: ground, in: tx)
        }
    }

    package func holds(of holder: DataHolder) async throws -> [LegalHold] {
        try await database.read { tx in try RetentionStore.holds(of: holder, in: tx) }
    }

    package func hold(_ holder: DataHolder, reason: String, by actor: Actor) async throws {
        let reason = try Self.checked(reason: reason)
        let now = clock.now
        try await database.write { tx in
            try RetentionStore.insert(
                LegalHold(
                    id: LegalHold.ID(at: now), holder: holder, reason: reason, placedAt: now, placedByName: actor.name,
                    liftedAt: nil, liftedByName: ""), in: tx)
            try ActStore.record(.holdPlaced, holder.id, by: actor, at: now, reason: reason, in: tx)
        }
    }

    /// - Throws: `PersonalError.unknownHold`, also for one that is lifted already.
    package func lift(_ id: LegalHold.ID, of holder: DataHolder, by actor: Actor) async throws {
        let now = clock.now
        try await database.write { tx in
            guard try RetentionStore.lift(id, of: holder, by: actor, at: now, in: tx) else {
                throw PersonalError.unknownHold
            }
            try ActStore.record(.holdLifted, holder.id, by: actor, at: now, in: tx)
        }
    }

    /// Erases a field for good. The records of who read it stay: they hold no value.
    ///
    /// - Throws: `PersonalError.held`, `.nothingKept`, `.reasonMissing`.
    package func erase(
        _ field: PersonalField, of holder: DataHolder, reason: String, by actor: Actor
    ) async throws {
        let reason = try Self.checked(reason: reason)
        let now = clock.now
        try await database.write { tx in
            guard try !RetentionStore.isHeld(holder, in: tx) else { throw PersonalError.held }
            guard try erase(field, of: holder, because: reason, by: actor, at: now, in: tx) else {
                throw PersonalError.nothingKept
            }
        }
    }

    /// The one place where a field is erased, and written down that it was.
    /// What the ledger's commitments of its readings stand for goes with it;
    /// entries and hashes stay, so the ledger still verifies.
    ///
    /// - Parameter ground: The provision, where a rule erases it.
    /// - Returns: Whether anything was kept.
    @discardableResult
    func erase(
        _ field: PersonalField, of holder: DataHolder, because reason: String = "", ground: String = "",
        by actor: Actor, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        guard try PersonalStore.erase(field, of: holder, in: tx) else { return false }
        // Why it was read may tell of the person what the field told.
        let acts = [IdentityAct.Kind.personalRead, .personalErased].map { "identity.\($0.rawValue)" }
        let isOfField = { (opening: Commitment.Opening) in
            opening.name == "detail"
                && opening.value.split(separator: ": ").prefix(2).contains { $0 == field.rawValue }
        }
        try OpeningStore.erase(about: holder.id, of: acts, where: isOfField, in: tx)
        try ActStore.record(
            .personalErased, holder.id, by: actor, at: now, detail: field.rawValue, reason: reason, legalBasis: ground,
            in: tx)
        return true
    }

    /// Erases what its rule's term is over for, of people who have left and
    /// are under no hold; at most `limit` fields a round.
    ///
    /// - Returns: How many fields were erased.
    package func eraseExpired(limit: Int = 500) async throws -> Int {
        let now = clock.now
        let actor = Actor.system("identity.retention")
        return try await database.write { tx in
            var erased = 0
            for rule in try RetentionStore.rules(in: tx) {
                let found = try RetentionStore.expired(
                    rule.field, leftBefore: now - .days(rule.days), limit: limit - erased, in: tx)
                for holder in found
                where try erase(rule.field, of: holder, ground: rule.ground, by: actor, at: now, in: tx) {
                    erased += 1
                }
            }
            return erased
        }
    }
}
