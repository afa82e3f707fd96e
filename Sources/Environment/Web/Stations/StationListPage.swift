// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

/// `/environment/stations`: every station, in service or not.
enum StationListPage {
    static func content(_ page: Page<Station>, mayEdit: Bool, own: Set<String>, next: Address?) -> PageContent {
        PageContent(
            Message("environment.stations.title"), layout: .wide,
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            twins: [.init("text/csv", "/api/environment/stations.csv", title: Message("environment.twin.stations"))],
            body: """
                \(RecordTabs(current: .stations))
                \(PageHead(Message("environment.stations.title"), actions: mayEdit ? "\(LinkButton(Message("environment.stations.new"), "/environment/stations/new")) \(LinkButton(Message("environment.stations.import"), "/environment/stations/import", .quiet))" : .empty))
                \(DataTable(
                    "stations", caption: Message("environment.stations.title"),
                    columns: [
                        .init(Message("environment.stations.name")), .init(Message("environment.stations.code")),
                        .init(Message("environment.stations.medium")), .init(Message("environment.stations.period"), .number),
                        .init(Message("environment.stations.last-value"), .time), .init(Message("environment.file.state")),
                    ],
                    rows: page.items.map { row($0, mayEdit: own.contains($0.code)) }, next: next,
                    empty: Message("environment.stations.none"), hidesCaption: true))
                """)
    }

    private static func row(_ station: Station, mayEdit: Bool) -> DataTable.Row {
        DataTable.Row([
            """
            <a href="\(Address(local: station.address) ?? "/environment")">\(station.name)</a>\
            \(mayEdit ? """
                 · <a href="\(Address("/environment/stations/\(station.code)/edit"))">\(say: "environment.stations.edit")\
                <span class="visually-hidden"> \(station.name)</span></a>
                """ as HTML : nil)
            """,
            "<code>\(station.code)</code>", "\(say: "environment.medium.\(station.medium.rawValue)")",
            "\(say: "environment.stations.minutes", ["minutes": .number(station.period.inSeconds / 60, decimals: 0)])",
            station.lastValueAt.map { "\($0)" } ?? "–",
            """
            \(Tag(Message(station.isInService ? "environment.stations.serving" : "environment.station.out-of-service"),
                  station.isInService ? nil : .warning))\
            \(station.isReplayed ? " \(Tag(Message("environment.replayed.short"), .information))" as HTML : nil)
            """,
        ])
    }
}

extension EnvironmentPages {
    func listStations(_ request: Request, _ context: WebContext) async throws -> Response {
        let cursor = try APIPaging.cursor(in: context.query, parts: 1)
        let now = context.now
        let page = try await database.read { reader in
            try StationStore.stations(
                at: now, everyState: true, after: cursor, limit: context.pageSize(100), in: reader)
        }
        var own: Set<String> = []
        for station in page.items where try await mayChange(station.scope, context) { own.insert(station.code) }
        return context.page(
            StationListPage.content(
                page, mayEdit: EnvironmentPolicies.changes.permits(context.viewer), own: own,
                next: context.next(after: page.next)))
    }
}
