// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

extension PersonalData {
    package func rules() async throws -> [RetentionRule] {
        try await database.read { tx in try RetentionStore.rules(in: tx) }
    }

    /// Sets, changes or (with `nil`) takes away a term.
    ///
    /// - Throws: `PersonalError.termMalformed`, `.reasonMissing` without a ground.
    package func setTerm(
        _ matter: RetentionRule.Matter, days: Int?, ground: String, by actor: Actor
    ) async throws {
        if let days, !(0...36_500).contains(days) { throw PersonalError.termMalformed }
        let ground = days == nil ? "" : try Self.checked(reason: ground)
        let now = clock.now
        try await database.write { tx in
            if let days {
                try RetentionStore.put(
                    RetentionRule(matter: matter, days: days, ground: ground, setAt: now, setByName: actor.name), in: tx
                )
            } else {
                try RetentionStore.remove(matter, in: tx)
            }
            let detail = days.map { "\(matter.stored) \($0)" } ?? matter.stored
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
}
