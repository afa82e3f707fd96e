// SPDX-License-Identifier: Apache-2.0

import Basics
import Hummingbird
import SQLStore
import Web

extension DossiersFeature {
    /// The days asked for: this quarter to today where nothing is, or nothing sensible, asked for.
    func period(_ input: FormInput) -> (first: CivilDay, last: CivilDay, errors: FormErrors) {
        let today = CivilZone.vietNam.day(of: clock.now)
        let (year, month, _) = today.parts
        var errors = FormErrors()
        var first = CivilDay(year, (month - 1) / 3 * 3 + 1, 1) ?? today
        var last = today
        if !input["from"].isEmpty {
            if let day = input.day("from") {
                first = day
            } else {
                errors.add("from", Message("dossiers.report.no-day"))
            }
        }
        if !input["to"].isEmpty {
            if let day = input.day("to") {
                last = min(day, today)
            } else {
                errors.add("to", Message("dossiers.report.no-day"))
            }
        }
        if last < first { errors.add("to", Message("dossiers.report.order")) }
        return errors.isEmpty ? (first, last, errors) : (min(first, last), last, errors)
    }

    private func reportPage(_ context: WebContext) async throws -> ReportPage {
        let asked = period(context.query)
        let known = try await desk.offices(of: context.viewer.actor.personID ?? "", DossierPower.read.action)
        let (reports, hasSamples) = try await database.read { tx in
            let reports = try ReportStore.reports(from: asked.first, to: asked.last, in: tx)
            return (reports, try Dossier.areSamplesCounted(in: tx))
        }
        return ReportPage(
            first: asked.first, last: asked.last, rows: known.map { ($0, reports[$0.unit] ?? DossierReport()) },
            hasSamples: hasSamples, errors: asked.errors, inEnglish: context.language == .en)
    }

    @Sendable func showReport(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await reportPage(context)
        return context.page(page.content, status: page.errors.isEmpty ? .ok : .unprocessableContent)
    }

    @Sendable func exportReport(_ request: Request, _ context: WebContext) async throws -> Response {
        let page = try await reportPage(context)
        // A file of other days than were asked for would be taken for the right one.
        guard page.errors.isEmpty else { return context.page(page.content, status: .unprocessableContent) }
        let columns = DossierReport.columns
        return context.csv(
            "dossiers-\(page.first.iso8601)-\(page.last.iso8601).csv",
            columns: ["agency", "office"] + columns.map(\.name)
        ) { csv in
            for (office, report) in page.rows {
                try await csv.write(
                    [.text(office.agency), .text(office.name)] + columns.map { .integer(report[keyPath: $0.value]) })
            }
        }
    }
}

/// `/reports/dossiers`: biểu 06 for the offices of whoever looks.
struct ReportPage {
    let first: CivilDay
    let last: CivilDay
    let rows: [(office: DossierOffice, report: DossierReport)]
    let hasSamples: Bool
    let errors: FormErrors
    let inEnglish: Bool

    private static let here: Address = "/reports/dossiers"

    var content: PageContent {
        let export = Address("/reports/dossiers.csv").with("from", first.iso8601).with("to", last.iso8601)
        return PageContent(
            Message("dossiers.report.title"), layout: .wide,
            breadcrumb: [.init(Message("dossiers.desk.title"), "/dossiers")],
            body: """
                \(errors.summary)
                \(PageHead(
                    Message("dossiers.report.title"), lead: Message("dossiers.report.lead"),
                    actions: LinkButton(Message("dossiers.report.export"), export, .quiet).html
                        + LinkButton(Message("dossiers.rating.report"), "/reports/ratings", .quiet).html))
                \(FilterBar(Self.here, button: Message("dossiers.report.show"), fields: """
                    \(FormField.text("from", label: Message("dossiers.report.from"), value: first.iso8601, error: errors["from"], kind: .date))
                    \(FormField.text("to", label: Message("dossiers.report.to"), value: last.iso8601, error: errors["to"], kind: .date))
                    """))
                <div class="stack">\(hasSamples ? Notice(.information, Message("dossiers.report.samples")).html : .empty)\
                \(ReportTable(
                    id: "report", caption: Message("dossiers.report.of", ["from": .day(first), "to": .day(last)]),
                    rows: rows, inEnglish: inEnglish))
                <p class="muted">\(say: "dossiers.report.method")</p></div>
                """)
    }
}

/// A row an office, and all of them together.
struct ReportTable: Component {
    let id: String
    let caption: Message
    let rows: [(office: DossierOffice, report: DossierReport)]
    let inEnglish: Bool
    var columns = DossierReport.columns

    var html: HTML {
        var lines = rows.map { office, report in line(office.name(inEnglish: inEnglish), report) }
        if rows.count > 1 {
            lines.append(
                DataTable.Row(
                    ["<strong>\(say: "dossiers.report.all")</strong>"]
                        + cells(rows.map(\.report).reduce(DossierReport(), +))))
        }
        return DataTable(
            id, caption: caption,
            columns: [.init(Message("dossiers.desk.office"))]
                + columns.map { .init(Message("dossiers.report.column.\($0.name)"), .number) },
            rows: lines, empty: Message("dossiers.report.none"), stacks: true
        ).html
    }

    private func line(_ name: String, _ report: DossierReport) -> DataTable.Row {
        DataTable.Row(["\(name)"] + cells(report))
    }

    private func cells(_ report: DossierReport) -> [HTML] {
        columns.map { "\(say: "dossiers.report.count", ["count": .count(report[keyPath: $0.value])])" }
    }
}
