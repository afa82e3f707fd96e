// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import SQLStore

extension PersonalData {
    /// Acts on somebody whose words go with the erasure of everything: their
    /// name when they were entered, and why they were looked up. What says why
    /// something was erased or held stays, and so does who gave whom which
    /// powers and from where accounts were changed: law and security ask for it.
    static let erasedActs: [IdentityAct.Kind] = [.personAdded, .personalRead]

    /// Erases a field for good. The records of who read it stay, without the
    /// reason: it may tell of the person what the field told.
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

    /// The one place where a field is erased, and written down that it was: why
    /// it was read goes with it, from both records and from what stands behind
    /// the ledger's commitments. Entries and hashes stay, so the ledger still verifies.
    ///
    /// - Parameter ground: The provision, where a rule erases it.
    /// - Returns: Whether anything was kept.
    @discardableResult
    func erase(
        _ field: PersonalField, of holder: DataHolder, because reason: String = "", ground: String = "",
        by actor: Actor, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        guard try PersonalStore.erase(field, of: holder, in: tx) else { return false }
        let isOfField = { (opening: Commitment.Opening) in
            opening.name == "detail"
                && opening.value.split(separator: ": ").dropFirst().first.map(String.init) == field.rawValue
        }
        try OpeningStore.erase(about: holder.id, of: [Self.ledgerAct(.personalRead)], where: isOfField, in: tx)
        for way in PersonalReading.Way.allCases {
            try ActStore.forgetWords(
                of: .personalRead, on: holder.id, after: "\(way.rawValue): \(field.rawValue)", in: tx)
        }
        try PersonalStore.forgetReasons(of: holder, field, in: tx)
        try ActStore.record(
            .personalErased, holder.id, by: actor, at: now, detail: field.rawValue, reason: reason, legalBasis: ground,
            in: tx)
        return true
    }

    /// Erases everything kept of somebody, of a citizen the record itself with
    /// its sessions. What stays is said in docs/security/personal-data.md and to
    /// whoever grants it.
    ///
    /// A citizen whose e-mail address is known is told by a letter.
    ///
    /// - Parameter cause: Of a request that it grants the answer stays.
    /// - Throws: `PersonalError.held`.
    func eraseAll(
        of holder: DataHolder, _ cause: ErasureCause, by actor: Actor, at now: Instant, in tx: any Transaction
    ) throws {
        let (reason, ground, request): (String, String, DataRequest.ID?) =
            switch cause {
            case .request(let id, _, _): ("request \(id)", "", id)
            case .term(_, let ground): ("", ground, nil)
            }
        guard try !RetentionStore.isHeld(holder, in: tx) else { throw PersonalError.held }
        for field in PersonalField.allCases {
            try erase(field, of: holder, because: reason, ground: ground, by: actor, at: now, in: tx)
        }
        try OpeningStore.erase(
            about: holder.id, of: Self.erasedActs.map(Self.ledgerAct), where: { _ in true }, in: tx)
        for kind in Self.erasedActs where kind != .personalRead {
            try ActStore.forgetWords(of: kind, on: holder.id, in: tx)
        }
        for way in PersonalReading.Way.allCases {
            for field in DataField.allCases {
                try ActStore.forgetWords(
                    of: .personalRead, on: holder.id, after: "\(way.rawValue): \(field.rawValue)", in: tx)
            }
        }
        try PersonalStore.forgetReasons(of: holder, in: tx)
        try DataRequestStore.forgetWords(of: holder, butAnswerTo: request, in: tx)
        guard let citizen = holder.citizen else { return }
        // What does not open tells no address either.
        if let known = try? CitizenStore(keys: keys).citizen(citizen, in: tx) {
            try letters.post(to: known, cause, at: now, in: tx)
        }
        guard try CitizenStore.erase(citizen, in: tx) else { return }
        for erase in erasedElsewhere { try erase(citizen.description, tx) }
        try ActStore.record(
            .personalErased, holder.id, by: actor, at: now, detail: "citizen", reason: reason, legalBasis: ground,
            in: tx)
    }

    private static func ledgerAct(_ kind: IdentityAct.Kind) -> String { "identity.\(kind.rawValue)" }

    /// Erases what its rule's term is over for: fields of people who have left,
    /// and citizens who have not signed in for so long; of nobody under a hold,
    /// and at most `limit` a round.
    ///
    /// - Returns: How many fields and citizens were erased.
    package func eraseExpired(limit: Int = 500) async throws -> Int {
        let now = clock.now
        let actor = Actor.system("identity.retention")
        return try await database.write { tx in
            var erased = 0
            for rule in try RetentionStore.rules(in: tx) {
                let (before, left) = (now - .days(rule.days), limit - erased)
                switch rule.matter {
                case .field(let field):
                    for holder in try RetentionStore.expired(field, leftBefore: before, limit: left, in: tx)
                    where try erase(field, of: holder, ground: rule.ground, by: actor, at: now, in: tx) {
                        erased += 1
                    }
                case .citizens:
                    for citizen in try RetentionStore.expiredCitizens(signedInBefore: before, limit: left, in: tx) {
                        try eraseAll(
                            of: DataHolder(citizen), .term(days: rule.days, ground: rule.ground), by: actor, at: now,
                            in: tx)
                        erased += 1
                    }
                }
            }
            return erased
        }
    }
}
