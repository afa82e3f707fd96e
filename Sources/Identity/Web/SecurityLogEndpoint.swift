// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

/// What happened to accounts, for a central log: the oldest first, so that a
/// program that keeps the last `next` misses nothing. A token of a unit sees
/// what `EventReach` covers.
extension IdentityFeature {
    @Sendable func listEvents(_ request: Request, _ context: WebContext) async throws -> Response {
        let after = context.cursor?.parts.first ?? ""
        let limit = context.pageSize(200, cap: 1_000)
        let settled = clock.now - .seconds(10)
        let reach = try await eventReach(ofUnit: context.viewer.unit)
        let own = reach?.accounts
        let rows = try await accounts.database.read { tx in
            try EventStore.page(after: after, before: settled, of: own, limit: limit, in: tx)
        }
        let seen = rows.filter { reach?.covers($0.event) ?? true }
        // An empty page leads to itself: more may come.
        let last = rows.last?.id.description ?? after
        return context.json(
            items: seen.map(EventItem.init),
            next: ("/api/identity/events" as Address).with("after", Cursor([last]).encoded))
    }
}

private struct EventItem: Encodable {
    let id: String
    let at: String
    let kind: String
    let account: String?
    let actor: String
    let address: String
    let detail: String
    let reason: String

    init(_ row: EventStore.Listed) {
        id = row.id.description
        at = row.event.at.iso8601(in: .vietNam)
        kind = row.event.kind.rawValue
        account = row.event.account?.description
        actor = row.event.actor
        address = row.event.address
        detail = row.event.detail
        reason = row.event.reason
    }
}
