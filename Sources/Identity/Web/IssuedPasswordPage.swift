// SPDX-License-Identifier: Apache-2.0

import Basics
import HTTPTypes
import Hummingbird
import Web

/// An initial password, shown this once.
struct IssuedPasswordPage {
    let issued: Accounts.Issued
    let settings: IdentitySettings
    let isNew: Bool

    var content: PageContent {
        PageContent(
            Message(isNew ? "identity.issued.title-new" : "identity.issued.title-reset"),
            breadcrumb: [
                .init(Message("identity.accounts.title"), "/identity/accounts"),
                .init(named: issued.account.name, address),
            ], body: body)
    }

    private var address: Address { "/identity/accounts/\(issued.account.id.description)" }

    private var body: HTML {
        """
        \(PageHead(Message(isNew ? "identity.issued.title-new" : "identity.issued.title-reset")))
        <div class="stack">\
        \(Notice(.warning, Message("identity.issued.once", ["days": .count(days)])))
        \(DefinitionList([
            (Message("identity.field.name"), "\(issued.account.name)"),
            (Message("identity.field.login"), "<code>\(issued.account.login)</code>"),
            (Message("identity.issued.password"), "<code>\(issued.password.text)</code>"),
        ]))
        <p class="actions">\(LinkButton(Message("identity.issued.on"), address))</p></div>
        """
    }

    private var days: Int { settings.initialPasswordLimit.wholeMinutes / 1_440 }
}

extension WebContext {
    /// A page that must not stay in any cache.
    func secret(_ content: PageContent) -> Response { unkept(page(content)) }

    /// Such a page with what stood against a form.
    func secret(_ content: PageContent, refusedBy error: IdentityError, at now: Instant) -> Response {
        unkept(page(content, refusedBy: error, at: now))
    }

    private func unkept(_ response: Response) -> Response {
        var response = response
        response.headers[.cacheControl] = "no-store"
        response.headers[.eTag] = nil
        return response
    }
}
