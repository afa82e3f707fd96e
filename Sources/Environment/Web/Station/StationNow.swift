// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The index of the newest hour and day, its band and what to do.
struct StationNow: Component {
    let detail: StationDetail

    var html: HTML {
        switch detail.station.medium {
        case .air: air
        case .water: water
        case .weather: "<section id=\"station-now\" hidden></section>"
        }
    }

    private var air: HTML {
        let hour = detail.figures.index(detail.hour)
        let day = detail.figures.index(detail.day, period: .day)
        return """
            <section class="air-now\(" air-now-none", if: detail.category == nil)" id="station-now" aria-labelledby="now-title">\
            \(detail.category.map { "<div class=\"air-now-band\">\(BandPlate(figure: hour, category: $0))</div>" as HTML })\
            <div class="air-now-words"><h2 id="now-title">\(say: "environment.station.now")</h2>\
            \(detail.category == nil ? "<p class=\"lead\">\(hour)</p>" as HTML : nil)\
            <p class="air-now-facts">\(facts(of: hour))</p>\
            \(detail.category.map { HealthAdvice(category: $0) })\
            \(dayLine(day))</div></section>
            """
    }

    private func facts(of figure: Figure) -> HTML {
        let dominant = detail.hour?.dominant.flatMap { detail.parameter($0) }
        return """
            \(figure.period.map {
                "\(say: "environment.station.hour", ["from": .instant($0.start), "to": .instant($0.end)]) · " as HTML
            })\(dominant.map {
                "\(say: "environment.air.dominant", ["parameter": .text($0.symbol)]) · " as HTML
            })\(completeness(of: detail.hour))\
            <a class="records-link" href="\(Address(local: figure.records) ?? "/environment")">\(say: "web.figure.records")</a> \
            \(FreshnessBadge(of: figure, at: detail.now))
            """
    }

    private func completeness(of record: IndexRecord?) -> HTML {
        guard let record, record.expected > 0 else { return .empty }
        return """
            \(say: "environment.station.completeness", ["have": .count(record.have), "expected": .count(record.expected)]) · 
            """
    }

    private func dayLine(_ day: Figure) -> HTML {
        guard let record = detail.day else { return .empty }
        let category = record.value.flatMap { detail.method?.category(of: $0) }
        return """
            <p class="air-day">\(say: "environment.station.day", ["day": .day(CivilZone.vietNam.day(of: record.at - .hours(1)))]) \
            <strong>\(day)</strong> \(category.map { Band(category: .init($0)) }) \
            \(record.isFinal ? nil : Tag(Message("environment.station.day-running")))</p>
            """
    }

    private var water: HTML {
        let hour = detail.figures.index(detail.hour)
        return """
            <section class="water-now" id="station-now">\
            \(FigureTile(Message("environment.wqi.long"), hour, at: detail.now))\(detail.waterBand)</section>
            """
    }
}
