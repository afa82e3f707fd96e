// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import SQLStore

extension Catalogue {
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
