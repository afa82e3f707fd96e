// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

/// `/environment/alarms`: all alarms, the newest first, for everybody.
enum AlarmListPage {
    static func content(
        _ page: Page<Alarm>, station: Station?, catalogue: ParameterCatalogue, next: Address?
    ) -> PageContent {
        PageContent(
            Message("environment.alarms.title"),
            breadcrumb: [.init(Message("environment.air.title"), "/environment")],
            summary: Message("environment.alarms.summary"),
            twins: [
                .init("application/atom+xml", "/environment/alarms.atom", title: Message("environment.twin.alarms"))
            ],
            body: """
                \(PageHead(Message("environment.alarms.title"), lead: Message("environment.alarms.lead")))
                \(station.map { station in
                    """
                    <p>\(say: "environment.alarms.only", ["station": .text(station.name)]) \
                    <a href="/environment/alarms">\(say: "environment.alarms.show-all")</a></p>
                    """ as HTML
                })\
                <p><a href="/environment/alarms.atom">\(say: "environment.alarms.feed")</a></p>
                \(AlarmQueue(alarms: page.items, catalogue: catalogue, next: next))
                """)
    }
}

extension EnvironmentPages {
    func listAlarms(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = context.query.value("station")
        let cursor = try APIPaging.cursor(in: context.query, parts: 2)
        let now = context.now
        let (station, page) = try await database.read { reader in
            let station = try code.map { code in
                guard let station = try StationStore.station(code: code, at: now, in: reader) else {
                    throw StationError.unknown(code: code)
                }
                return station
            }
            return (
                station,
                try AlarmStore.alarms(of: station?.id, before: cursor, limit: context.pageSize(), in: reader)
            )
        }
        return context.page(
            AlarmListPage.content(
                page, station: station, catalogue: reference.catalogue, next: context.next(after: page.next)))
    }
}
