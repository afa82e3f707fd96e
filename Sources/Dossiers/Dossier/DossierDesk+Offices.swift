// SPDX-License-Identifier: Apache-2.0

package import Basics
import Ledger
package import Ports
import SQLStore

extension DossierDesk {
    /// Lets a unit take dossiers under an agency's code, or changes the code
    /// for those to come.
    ///
    /// - Parameters:
    ///   - unitCode: By what code calendars and hours know it.
    /// - Throws: `DossierError.malformedAgency`, `.officeTaken`.
    package func setOffice(
        _ unit: UnitReference, unitCode: String, agency: String, by actor: Actor
    ) async throws {
        let agency = agency.uppercased().filter { !$0.isWhitespace }
        guard DossierOffice.isAgency(agency) else { throw DossierError.malformedAgency }
        let office = DossierOffice(
            unit: unit.id, unitCode: unitCode, agency: agency, name: unit.title,
            nameEnglish: unit.titleEnglish.isEmpty ? unit.title : unit.titleEnglish)
        let now = clock.now
        try await database.write { tx in
            if let other = try OfficeStore.unit(ofAgency: agency, in: tx), other != unit.id {
                throw DossierError.officeTaken
            }
            try OfficeStore.set(office, by: actor, at: now, in: tx)
            try LedgerEntry(
                "dossiers.office-set", of: "dossiers.office", unit.id, by: actor, at: now,
                fields: ["agency": agency, "calendar": unitCode, "name": unit.title]
            ).append(in: tx)
        }
    }
}
