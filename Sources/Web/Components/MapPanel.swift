// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Places on a map and the same places as a list. The list is the source:
/// the map is drawn from it, follows its changes, and may be missing.
package struct MapPanel: Component {
    package struct Place: Sendable {
        let id: String
        let name: String
        let point: GeoPoint
        let address: Address
        let detail: HTML
        let colour: String
        let mark: HTML

        /// - Parameters:
        ///   - id: Names the list entry on its page, for live updates.
        ///   - colour: `#RRGGBB`, which `detail` says in words too.
        ///   - mark: A figure short enough to stand on the map.
        package init(
            id: String, name: String, at point: GeoPoint, _ address: Address, colour: String, mark: HTML = .empty,
            detail: HTML = .empty
        ) {
            self.id = id
            self.name = name
            self.point = point
            self.address = address
            self.colour = colour
            self.mark = mark
            self.detail = detail
        }

        /// The entry of the list: what a live update sends.
        package var html: HTML {
            """
            <li class="place" id="\(id)" data-latitude="\(machine: point.latitude)" data-longitude="\(machine: point.longitude)" \
            data-colour="\(colour)"><a class="place-name" href="\(address)">\(name)</a>\
            <span class="place-mark">\(ColourMark(colour))\(mark)</span>\
            \(detail.isEmpty ? nil : "<span class=\"place-detail\">\(detail)</span>" as HTML)</li>
            """
        }
    }

    private let id: String
    private let title: Message
    private let places: [Place]
    private let outlines: Address?

    /// - Parameter outlines: The address of a GeoJSON FeatureCollection of areas with a property `name`.
    package init(_ id: String, _ title: Message, places: [Place], outlines: Address? = nil) {
        self.id = id
        self.title = title
        self.places = places
        self.outlines = outlines
    }

    package var html: HTML {
        """
        <section class="map-panel" id="\(id)" aria-labelledby="\(id)-title" data-behaviour="map"\
        \(outlines.map { " data-outlines=\"\($0)\"" as HTML }) data-zoom-in="\(say: "web.map.zoom-in")" data-zoom-out="\(say: "web.map.zoom-out")">\
        <h2 class="panel-title" id="\(id)-title">\(title)</h2>\
        <div class="map" role="region" aria-label="\(say: "web.map.label")" hidden></div>\
        <ul class="places" aria-label="\(title)">\(HTML(places.map(\.html)))</ul>\
        \(places.isEmpty ? "<p class=\"panel-empty\">\(say: "web.map.empty")</p>" as HTML : nil)</section>
        """
    }
}
