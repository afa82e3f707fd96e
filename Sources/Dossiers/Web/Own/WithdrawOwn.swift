// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func askWithdrawal(_ request: Request, _ context: WebContext) async throws -> Response {
        let whole = try await desk.own(dossierID(context), of: context.viewer.actor)
        guard whole.state.mayBeWithdrawn else { return context.redirect(to: try ownAddress(context)) }
        return context.page(WithdrawalPage(dossier: whole.dossier).content)
    }

    /// Taking a dossier back cannot be undone: it asks who it is once more.
    @Sendable func withdrawOwnDossier(_ request: Request, _ context: WebContext) async throws -> Response {
        let (id, reason) = (try dossierID(context), context.form.lines("reason"))
        do {
            _ = try await desk.withdrawOwn(
                id, because: reason, revision: context.form.integer("revision") ?? -1, by: context.viewer.actor)
            return context.redirect(
                to: try ownAddress(context), flash: Flash(.success, Message("dossiers.own.withdrawn")))
        } catch let error as DossierError where error != .unknown {
            let whole = try await desk.own(id, of: context.viewer.actor)
            guard whole.state.mayBeWithdrawn else {
                return context.redirect(to: try ownAddress(context), flash: Flash(.warning, error.answer.message))
            }
            var page = WithdrawalPage(dossier: whole.dossier, reason: reason)
            page.errors.add("reason", error.answer.message)
            return context.page(page.content, status: .init(code: error.answer.status))
        }
    }
}

/// `/my/dossiers/{dossier}/withdrawal`: what taking a dossier back means, and why.
struct WithdrawalPage {
    let dossier: Dossier
    var reason = ""
    var errors = FormErrors()

    var content: PageContent {
        PageContent(
            Message("dossiers.own.withdraw"),
            breadcrumb: [
                .init(Message("dossiers.own.title"), "/my/dossiers"),
                .init(Message("dossiers.follow.of", ["code": .text(dossier.code)]), OwnAddress.dossier(dossier.id)),
            ],
            body: """
                \(errors.summary)\(PageHead(Message("dossiers.own.withdraw"), lead: Message("dossiers.own.withdraw-lead")))\
                <form class="form" method="post" action="\(OwnAddress.withdrawal(dossier.id))" novalidate>\(HTML.formToken)\
                <input type="hidden" name="revision" value="\(machine: dossier.revision)">\
                \(FormField.lines(
                    "reason", label: Message("dossiers.own.withdraw-reason"), value: reason, error: errors["reason"], rows: 3,
                    maxLength: DossierState.mostWords))\
                <p class="actions">\(SubmitButton(Message("dossiers.own.withdraw"), .danger))\
                <a href="\(OwnAddress.dossier(dossier.id))">\(say: "dossiers.apply.back")</a></p></form>
                """)
    }
}
