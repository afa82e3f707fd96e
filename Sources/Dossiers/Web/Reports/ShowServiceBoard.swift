// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import Ports
import SQLStore
import Web

extension DossiersFeature {
    /// How the city's offices deal with dossiers, for everybody: no dossier and no person is in it.
    @Sendable func showServiceBoard(_ request: Request, _ context: WebContext) async throws -> Response {
        let now = clock.now
        let today = CivilZone.vietNam.day(of: now)
        let (year, _, _) = today.parts
        let first = CivilDay(year, 1, 1) ?? today
        let (offices, reports, ratings, hasSamples) = try await database.read { tx in
            (
                try OfficeStore.offices(in: tx), try ReportStore.reports(from: first, to: today, in: tx),
                try RatingStore.satisfaction(from: first, to: today, in: tx),
                try Dossier.areSamplesCounted(in: tx)
            )
        }
        return context.page(
            ServiceBoardPage(
                first: first, today: today, figures: try await serviceFigures.serviceFigures(),
                rows: offices.map { ($0, reports[$0.unit] ?? DossierReport()) },
                satisfaction: offices.map { ($0, ratings[$0.unit] ?? Satisfaction()) }, hasSamples: hasSamples,
                now: now,
                inEnglish: context.language == .en
            ).content)
    }
}

/// `/service-board`: received, solved and overdue by office since 1 January.
struct ServiceBoardPage {
    let first: CivilDay
    let today: CivilDay
    let figures: [CityFigure]
    let rows: [(office: DossierOffice, report: DossierReport)]
    let satisfaction: [(office: DossierOffice, satisfaction: Satisfaction)]
    let hasSamples: Bool
    let now: Instant
    let inEnglish: Bool

    private static let shown: Set<String> = [
        "received", "solved", "early", "on-time", "late", "in-progress", "overdue", "apologised",
    ]

    var content: PageContent {
        PageContent(
            Message("dossiers.board.title"), layout: .wide, summary: Message("dossiers.board.lead"),
            body: """
                \(PageHead(Message("dossiers.board.title"), lead: Message("dossiers.board.lead")))
                \(hasSamples ? Notice(.information, Message("dossiers.report.samples")).html : .empty)
                <div class="stack">\(figures.isEmpty ? .empty : Tiles(figures.map {
                    FigureTile($0.title, $0.figure, at: now, id: $0.code)
                }).html)
                \(ReportTable(
                    id: "board", caption: Message("dossiers.report.of", ["from": .day(first), "to": .day(today)]),
                    rows: rows, inEnglish: inEnglish,
                    columns: DossierReport.columns.filter { Self.shown.contains($0.name) }))
                <p class="muted">\(say: "dossiers.report.method")</p>
                \(SatisfactionTable(
                    first: first, last: today, now: now, rows: satisfaction, hasSamples: hasSamples, inEnglish: inEnglish))</div>
                """)
    }
}
