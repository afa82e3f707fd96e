// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Web

extension IdentityFeature {
    @Sendable func listAccounts(_ request: Request, _ context: WebContext) async throws -> Response {
        let search = String(context.query["search"].prefix(100))
        let cursor = context.query.value("after").flatMap(Cursor.init(encoded:))
        let page = AccountListPage(accounts: try await accounts.page(search: search, after: cursor), search: search)
        return context.page(page.content)
    }
}
