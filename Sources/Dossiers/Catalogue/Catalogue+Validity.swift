// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import SQLStore

extension Catalogue {
    /// Writes down from when to when a version holds.
    ///
    /// - Throws: `CatalogueError.unknownVersion`, `.reasonMissing`,
    ///   `.daysOutOfOrder` where it would end before it begins.
    package func setValidity(
        _ validity: ProcedureVersion.Validity, of code: String, version: Int, reason: String, by actor: Actor
    ) async throws {
        let now = clock.now
        let reason = reason.tidied(lines: true)
        guard reason.count >= 5 else { throw CatalogueError.reasonMissing }
        let days = [validity.decidedOn, validity.validFrom, validity.withdrawnOn].compactMap(\.self)
        guard days == days.sorted() else { throw CatalogueError.daysOutOfOrder }
        try await database.write { tx in
            guard try ProcedureStore.set(validity, of: code, version: version, in: tx) else {
                throw CatalogueError.unknownVersion
            }
            var fields = ["version": String(version)]
            fields["decided-on"] = validity.decidedOn?.iso8601
            fields["valid-from"] = validity.validFrom?.iso8601
            fields["withdrawn-on"] = validity.withdrawnOn?.iso8601
            var entry = LedgerEntry(
                "dossiers.version-dated", of: "dossiers.procedure", code, by: actor, at: now, fields: fields)
            entry.reason = reason
            try entry.append(in: tx)
        }
    }
}
