// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
import SQLStore

extension Catalogue {
    /// Writes down a level the city published. An earlier one stays for the days it held.
    ///
    /// - Throws: `CatalogueError.unknownProcedure`, `.reasonMissing` without source,
    ///   `.levelKnown` where the same is said already.
    package func setLevel(
        _ level: ServiceLevel.Level, old: ServiceLevel.Old?, of code: String, from day: CivilDay, source: String,
        by actor: Actor
    ) async throws {
        let now = clock.now
        let source = source.tidied()
        guard source.count >= 5 else { throw CatalogueError.reasonMissing }
        let said = ServiceLevel(level: level, old: old, validFrom: day, source: source, by: actor, at: now)
        try await database.write { tx in
            guard try ProcedureStore.newest(of: code, in: tx) != nil else { throw CatalogueError.unknownProcedure }
            if let known = try ServiceLevelStore.levels(of: code, in: tx).holding(on: day),
                known.level == level, known.old == old, known.validFrom == day
            {
                throw CatalogueError.levelKnown
            }
            try ServiceLevelStore.add(said, of: code, in: tx)
            var fields = ["level": level.rawValue, "valid-from": day.iso8601, "source": source]
            if let old { fields["old-level"] = String(old.rawValue) }
            try LedgerEntry(
                "dossiers.level-set", of: "dossiers.procedure", code, by: actor, at: now, fields: fields
            ).append(in: tx)
        }
    }
}
