// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto
import Ledger
import Ports
import SQLStore

extension DossierDesk {
    /// What an office's texts may hold: the procedure's questions, today's.
    func sampleFields(_ procedure: String, office: DossierOffice, in tx: any Reading) throws -> ResultFields {
        let today = zone.day(of: clock.now)
        guard let found = try definitions.inForce(procedure, on: today, in: tx) else {
            throw DossierError.unknownProcedure
        }
        return ResultFields(
            sample: found.definition, bank: found.definition.questions(with: found.bank), office: office, today: today,
            wording: wording)
    }

    /// The text drafts of an office begin with: its own, else the one that comes with the program.
    func template(of office: String, _ procedure: String, in tx: any Reading) throws -> String {
        try TemplateStore.template(of: office, procedure, in: tx)?.text ?? templates.text(of: procedure)
    }

    /// Puts an office's own text for a procedure into use.
    ///
    /// - Parameter version: The one whoever writes saw; 0 for none.
    /// - Throws: `DossierError.unknownField` for a field nothing would fill; `.changedMeanwhile`.
    package func setTemplate(
        _ text: String, for procedure: String, of office: String, version: Int, by actor: Actor
    ) async throws {
        let actor = try await permissions.require(DossierPower.approve.action, of: actor, in: .unit(office))
        guard !text.isEmpty else { throw DossierError.missing(.draft) }
        guard text.count <= DossierState.mostWords else { throw DossierError.wordsTooLong }
        let now = clock.now
        try await database.write { [self] tx in
            guard let found = try OfficeStore.office(office, in: tx) else { throw DossierError.unknownOffice }
            let fields = try sampleFields(procedure, office: found, in: tx)
            if let field = fields.unknown(in: text).first { throw DossierError.unknownField(field) }
            let last = try TemplateStore.template(of: office, procedure, in: tx)
            guard last?.version ?? 0 == version else { throw DossierError.changedMeanwhile(by: last?.savedBy ?? "") }
            try TemplateStore.set(
                OfficeTemplate(
                    procedure: procedure, procedureName: fields.procedureName, version: version + 1, text: text,
                    savedAt: now, savedBy: actor.name), of: office, by: actor, in: tx)
            try LedgerEntry(
                "dossiers.template-set", of: "dossiers.template", "\(office)/\(procedure)", by: actor, at: now,
                fields: [
                    "procedure": procedure, "office": office, "version": String(version + 1),
                    "sha256": SHA256.hash(data: Array(text.utf8)).hex,
                ]
            ).append(in: tx)
        }
    }
}
