// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// How satisfied applicants were, an office a row; few ratings show no share.
struct SatisfactionTable: Component {
    let first: CivilDay
    let last: CivilDay
    let now: Instant
    let rows: [(office: DossierOffice, satisfaction: Satisfaction)]
    let hasSamples: Bool
    let inEnglish: Bool

    var html: HTML {
        var lines = rows.map { office, satisfaction in line("\(office.name(inEnglish: inEnglish))", satisfaction) }
        if rows.count > 1 {
            let whole = rows.map(\.satisfaction).reduce(Satisfaction(), +)
            lines.append(line("<strong>\(say: "dossiers.report.all")</strong>", whole))
        }
        return DataTable(
            "satisfaction",
            caption: Message("dossiers.rating.of", ["from": .day(first), "to": .day(last)]),
            columns: [
                .init(Message("dossiers.desk.office")), .init(Message("dossiers.rating.column.share"), .number),
                .init(Message("dossiers.rating.column.ballots"), .number),
                .init(Message("dossiers.rating.column.response"), .number),
            ], rows: lines, empty: Message("dossiers.report.none"), stacks: true
        ).html + "<p class=\"muted\">\(say: "dossiers.rating.method", ["fewest": .count(Satisfaction.fewest)])</p>"
    }

    private func line(_ name: HTML, _ satisfaction: Satisfaction) -> DataTable.Row {
        let zone = CivilZone.vietNam
        let period = Figure.Period(start: zone.start(of: first), end: min(zone.start(of: last + 1), now))
        return DataTable.Row([
            name, cell(satisfaction.shareFigure(period, asOf: now, hasSamples: hasSamples)),
            "\(say: "dossiers.report.count", ["count": .count(satisfaction.ballots)])",
            cell(satisfaction.responseFigure(period, asOf: now, hasSamples: hasSamples)),
        ])
    }

    /// Number and unit stay together where the row becomes lines on a phone.
    private func cell(_ figure: Figure) -> HTML { "<span>\(figure)</span>" }
}

extension Satisfaction {
    /// The share of the satisfied, or why there is none.
    func shareFigure(_ period: Figure.Period, asOf now: Instant, hasSamples: Bool) -> Figure {
        let value: Figure.Value =
            share.map { .number($0, decimals: 1) }
            ?? .none(
                because: Message(ballots == 0 ? "dossiers.rating.none" : "dossiers.rating.too-few"))
        return figure(value, "satisfied", period, now, hasSamples)
    }

    /// How many of those who could have been asked answered.
    func responseFigure(_ period: Figure.Period, asOf now: Instant, hasSamples: Bool) -> Figure {
        let value: Figure.Value =
            responseRate.map { .number($0, decimals: 1) } ?? .none(because: Message("dossiers.rating.none-solved"))
        return figure(value, "response", period, now, hasSamples)
    }

    private func figure(
        _ value: Figure.Value, _ code: String, _ period: Figure.Period, _ now: Instant, _ hasSamples: Bool
    ) -> Figure {
        Figure(
            value, unit: .percent, asOf: now, period: period,
            source: .described(Message(hasSamples ? "dossiers.figure.source-sample" : "dossiers.figure.source")),
            definition: Message("dossiers.figure.\(code).means"), quality: .measured, records: "/service-board")
    }
}
