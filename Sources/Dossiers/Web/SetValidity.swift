// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension DossiersFeature {
    @Sendable func setValidity(_ request: Request, _ context: WebContext) async throws -> Response {
        let number = try versionNumber(context)
        let code = try context.parameter("code")
        let form = context.form
        var page = ValidityForm()
        page.decidedOn = form["decided-on"]
        page.validFrom = form["valid-from"]
        page.withdrawnOn = form["withdrawn-on"]
        page.reason = form.lines("reason")
        for name in ["decided-on", "valid-from", "withdrawn-on"] where form.value(name) != nil && form.day(name) == nil
        {
            page.errors.add(name, Message("dossiers.error.day-unreadable"))
        }
        if page.reason.count > 1_000 { page.errors.add("reason", Message("dossiers.error.too-long")) }
        if page.errors.isEmpty {
            do {
                try await catalogue.setValidity(
                    .init(
                        decidedOn: form.day("decided-on"), validFrom: form.day("valid-from"),
                        withdrawnOn: form.day("withdrawn-on")),
                    of: code, version: number, reason: page.reason, by: context.viewer.actor)
            } catch CatalogueError.reasonMissing {
                page.errors.add("reason", CatalogueError.reasonMissing.answer.message)
            } catch CatalogueError.daysOutOfOrder {
                page.errors.add("withdrawn-on", CatalogueError.daysOutOfOrder.answer.message)
            }
        }
        guard page.errors.isEmpty else {
            var whole = try await procedurePage(number, context)
            whole.validityForm = page
            return context.page(whole.content, status: .unprocessableContent)
        }
        return context.redirect(
            to: Address("/procedures/\(code)/versions/\(String(number))"),
            flash: Flash(.success, Message("dossiers.validity.done")))
    }
}
