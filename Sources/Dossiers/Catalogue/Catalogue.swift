// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
package import SQLStore

/// The city's copy of the catalogue of procedures: what is taken in, and what
/// people settle about it.
package struct Catalogue: Sendable {
    package let database: any Database
    let clock: Clock

    package init(database: any Database, clock: Clock) {
        self.database = database
        self.clock = clock
    }

    /// What taking records in has done.
    package struct Intake: Hashable, Sendable {
        package var new = 0
        package var changed = 0
        package var unchanged = 0
        /// Heads of procedures whose details are known: they change nothing.
        package var kept = 0
        /// What a person has to settle of them.
        package var conflicts = 0

        static func + (left: Intake, right: Intake) -> Intake {
            Intake(
                new: left.new + right.new, changed: left.changed + right.changed,
                unchanged: left.unchanged + right.unchanged, kept: left.kept + right.kept,
                conflicts: left.conflicts + right.conflicts)
        }
    }

    /// So many records a transaction, so that nobody waits long.
    static let batch = 100

    /// Takes records in: one that says something else than the newest version
    /// of its code becomes the next version. Each batch is one transaction
    /// with its own entry of the ledger, and taking the same records in again
    /// goes on where an earlier run ended.
    package func takeIn(_ records: [CatalogueRecord], source: String, by actor: Actor) async throws -> Intake {
        var intake = Intake()
        var start = 0
        while start < records.count {
            let batch = Array(records[start..<min(start + Self.batch, records.count)])
            start += batch.count
            intake = try await intake + database.write { tx in try take(batch, source: source, by: actor, in: tx) }
        }
        return intake
    }

    /// One batch with its entry of the ledger, where it changed anything.
    func take(
        _ batch: [CatalogueRecord], source: String, by actor: Actor, in tx: any Transaction
    ) throws -> Intake {
        var intake = Intake()
        for record in batch { try take(record, source: source, by: actor, counting: &intake, in: tx) }
        if intake.new + intake.changed > 0 {
            try LedgerEntry(
                "dossiers.catalogue-taken-in", of: "dossiers.catalogue", source, by: actor, at: clock.now,
                fields: [
                    "new": String(intake.new), "changed": String(intake.changed),
                    "conflicts": String(intake.conflicts),
                    "first": batch.first?.procedure.code ?? "", "last": batch.last?.procedure.code ?? "",
                ]
            ).append(in: tx)
        }
        return intake
    }
}
