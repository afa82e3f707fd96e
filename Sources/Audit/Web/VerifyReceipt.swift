// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import SQLStore
import Web

extension AuditFeature {
    @Sendable func showVerification(_ request: Request, _ context: WebContext) async throws -> Response {
        context.page(VerificationPage(acts: acts).content)
    }

    /// Checks a receipt by its own words and by the ledger as it is now.
    @Sendable func verifyReceipt(_ request: Request, _ context: WebContext) async throws -> Response {
        var page = VerificationPage(acts: acts)
        page.text = context.form.lines("receipt")
        do {
            let receipt = try LedgerReceipt(Data(page.text.utf8))
            let (keys, origin, current) = try await database.read { tx in
                (
                    try CheckpointStore.keys(in: tx), try CheckpointStore.log(in: tx)?.origin,
                    try EntryStore.entry(receipt.number, in: tx)
                )
            }
            let judgement = receipt.judgement(trusting: keys, origin: origin)
            page.judgement = judgement
            if judgement.outcome == .holds {
                page.isStillThere = current?.record.hash(number: receipt.number) == judgement.entry?.hash
            }
            return context.page(page.content)
        } catch is LedgerError {
            page.errors.add("receipt", Message("audit.verify.unreadable"))
            return context.page(page.content, status: .unprocessableContent)
        }
    }
}

/// Where anybody checks a receipt.
struct VerificationPage {
    let acts: ActNames
    var text = ""
    var errors = FormErrors()
    var judgement: LedgerReceipt.Judgement?
    /// Whether a code led here that no entry has.
    var isUnknownCode = false
    /// Whether the ledger today says the same; `nil` when that does not matter.
    var isStillThere: Bool?

    var content: PageContent {
        PageContent(Message("audit.verify.title"), summary: Message("audit.verify.lead"), body: body)
    }

    /// What checks without a server; the same in every language.
    private static let script = "scripts/verify-ledger"

    private var body: HTML {
        """
        \(PageHead(Message("audit.verify.title"), lead: Message("audit.verify.lead")))
        <div class="stack">\(errors.summary)\(outcome)
        <form class="form" method="post" action="/verify" novalidate>\(HTML.formToken)\
        \(FormField.lines(
            "receipt", label: Message("audit.verify.receipt"), value: text, hint: Message("audit.verify.hint"),
            error: errors["receipt"], rows: 8, maxLength: 65_536))\
        <p class="actions">\(SubmitButton(Message("audit.verify.check")))</p></form>
        <p>\(say: "audit.verify.offline") <code>\(Self.script)</code></p></div>
        """
    }

    private var outcome: HTML {
        if isUnknownCode { return Notice(.danger, Message("audit.verify.unknown-code")).html }
        guard let judgement else { return .empty }
        if isStillThere == false { return Notice(.danger, Message("audit.verify.gone")).html }
        let tone: Tone =
            switch judgement.outcome {
            case .holds: .success
            case .unknownLog: .warning
            case .forged, .altered: .danger
            }
        return Notice(
            tone, Message("audit.verify.\(judgement.outcome.rawValue)"),
            detail: judgement.outcome == .altered ? .empty : details(judgement)
        ).html
    }

    private func details(_ judgement: LedgerReceipt.Judgement) -> HTML {
        guard let entry = judgement.entry else { return .empty }
        return DefinitionList([
            (Message("audit.field.number"), "\(machine: entry.number)"),
            (Message("audit.field.at"), "\(entry.record.at, .second)"),
            (Message("audit.field.act"), acts.html(entry.record[.act])),
            (Message("audit.field.object"), "<code>\(entry.record[.objectID])</code>"),
            (Message("audit.verify.ledger"), "<code>\(judgement.checkpoint?.origin ?? "")</code>"),
        ]).html
    }
}
