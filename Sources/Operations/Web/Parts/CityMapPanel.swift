// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The city's outlines with its stations, drawn by the server: there before
/// any script, the same in print, and changed mark by mark while one looks.
struct CityMapPanel: Component {
    static let id = "city-map"

    let map: Panel<CityMap?>
    let stations: Panel<[StationOverview]>
    let moment: Instant
    let language: Language
    let retry: Address

    var html: HTML {
        """
        <section class="city-map-panel" id="\(Self.id)" aria-labelledby="\(Self.id)-title">\
        <h2 class="panel-title" id="\(Self.id)-title">\(say: "operations.map.title")</h2>\(content)</section>
        """
    }

    private var content: HTML {
        switch map {
        case .failed: return ErrorState(Message("operations.map.failed"), retry: retry).html
        case .known(nil):
            return EmptyState(Message("operations.map.none"), advice: Message("operations.map.none-advice")).html
        case .known(let map?):
            var html = drawing(map)
            if case .failed = stations { html += Notice(.warning, Message("operations.map.no-stations")).html }
            return html
        }
    }

    private func drawing(_ map: CityMap) -> HTML {
        let shown = stations.value ?? []
        return """
            <svg class="city-map city-map-\(map.form)" viewBox="\(viewBox(map.bounds))" \
            role="group" aria-label="\(say: "operations.map.label")">\
            <g class="city-map-wards">\(HTML.each(map.wards) { ward in
                "<path d=\"\(ward.path)\"><title>\(name(of: ward))</title></path>"
            })</g>\
            <g class="city-map-names" aria-hidden="true">\(HTML.each(map.wards) { ward in
                ward.label.map {
                    "<text x=\"\(machine: tenth($0.x))\" y=\"\(machine: tenth($0.y))\">\(name(of: ward))</text>"
                } ?? .empty
            })</g>\
            <g class="city-map-marks">\(HTML.each(shown.reversed()) { station in
                map.spots[station.code].map { StationMark(station: station, spot: $0, moment: moment).html } ?? .empty
            })</g>\(MapScale(map))</svg>
            """
    }

    private func viewBox(_ box: MapBox) -> HTML {
        """
        \(machine: tenth(box.low.x)) \(machine: tenth(box.low.y)) \(machine: tenth(box.width)) \
        \(machine: tenth(box.height))
        """
    }

    private func name(of ward: CityMap.Ward) -> HTML { "\(language == .vi ? ward.name : ward.nameEnglish)" }
}

/// One station on the map: its value on the band's colour, its name and band in words.
///
/// An `svg` element of its own, so that a live update is a whole picture that
/// takes the old one's place wherever it is parsed.
struct StationMark: Component {
    let station: StationOverview
    let spot: MapSpot
    let moment: Instant

    static func id(_ code: String) -> String { "mark-\(code)" }

    var html: HTML {
        let state = StationState(station: station, moment: moment)
        let address = Address(local: station.address) ?? "/operations"
        return """
            <svg class="mark mark-\(state.code) mark-\(station.medium.rawValue)" id="\(Self.id(station.code))" \
            x="\(machine: tenth(spot.point.x))" y="\(machine: tenth(spot.point.y))" overflow="visible" \
            data-gravity="\(machine: station.gravity)">\
            <a href="\(address)" aria-label="\(station.name): \(state.mark), \(state.words)"><g class="mark-body">\
            <title>\(station.name): \(state.mark), \(state.words)</title>\
            <rect class="mark-ground" x="-46" y="-25" width="92" height="50" rx="\(machine: corner)"\(ground(state))/>\
            <text class="mark-value" y="1"\(ink(state))>\(state.mark)</text>\
            \(label(state))</g></a></svg>
            """
    }

    /// Air is round, water square, weather between: the kind shows without colour.
    private var corner: Int {
        switch station.medium {
        case .air: 25
        case .weather: 14
        case .water: 4
        }
    }

    private func ground(_ state: StationState) -> HTML? { state.colour.map { " fill=\"\($0.ground)\"" } }
    private func ink(_ state: StationState) -> HTML? { state.colour.map { " fill=\"\($0.text)\"" } }

    private func label(_ state: StationState) -> HTML? {
        guard let side = spot.side else { return nil }
        let (x, y) = Self.place(side)
        return """
            <text class="mark-label mark-label-\(side.rawValue)" x="\(machine: x)" y="\(machine: y)">\(spot.name)\
            <tspan class="mark-band" x="\(machine: x)" dy="1.1em">\(state.shortWords)</tspan></text>
            """
    }

    /// The first line's baseline, from the middle of the mark.
    private static func place(_ side: MapSpot.Side) -> (x: Int, y: Int) {
        switch side {
        case .below: (0, 48)
        case .above: (0, -58)
        case .right: (54, -4)
        case .left: (-54, -4)
        }
    }
}

/// How far a kilometre is on the map.
struct MapScale: Component {
    private let kilometres: Int
    private let length: Double
    private let start: MapPoint

    init(_ map: CityMap) {
        let perHundred = map.projection.kilometresPerHundred
        kilometres = [50, 20, 10, 5, 2, 1].first { Double($0) / perHundred * 100 <= map.bounds.width / 4 } ?? 1
        length = Double(kilometres) / perHundred * 100
        start = MapPoint(x: map.bounds.low.x + 14, y: map.bounds.high.y - 14)
    }

    var html: HTML {
        """
        <g class="city-map-scale" aria-hidden="true">\
        <path d="M\(machine: tenth(start.x)) \(machine: tenth(start.y - 8))v8h\(machine: tenth(length))v-8"/>\
        <text x="\(machine: tenth(start.x + length + 8))" y="\(machine: tenth(start.y))">\
        \(say: "operations.map.kilometres", ["count": .count(kilometres)])</text></g>
        """
    }
}

/// One decimal is finer than any screen shows.
func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }
