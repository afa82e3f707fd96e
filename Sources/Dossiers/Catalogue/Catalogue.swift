// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto
import Foundation
import Ledger
package import SQLStore

/// The city's copy of the catalogue of procedures: what is taken in, and what
/// people settle about it.
package struct Catalogue: Sendable {
    package let database: any Database
    let clock: Clock
    let events: LifeEvents

    /// What taking records in has done.
    package struct Intake: Hashable, Sendable {
        package var new = 0
        package var changed = 0
        package var unchanged = 0
        /// What a person has to settle of them.
        package var conflicts = 0
    }

    /// Takes records in: one that says something else than the newest version
    /// of its code becomes the next version. A hundred a transaction, so that
    /// nobody waits long.
    package func takeIn(_ procedures: [Procedure], source: String, by actor: Actor) async throws -> Intake {
        var intake = Intake()
        var start = 0
        while start < procedures.count {
            let batch = Array(procedures[start..<min(start + 100, procedures.count)])
            start += batch.count
            let isLast = start >= procedures.count
            let before = intake
            intake = try await database.write { [self] tx in
                var intake = before
                for procedure in batch { try take(procedure, source: source, by: actor, counting: &intake, in: tx) }
                if isLast, intake.new + intake.changed > 0 {
                    try LedgerEntry(
                        "dossiers.catalogue-taken-in", of: "dossiers.catalogue", source, by: actor, at: clock.now,
                        fields: [
                            "new": String(intake.new), "changed": String(intake.changed),
                            "conflicts": String(intake.conflicts),
                        ]
                    ).append(in: tx)
                }
                return intake
            }
        }
        return intake
    }

    private func take(
        _ procedure: Procedure, source: String, by actor: Actor, counting intake: inout Intake, in tx: any Transaction
    ) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let content = try encoder.encode(procedure)
        let digest = SHA256.hash(data: content).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        let newest = try tx.row(
            """
            SELECT number, digest FROM dossier_procedure_version WHERE code = \(procedure.code)
            ORDER BY number DESC LIMIT 1
            """)
        if let newest, try newest.get(1, as: String.self) == digest {
            intake.unchanged += 1
            return
        }
        let number = try newest.map { try $0.get(0, as: Int.self) + 1 } ?? 1
        if number == 1 { intake.new += 1 } else { intake.changed += 1 }
        let isOnline = procedure.channels.contains { $0.kind == .online }
        try tx.execute(
            """
            INSERT INTO dossier_procedure (code, version, name, name_key, field, decision, is_online)
            VALUES (\(procedure.code), \(number), \(procedure.name), \(procedure.name.searchKey), \(procedure.field),
            \(procedure.decision), \(isOnline ? 1 : 0))
            ON CONFLICT (code) DO UPDATE SET version = excluded.version, name = excluded.name,
            name_key = excluded.name_key, field = excluded.field, decision = excluded.decision,
            is_online = excluded.is_online
            """)
        try tx.execute(
            """
            INSERT INTO dossier_procedure_version (code, number, decision, taken_at, taken_by, source, digest, content)
            VALUES (\(procedure.code), \(number), \(procedure.decision), \(clock.now.microseconds), \(actor.stored),
            \(source), \(digest), \(String(decoding: content, as: UTF8.self)))
            """)
        try tx.execute("DELETE FROM dossier_procedure_word WHERE code = \(procedure.code)")
        try tx.insert(
            events.words(of: procedure).sorted().map { [.text(procedure.code), .text($0)] }, [.text, .text],
            into: "dossier_procedure_word (code, word)")
        try ConflictStore.dismiss(of: procedure.code, before: number, in: tx)
        let conflicts = procedure.conflicts(version: number)
        try ConflictStore.add(conflicts, in: tx)
        intake.conflicts += conflicts.count
    }

    /// Writes down what a person found out, with their reason. Once only: who
    /// comes second is told so.
    ///
    /// - Parameters:
    ///   - limit: What a conflict about time comes to.
    ///   - fee: What one about a fee comes to, in words.
    /// - Throws: `CatalogueError`.
    package func settle(
        _ id: String, limit: TimeLimit?, fee: String, reason: String, by actor: Actor
    ) async throws {
        let now = clock.now
        let (fee, reason) = (fee.tidied(), reason.tidied(lines: true))
        try await database.write { tx in
            guard let conflict = try ConflictStore.conflict(id, in: tx) else { throw CatalogueError.unknownConflict }
            guard conflict.kind.isAboutTime ? limit != nil : !fee.isEmpty else { throw CatalogueError.nothingSaid }
            guard reason.count >= 5 else { throw CatalogueError.reasonMissing }
            let settlement = Conflict.Settlement(
                limit: conflict.kind.isAboutTime ? limit : nil, fee: conflict.kind.isAboutTime ? "" : fee,
                reason: reason, by: actor, at: now)
            guard try ConflictStore.settle(id, settlement, in: tx) else { throw CatalogueError.settledAlready }
            var fields = ["procedure": conflict.code, "kind": conflict.kind.rawValue, "printed": conflict.printed]
            if let limit = settlement.limit { fields["limit"] = "\(limit.count) \(limit.unit.rawValue)" }
            if !settlement.fee.isEmpty { fields["fee"] = settlement.fee }
            var entry = LedgerEntry(
                "dossiers.conflict-settled", of: "dossiers.conflict", id, by: actor, at: now, fields: fields)
            entry.reason = reason
            try entry.append(in: tx)
        }
    }
}

/// What can be wrong with settling a conflict.
package enum CatalogueError: UserFacing, Hashable {
    case unknownConflict
    case nothingSaid
    case reasonMissing
    case settledAlready

    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknownConflict: (404, Message("dossiers.error.unknown-conflict"))
        case .nothingSaid: (422, Message("dossiers.error.nothing-said"))
        case .reasonMissing: (422, Message("dossiers.error.reason-missing"))
        case .settledAlready: (409, Message("dossiers.error.settled-already"))
        }
    }
}
