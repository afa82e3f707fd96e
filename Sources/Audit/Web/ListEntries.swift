// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ledger
import SQLStore
import Web

extension AuditFeature {
    @Sendable func listEntries(_ request: Request, _ context: WebContext) async throws -> Response {
        let question = EntryQuestion(context)
        let page = try await entries(question, limit: 50)
        let names = try await names(Set(page.items.map { $0.record[.actor] }))
        return context.page(EntryListPage(entries: page, question: question, acts: acts, names: names).content)
    }

    /// A page of what `question` asks for, the latest first.
    func entries(_ question: EntryQuestion, limit: Int) async throws -> Page<SealedEntry> {
        let rows = try await database.read { tx in
            try EntryStore.latest(limit + 1, question.filter, before: question.before, in: tx)
        }
        return Page(rows: rows, limit: limit) { Cursor([String($0.record.at.microseconds), String($0.number)]) }
    }
}

/// What the address asks of the ledger.
struct EntryQuestion: Sendable {
    var filter = EntryFilter()
    /// Where the list goes on.
    var before: EntryPlace?
    let from: String
    let to: String

    /// What cannot be read is not asked for.
    init(_ context: WebContext) {
        from = context.query["from"]
        to = context.query["to"]
        let zone = context.site.zone
        filter.from = CivilDay(iso8601: from).map { zone.start(of: $0) }
        filter.to = CivilDay(iso8601: to).map { zone.start(of: $0) + .days(1) }
        filter.actor = context.query.value("actor")
        filter.act = context.query.value("act")
        filter.objectKind = context.query.value("kind")
        filter.objectID = context.query.value("object")
        filter.proof = context.query.value("proof").map(EntryProof.init)
        if let parts = context.cursor?.parts, parts.count == 2, let at = Int64(parts[0]), let number = Int(parts[1]) {
            before = EntryPlace(at: Instant(microseconds: at), number: number)
        }
    }

    /// The same question at another address.
    func address(_ path: Address, after cursor: Cursor? = nil) -> Address {
        path.with("from", from.isEmpty ? nil : from).with("to", to.isEmpty ? nil : to)
            .with("actor", filter.actor).with("act", filter.act).with("kind", filter.objectKind)
            .with("object", filter.objectID).with("proof", filter.proof?.text).with("after", cursor?.encoded)
    }
}
