// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

/// `/environment/quarantine`: files and lines that were not taken, the newest first.
struct QuarantineListPage {
    let page: Page<QuarantineEntry>
    let state: QuarantineEntry.State
    let stationCode: String?
    /// Retrials under way.
    let retrials: [Retrial]
    let next: Address?

    var content: PageContent {
        PageContent(
            Message("environment.quarantine.title"), layout: .wide,
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            body: """
                \(RecordTabs(current: .quarantine))
                \(PageHead(Message("environment.quarantine.title"), lead: Message("environment.quarantine.lead")))
                \(HTML(retrials.map(underWay)))
                \(LinkTabs(Message("environment.quarantine.states"), QuarantineEntry.State.allCases.map { each in
                    (Message("environment.quarantine.state.\(each.rawValue)"), address(of: each), each == state)
                }))
                \(FilterBar("/environment/quarantine", isNarrowed: stationCode != nil, fields: """
                    <input type="hidden" name="state" value="\(state.rawValue)">\
                    \(FormField.text("station", label: Message("environment.quarantine.station"), value: stationCode ?? "", isOptional: true, maxLength: 64))
                    """))
                \(Queue(page.items.map(row), empty: EmptyState(
                    Message("environment.quarantine.none"), advice: Message("environment.quarantine.none-advice")), next: next))
                """)
    }

    private func address(of state: QuarantineEntry.State) -> Address {
        Address("/environment/quarantine").with("state", state.rawValue).with("station", stationCode)
    }

    private func underWay(_ retrial: Retrial) -> HTML {
        """
        \(Progress(Message("environment.retrial.running"), done: retrial.done, of: max(retrial.total, retrial.done)))\
        <p><a href="\(Address(local: retrial.address) ?? "/environment/quarantine")">\(say: "environment.retrial.title")</a></p>
        """
    }

    private func row(_ entry: QuarantineEntry) -> QueueRow {
        QueueRow(
            "\(entry.name)\(entry.line.map { ", \(say: "environment.observations.line", ["line": .count($0)])" as HTML })",
            Address(local: entry.address) ?? "/environment/quarantine",
            detail: """
                <p>\(entry.reason)</p><p><code class="excerpt">\(entry.excerpt)</code></p>
                """,
            tag: Tag(Message(entry.line == nil ? "environment.quarantine.whole" : "environment.quarantine.line")),
            at: entry.receivedAt)
    }
}

extension EnvironmentPages {
    func listQuarantine(_ request: Request, _ context: WebContext) async throws -> Response {
        let state = context.query.value("state").flatMap(QuarantineEntry.State.init) ?? .waiting
        let station = context.query.value("station")?.uppercased()
        let cursor = try APIPaging.cursor(in: context.query, parts: 1)
        let (page, retrials) = try await database.read { reader in
            (
                try QuarantineStore.entries(
                    state, stationCode: station, before: cursor, limit: context.pageSize(), in: reader),
                try RetrialStore.open(in: reader)
            )
        }
        return context.page(
            QuarantineListPage(
                page: page, state: state, stationCode: station, retrials: retrials, next: context.next(after: page.next)
            ).content)
    }
}
