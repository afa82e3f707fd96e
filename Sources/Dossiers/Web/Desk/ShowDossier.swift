// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ledger
import Ports
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await dossierPage(context).content)
    }

    /// Shows what is masked, and writes down who wanted to see it and why.
    @Sendable func readPersonalData(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await dossierPage(context)
        let reason = context.form["reason"]
        guard (5...300).contains(reason.count) else {
            page.typed = context.form
            page.errors.add("reason", Message("dossiers.desk.reason-missing"))
            return context.page(page.content, status: .unprocessableContent)
        }
        try await noteReading("dossiers.data-read", of: page.whole.dossier, reason: reason, context)
        page.isOpen = true
        return context.page(page.content)
    }

    func dossierID(_ context: WebContext) throws -> Dossier.ID {
        guard let id = Dossier.ID(try context.parameter("dossier")) else { throw DossierError.unknown }
        return id
    }

    /// - Throws: `DossierError.unknown`; `PermissionError.outOfReach` for those of another office.
    func dossierPage(_ context: WebContext) async throws -> DossierPage {
        let whole = try await desk.whole(dossierID(context))
        let (dossier, actor) = (whole.dossier, context.viewer.actor)
        let reads = try await permissions(actor, [.read], in: [dossier.office, dossier.reception])
        guard !reads.isEmpty else { throw PermissionError.outOfReach }
        var powers = try await permissions(actor, DossierPower.allCases, in: [dossier.office])
        powers.insert(.read)
        let step = dossier.step.isEmpty ? nil : whole.definition.step(dossier.step)
        let colleagues =
            powers.contains(.assign) && step != nil
            ? try await desk.staffing.holders(of: DossierPower(of: step?.role ?? "").action, in: dossier.office) : []
        let offices = powers.contains(.transfer) ? try await database.read { try OfficeStore.offices(in: $0) } : []
        let (sent, told) = try await database.read { tx in
            (try NoticeStore.sent(about: dossier.id, in: tx), try PortalOutbox.state(of: dossier.id, in: tx))
        }
        var page = DossierPage(
            whole: whole, notices: NoticeSection(sent: sent, isSample: desk.notices.ways?.isSample ?? false),
            powers: powers, account: actor.personID ?? "", colleagues: colleagues, offices: offices,
            now: clock.now, inEnglish: context.language == .en)
        if whole.state.drafts(in: whole.definition) {
            let template = try await database.read { [desk] tx in
                try desk.template(of: dossier.office, dossier.procedure, in: tx)
            }
            page.draftText =
                whole.draft?.text
                ?? ResultFields(whole: whole, wording: desk.wording).filled(template, isMasked: true)
        }
        page.told = told
        return page
    }

    private func permissions(
        _ actor: Actor, _ powers: [DossierPower], in units: [String]
    ) async throws -> Set<DossierPower> {
        var held: Set<DossierPower> = []
        for power in powers {
            for unit in units
            where try await desk.permissions.permits(actor, power.action, in: .unit(unit), state: nil) {
                held.insert(power)
            }
        }
        return held
    }
}
