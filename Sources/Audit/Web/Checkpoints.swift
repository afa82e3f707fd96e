// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Hummingbird
import Ledger
import SQLStore
import Web

extension AuditFeature {
    @Sendable func listCheckpoints(_ request: Request, _ context: WebContext) async throws -> Response {
        let before = context.cursor?.parts.first.flatMap { Int($0) }
        let (rows, keys, latest, witnesses, witnessed) = try await database.read { tx in
            (
                try CheckpointStore.latest(51, before: before, in: tx), try CheckpointStore.keys(in: tx),
                try CheckpointStore.latest(in: tx), try WitnessPush.states(in: tx), try WitnessDesk.witnessed(in: tx)
            )
        }
        let page = Page(rows: rows, limit: 50) { Cursor([String($0.number)]) }
        return context.page(
            CheckpointListPage(
                checkpoints: page, keys: keys, latest: latest, witnesses: witnesses, witnessed: witnessed,
                mayReadFailures: Self.readers.permits(context.viewer), now: clock.now
            ).content)
    }
}

/// The signed roots, for anybody who wants to hold the city to them.
struct CheckpointListPage {
    let checkpoints: Page<CheckpointStore.Stored>
    let keys: [VerifierKey]
    let latest: CheckpointStore.Stored?
    let witnesses: [WitnessPush.State]
    let witnessed: [WitnessDesk.Witnessed]
    /// Why a witness could not be reached is for those who look after it.
    let mayReadFailures: Bool
    let now: Instant

    var content: PageContent {
        PageContent(
            Message("audit.checkpoints.title"), summary: Message("audit.checkpoints.lead"), body: body)
    }

    private var body: HTML {
        """
        \(PageHead(
            Message("audit.checkpoints.title"), lead: Message("audit.checkpoints.lead"),
            actions: LinkButton(Message("audit.verify.title"), "/verify", .quiet).html))
        <div class="stack">\(state)
        \(latest.map {
            Panel(
                Message("audit.checkpoints.latest"), "<pre class=\"breakable\" tabindex=\"0\"><code>\($0.note)</code></pre>").html
        })
        \(DataTable(
            "checkpoints", caption: Message("audit.checkpoints.title"),
            columns: [
                .init(Message("audit.field.number"), .number), .init(Message("audit.checkpoint.signed"), .time),
                .init(Message("audit.checkpoint.size"), .number),
            ],
            rows: checkpoints.items.map { checkpoint in
                DataTable.Row([
                    "\(machine: checkpoint.number)", "\(checkpoint.signedAt, .second)", "\(machine: checkpoint.size)",
                ])
            }, next: checkpoints.next.map { ("/ledger/checkpoints" as Address).with("after", $0.encoded) },
            empty: Message("audit.checkpoints.empty"), hidesCaption: true))
        <section class="section"><h2>\(say: "audit.keys.title")</h2><ul>\
        \(HTML.each(keys) { "<li><code class=\"breakable\">\($0.text)</code></li>" })</ul></section>\(handedOn)\(kept)</div>
        """
    }

    private var handedOn: HTML {
        guard !witnesses.isEmpty else { return .empty }
        return DataTable(
            "witnesses", caption: Message("audit.witnesses.title"),
            columns: [
                .init(Message("audit.witness.address")), .init(Message("audit.checkpoint.size"), .number),
                .init(Message("audit.witness.accepted"), .time), .init(Message("audit.field.state")),
            ],
            rows: witnesses.map { state in
                DataTable.Row([
                    "\(Self.host(of: state.address))", "\(machine: state.size)",
                    state.acceptedAt.map { "\($0, .second)" } ?? .empty,
                    state.failure.isEmpty
                        ? "\(say: "audit.witness.good")"
                        : "\(say: "audit.witness.failed")\(mayReadFailures ? " <code>\(state.failure)</code>" as HTML : nil)",
                ])
            }
        ).html
    }

    private var kept: HTML {
        guard !witnessed.isEmpty else { return .empty }
        return DataTable(
            "witnessed", caption: Message("audit.witnessed.title"),
            columns: [
                .init(Message("audit.verify.ledger")), .init(Message("audit.checkpoint.size"), .number),
                .init(Message("audit.witness.accepted"), .time), .init(Message("audit.witnessed.refusals"), .number),
            ],
            rows: witnessed.map { log in
                DataTable.Row([
                    "<code>\(log.origin)</code>", "\(machine: log.size)", "\(log.at, .second)",
                    "\(machine: log.refusals)",
                ])
            }
        ).html
    }

    /// An address may hold a secret of its own.
    private static func host(of address: String) -> String { URL(string: address)?.host ?? "–" }

    /// Whether the log is being signed.
    private var state: HTML {
        guard let latest else { return Notice(.warning, Message("audit.checkpoints.empty")).html }
        guard now - latest.signedAt > AuditFeature.lateAfter else { return .empty }
        return Notice(.danger, Message("audit.checkpoints.late", ["since": .instant(latest.signedAt)])).html
    }
}
