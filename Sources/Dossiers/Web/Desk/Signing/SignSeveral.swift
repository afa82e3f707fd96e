// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

/// A dossier that waits for a signature, as whoever signs several sees it.
struct WaitingSignature: Sendable {
    let dossier: Dossier
    let name: String
    let action: ProcedureDefinition.Action
    let draft: DraftedResult?

    /// What a tick means: this dossier as it was seen, and what is done with it.
    var value: String { "\(dossier.id) \(dossier.revision) \(action.code)" }
}

/// What became of one of those that were ticked.
struct SignatureOutcome: Sendable {
    let id: Dossier.ID
    let code: String
    /// `nil` where it was signed.
    let refusal: Message?
}

extension DossiersFeature {
    /// Dossiers that are signed together at most: whoever signs has seen each.
    static let mostSignatures = 20

    @Sendable func showSignatures(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await signingPage(context).content)
    }

    /// Signs each that was ticked, as an act of its own: what is refused keeps none of the others.
    @Sendable func signSeveral(_ request: Request, _ context: WebContext) async throws -> Response {
        let ticked = context.form.all("sign")
        guard !ticked.isEmpty, ticked.count <= Self.mostSignatures else {
            var page = try await signingPage(context)
            page.errors.add("sign", Message("dossiers.signing.none-ticked"))
            return context.page(page.content, status: .unprocessableContent)
        }
        var outcomes: [SignatureOutcome] = []
        for tick in ticked {
            let parts = tick.split(separator: " ").map(String.init)
            guard parts.count == 3, let id = Dossier.ID(parts[0]), let revision = Int(parts[1]) else {
                throw DossierError.unknown
            }
            outcomes.append(try await sign(id, parts[2], revision, context.viewer.actor))
        }
        var page = try await signingPage(context)
        page.outcomes = outcomes
        return context.page(page.content)
    }

    private func sign(
        _ id: Dossier.ID, _ action: String, _ revision: Int, _ actor: Actor
    ) async throws -> SignatureOutcome {
        var deed = Deed(action)
        deed.isProved = true
        var code = ""
        do {
            guard let dossier = try await database.read({ try DossierStore.dossier(id, in: $0) }) else {
                throw DossierError.unknown
            }
            code = dossier.code
            _ = try await desk.act(deed, on: id, revision: revision, by: actor)
            return SignatureOutcome(id: id, code: code, refusal: nil)
        } catch let error as any UserFacing {
            // Whoever may not see a dossier learns nothing of it, its code neither.
            let isSeen = !(error is PermissionError) && (error as? DossierError) != .unknown
            return SignatureOutcome(id: id, code: isSeen ? code : "", refusal: error.answer.message)
        }
    }

    private func signingPage(_ context: WebContext) async throws -> SignaturesPage {
        let account = context.viewer.actor.personID ?? ""
        let offices = try await desk.offices(of: account, DossierPower.approve.action)
        let wanted = context.query["office"]
        let office = offices.first { $0.unit == wanted } ?? offices.first
        let cursor = context.cursor
        let (rows, next) = try await database.read { [desk] tx -> ([WaitingSignature], Cursor?) in
            guard let office else { return ([], nil) }
            let question = InboxQuestion(
                .office(office.unit, queue: ProcedureDefinition.HolderKind.leader.rawValue))
            let page = try DossierStore.inbox(question, after: cursor, limit: Self.mostSignatures, in: tx)
            let drafts = try desk.drafts.latest(of: page.items.map(\.id), in: tx)
            let waiting = try page.items.compactMap { dossier -> WaitingSignature? in
                guard dossier.holder.isEmpty || dossier.holder == account,
                    let action = try desk.rules.began(dossier, in: tx).definition.step(dossier.step)?.signing
                else { return nil }
                return WaitingSignature(
                    dossier: dossier, name: try desk.content.applicant(of: dossier).maskedName, action: action,
                    draft: drafts[dossier.id])
            }
            return (waiting, page.next)
        }
        return SignaturesPage(
            offices: offices, office: office, rows: rows, next: context.next(after: next), now: clock.now,
            inEnglish: context.language == .en)
    }
}

extension ProcedureDefinition.Step {
    /// The action that signs and needs nothing else: what may be done for several at once.
    var signing: ProcedureDefinition.Action? { actions.first { $0.needs == [.signature] } }
}
