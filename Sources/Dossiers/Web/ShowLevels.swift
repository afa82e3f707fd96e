// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    @Sendable func showLevels(_ request: Request, _ context: WebContext) async throws -> Response {
        let today = CivilZone.vietNam.day(of: clock.now)
        let count = try await database.read { tx in try ServiceLevelStore.count(on: today, in: tx) }
        return context.page(LevelCountPage(count: count, now: clock.now).content)
    }
}

/// `/procedures/levels`: how many procedures can be done online, and of what that is a share.
struct LevelCountPage {
    let count: LevelCount
    let now: Instant

    var content: PageContent {
        PageContent(
            Message("dossiers.levels.title"), layout: .wide,
            breadcrumb: [.init(Message("dossiers.list.title"), "/procedures")],
            body: """
                \(PageHead(Message("dossiers.levels.title"), lead: Message("dossiers.levels.lead")))
                \(Tiles(count.figures.map { name, figure in
                    FigureTile(Message("dossiers.levels.\(name)"), figure, at: now, id: "levels-\(name)")
                }))
                <div class="stack">\(DataTable(
                    "levels", caption: Message("dossiers.levels.by-level", ["day": .day(count.day)]),
                    columns: [
                        .init(Message("dossiers.level.since")), .init(Message("dossiers.level.before")),
                        .init(Message("dossiers.levels.count"), .number),
                    ],
                    rows: count.published.map { one in
                        DataTable.Row([
                            "\(say: "dossiers.level.\(one.level.rawValue)")",
                            one.old.map { "\(say: "dossiers.level.old.\(String($0.rawValue))")" as HTML }
                                ?? "\(say: "dossiers.level.unsaid")",
                            "\(say: "dossiers.levels.amount", ["count": .count(one.count)])",
                        ])
                    }, empty: Message("dossiers.levels.none-known")))</div>
                """)
    }
}
