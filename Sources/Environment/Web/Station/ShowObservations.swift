// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Observations
import SQLStore
import Web

extension EnvironmentPages {
    func showObservations(_ request: Request, _ context: WebContext) async throws -> Response {
        let code = try context.parameter("code")
        let now = context.now
        let window = try TimeWindow(query: context.query, usual: .days(1), now: now, zone: context.site.zone)
        let cursor = try APIPaging.cursor(in: context.query, parts: 2)
        let asked = context.query.value("parameter")
        let limit = context.pageSize(100)
        let list = try await database.read { reader in
            try ObservationList(
                code: code, parameter: asked, window: window, after: cursor, limit: limit, at: now,
                catalogue: reference.catalogue, in: reader)
        }
        let figures = StationFigures(station: list.station, now: now)
        let page = ObservationsPage(
            station: list.station, parameters: list.series.parameters, parameter: list.parameter, window: window,
            rows: list.items.map { item in
                ObservationsPage.Row(
                    at: item.observation.at, parameter: item.parameter,
                    figure: item.observation.value.map {
                        figures.value($0, of: item.parameter, at: item.observation.at)
                    },
                    status: statusTag(item.observation.status), flag: FlagWords.message(of: item.observation.flag),
                    counts: item.observation.counts,
                    file: item.file.map { file in
                        (file.name, file.address(line: item.observation.origin?.line), item.observation.origin?.line)
                    })
            },
            next: Self.next(
                list.next, of: Address("/environment/stations/\(list.station.code)/observations"), list, window, context
            ),
            csv: Address("/api/environment/stations/\(list.station.code)/observations.csv")
                .with("parameter", list.parameter?.code.rawValue)
                .with("from", window.from.iso8601(in: context.site.zone)).with(
                    "to", window.to.iso8601(in: context.site.zone)))
        return context.page(page.content)
    }

    /// Where the list goes on: the stretch is written out, so that what
    /// arrives meanwhile does not move its end.
    static func next(
        _ cursor: Cursor?, of address: Address, _ list: ObservationList, _ window: TimeWindow, _ context: WebContext
    ) -> Address? {
        guard let cursor else { return nil }
        return address.with("parameter", list.parameter?.code.rawValue)
            .with("from", window.from.iso8601(in: context.site.zone)).with(
                "to", window.to.iso8601(in: context.site.zone)
            )
            .with("limit", context.query.value("limit")).with("after", cursor.encoded)
    }
}
