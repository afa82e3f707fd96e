// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import SQLStore

/// What the operations centre shows of the city's dossiers.
package struct ServiceFigures: ServiceBoard {
    let database: any Database
    let clock: Clock

    package func serviceFigures() async throws -> [CityFigure] {
        let (now, zone) = (clock.now, CivilZone.vietNam)
        let today = zone.day(of: now)
        let (year, month, _) = today.parts
        let first = CivilDay(year, month, 1) ?? today
        let (reports, ratings, hasSamples) = try await database.read { tx in
            (
                try ReportStore.reports(from: first, to: today, in: tx),
                try RatingStore.satisfaction(from: first, to: today, in: tx),
                try Dossier.areSamplesCounted(in: tx)
            )
        }
        let whole = reports.values.reduce(DossierReport(), +)
        guard whole.received > 0 else { return [] }
        let period = Figure.Period(start: zone.start(of: first), end: now)
        func figure(_ code: String, _ value: Figure.Value, _ unit: UnitOfMeasure, _ period: Figure.Period?)
            -> CityFigure
        {
            CityFigure(
                code: "dossiers-\(code)", title: Message("dossiers.figure.\(code)"),
                figure: Figure(
                    value, unit: unit, asOf: now, period: period,
                    source: .described(
                        Message(hasSamples ? "dossiers.figure.source-sample" : "dossiers.figure.source")),
                    definition: Message("dossiers.figure.\(code).means"), quality: .measured,
                    records: "/service-board"))
        }
        let share: Figure.Value =
            whole.punctuality.map { .number($0, decimals: 1) } ?? .none(because: Message("dossiers.figure.none-solved"))
        // What asks for somebody first: a screen with little room shows the first alone.
        return [
            figure("overdue", .number(Double(whole.overdue), decimals: 0), .one, nil),
            figure("on-time", share, .percent, period),
            figure("in-progress", .number(Double(whole.inProgress), decimals: 0), .one, nil),
            CityFigure(
                code: "dossiers-satisfied", title: Message("dossiers.figure.satisfied"),
                figure: ratings.values.reduce(Satisfaction(), +)
                    .shareFigure(period, asOf: now, hasSamples: hasSamples)),
        ]
    }
}
