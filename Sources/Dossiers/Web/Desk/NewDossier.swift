// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    /// Which procedure is it? By words, without a mouse.
    @Sendable func chooseProcedure(_ request: Request, _ context: WebContext) async throws -> Response {
        let text = String(context.query["q"].prefix(200))
        let heads = try await database.read { [self] tx in
            guard !text.isEmpty else { return try FieldStore.heads(askedFirst.codes, in: tx) }
            return try ProcedureSearch(text, events: events).page(limit: 20, in: tx).items.filter { !$0.isHead }
        }
        return context.page(ChooseProcedurePage(text: text, heads: heads).content)
    }

    @Sendable func showIntake(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(try await intakePage(context).content)
    }

    @Sendable func receiveDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = try await intakePage(context)
        page.take(context.form)
        guard let submission = page.submission else {
            return context.page(page.content, status: .unprocessableContent)
        }
        do {
            var deed = Deed(page.accept)
            deed.confirmed = [.papersChecked]
            let submitted = try await desk.receive(submission, deed, by: context.viewer.actor)
            return context.redirect(
                to: Address("/dossiers/\(submitted.dossier.id.description)"),
                flash: Flash(
                    .success, Message("dossiers.intake.done", ["code": .text(submitted.dossier.code)])))
        } catch let error as any UserFacing where error is DossierError || error is ReckoningError {
            let isUnpaid = error as? DossierError == .missing(.feePaid)
            page.errors.add(isUnpaid ? "fee-taken" : "office", error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
    }

    private func intakePage(_ context: WebContext) async throws -> IntakePage {
        let code = try context.parameter("code")
        let account = context.viewer.actor.personID ?? ""
        let mine = try await desk.offices(of: account, DossierPower.receive.action)
        let today = CivilZone.vietNam.day(of: clock.now)
        let (rules, offices) = try await database.read { [self] tx in
            guard let version = try ProcedureStore.version(of: code, in: tx), !version.validity.isWithdrawn(on: today),
                let rules = try definitions.inForce(code, on: today, in: tx)
            else { throw DossierError.unknownProcedure }
            return (rules, try OfficeStore.offices(in: tx))
        }
        return IntakePage(
            definition: rules.definition, bank: rules.definition.questions(with: rules.bank), mine: mine,
            offices: offices,
            today: today, key: UUID().uuidString, inEnglish: context.language == .en)
    }
}

/// `/dossiers/new`: what the person at the counter wants.
struct ChooseProcedurePage {
    let text: String
    let heads: [ProcedureHead]

    var content: PageContent {
        PageContent(
            Message("dossiers.intake.title"), breadcrumb: [.init(Message("dossiers.desk.title"), "/dossiers")],
            body: """
                \(PageHead(Message("dossiers.intake.title"), lead: Message("dossiers.intake.lead")))
                \(FilterBar("/dossiers/new", isNarrowed: !text.isEmpty, button: Message("dossiers.intake.find"), fields: """
                    \(FormField.text(
                        "q", label: Message("dossiers.list.search"), value: text, hint: Message("dossiers.list.search-hint"),
                        kind: .search, isOptional: true, maxLength: 200))
                    """))
                \(Queue(heads.map { head in
                    QueueRow(
                        SourceText(head.name).html, Address("/dossiers/new/\(head.code)"),
                        detail: "<p><code>\(head.code)</code> · \(SourceText(head.field))</p>")
                }, empty: EmptyState(
                    Message("dossiers.list.none"), advice: Message("dossiers.list.none-advice"))))
                """)
    }
}
