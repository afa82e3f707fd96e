// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/environment`: the air of the city, for everybody.
enum CityAirPage {
    static let live: Address = "/environment/live"

    static func content(_ city: CityAir, hasOutlines: Bool) -> PageContent {
        PageContent(
            Message("environment.air.title"), layout: .wide, live: live, summary: Message("environment.air.summary"),
            twins: [
                .init("application/json", "/api/environment/stations", title: Message("environment.twin.stations")),
                .init("text/csv", "/api/environment/stations.csv", title: Message("environment.twin.stations")),
                .init("application/atom+xml", "/environment/alarms.atom", title: Message("environment.twin.alarms")),
            ],
            body: """
                \(PageHead(Message("environment.air.title"), lead: Message("environment.air.lead")))
                \(city.hasReplayed ? Notice(.information, Message("environment.replayed.notice")) : nil)
                \(headline(of: city))
                <div class="air-columns"><div class="air-map">\
                \(MapPanel(
                    "air-map", Message("environment.air.stations"),
                    places: city.air.map { AirStationEntry(station: $0, now: city.now).place },
                    outlines: hasOutlines ? "/environment/outlines.geojson" : nil))</div>
                <aside class="air-side">\(legend(of: city.categories))</aside></div>
                \(others(city.water, Message("environment.air.water"), id: "water"))
                \(others(city.weather, Message("environment.air.weather"), id: "weather"))
                \(PublicationNote(method: city.method, sources: city.sources))
                """)
    }

    /// The worst station, its band and what to do. Sent again when it changes.
    static func headline(of city: CityAir) -> HTML {
        guard let worst = city.worst, let category = worst.category else {
            return """
                <section class="air-now air-now-none" id="air-now">\
                \(EmptyState(
                    Message(city.air.isEmpty ? "environment.air.no-stations" : "environment.air.no-index"),
                    advice: Message("environment.air.no-index-advice")))</section>
                """
        }
        return """
            <section class="air-now" id="air-now" aria-labelledby="air-now-title">\
            <div class="air-now-band">\(BandPlate(figure: worst.index, category: category))</div>\
            <div class="air-now-words"><h2 id="air-now-title">\(say: "environment.air.worst", ["station": .text(worst.name)])</h2>\
            <p class="air-now-facts"><a href="\(Address(local: worst.address) ?? "/environment")">\
            \(say: "environment.air.details")</a>\
            \(worst.index.asOf.map { " · \(say: "environment.air.as-of", ["at": .instant($0)])" as HTML })\
            \(worst.dominant.map {
                " · \(say: "environment.air.dominant", ["parameter": .text($0.symbol)])" as HTML
            }) \(FreshnessBadge(of: worst.index, at: city.now))</p>\
            \(HealthAdvice(category: category))</div></section>
            """
    }

    private static func legend(of categories: [AirQualityCategory]) -> HTML {
        """
        <section class="legend" aria-labelledby="legend-title"><h2 id="legend-title">\(say: "environment.legend.title")</h2>\
        <ul class="legend-bands">\(HTML.each(categories) { category in
            """
            <li>\(ColourMark(category.colour))<span class="legend-name">\(category.name)</span>\
            <span class="legend-range">\(say: "environment.legend.range", [
                "from": .count(category.range.lowerBound), "to": .count(category.range.upperBound),
            ])</span></li>
            """
        })</ul><p class="legend-note">\(say: "environment.legend.note")</p></section>
        """
    }

    private static func others(_ stations: [OtherStation], _ title: Message, id: String) -> HTML {
        guard !stations.isEmpty else { return .empty }
        return """
            <section class="other-stations" aria-labelledby="\(id)-title"><h2 id="\(id)-title">\(title)</h2>\
            <ul class="station-cards">\(HTML.each(stations, card))</ul></section>
            """
    }

    /// One station of water or weather. Sent again when it changes.
    static func card(of station: OtherStation) -> HTML {
        """
        <li class="station-card" id="\(station.elementID)">\
        <h3><a href="\(Address(local: station.address) ?? "/environment")">\(station.name)</a></h3>\
        \(station.index.map { index in
            "<p class=\"station-card-index\">\(say: "environment.wqi.short") \(index) \(station.band)</p>" as HTML
        })\
        <dl class="station-values">\(HTML.each(station.values) { value in
            """
            <div><dt>\(value.parameter.name)</dt><dd>\
            <a href="\(Address(local: value.figure.records) ?? "/environment")">\(value.figure)</a></dd></div>
            """
        })</dl>\
        \(station.values.isEmpty ? "<p class=\"muted\">\(say: "environment.station.no-values")</p>" as HTML : nil)\
        <p class="station-card-state">\(station.values.compactMap(\.figure.asOf).max().map {
            "\(say: "environment.air.as-of", ["at": .instant($0)]) " as HTML
        })\(station.isReplayed ? Tag(Message("environment.replayed.short"), .information) : nil)\
        \(station.silentSince.map {
            Tag(Message("environment.station.silent-since", ["since": .instant($0)]), .warning)
        })</p></li>
        """
    }
}
