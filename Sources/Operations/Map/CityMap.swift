// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// The city's outlines and its stations' places made ready to draw: worked
/// out once, shared by all screens until outlines or stations change.
struct CityMap: Hashable, Sendable {
    struct Ward: Hashable, Sendable {
        let code: String
        let name: String
        let nameEnglish: String
        let region: MapRegion
        let path: String
        /// The middle of the name; `nil` where marks leave no room for it.
        let label: MapPoint?
    }

    /// What the map needs to know of a station to find its place.
    struct Site: Hashable, Sendable {
        let code: String
        let name: String
        let place: GeoPoint

        init(_ station: StationOverview) {
            code = station.code
            name = station.name
            place = station.place
        }
    }

    let wards: [Ward]
    let projection: MapProjection
    /// What is shown: the outlines, and every mark whole.
    let bounds: MapBox
    /// Where each station's mark stands, and on which side its name has room.
    let spots: [String: MapSpot]

    /// Draws `outlines`, fitted to them and to `sites`, so that a station
    /// beyond the border is on the map too. An outline whose geometry cannot
    /// be read is left out. `nil` when nothing is left to draw.
    ///
    /// - Parameter width: Of the view box. Marks and letters are the same in
    ///   its units, so half the width makes them twice as large.
    init?(_ outlines: [TerritoryOutline], sites: [Site] = [], width: Double = 1_000) {
        let shapes = outlines.compactMap { outline in
            GeoShape(geoJSON: outline.geometry).map { (outline, $0) }
        }
        let corners = shapes.flatMap { Array($0.1.points) }
        guard let projection = MapProjection(fitting: corners + sites.map(\.place), width: width) else { return nil }
        self.projection = projection
        let drawing = MapBox(low: MapPoint(x: 0, y: 0), high: MapPoint(x: projection.width, y: projection.height))
        let bounds = sites.reduce(drawing) { bounds, site in
            // Half as much again as a mark: small screens draw marks larger.
            bounds.union(
                MapBox(
                    around: projection(site.place), MapLabelling.markHalfWidth * 1.5, MapLabelling.markHalfHeight * 1.5)
            )
        }
        self.bounds = bounds
        let placed = MapLabelling(bounds: bounds)
            .placements(for: sites.map { ($0.code, projection($0.place), MapSpot.shortened($0.name)) })
        spots = placed.spots
        var taken = placed.taken
        wards = shapes.map { outline, shape in
            let region = MapRegion(polygons: shape.polygons.map { $0.map { $0.map { projection($0) } } })
            let signs = Double(max(outline.name.count, outline.nameEnglish.count))
            let (halfWidth, halfHeight) = (signs * MapLabelling.wardSignHalfWidth, MapLabelling.wardHalfHeight)
            let label = region.labelPoint(halfWidth: halfWidth, halfHeight: halfHeight, avoiding: taken)
            if let label { taken.append(MapBox(around: label, halfWidth, halfHeight)) }
            return Ward(
                code: outline.code, name: outline.name, nameEnglish: outline.nameEnglish, region: region,
                path: region.path, label: label)
        }
    }

    /// Whether the city is tall, wide or neither: decides how a screen is shared out.
    var form: String {
        switch bounds.height / bounds.width {
        case 1.15...: "tall"
        case ..<0.8: "wide"
        default: "even"
        }
    }
}

/// The city drawn for each screen.
struct CityMaps: Hashable, Sendable {
    let desk: CityMap
    /// With letters that can be read across the room.
    let wall: CityMap

    /// `nil` when there is nothing to draw.
    init?(_ outlines: [TerritoryOutline], sites: [CityMap.Site]) {
        guard let desk = CityMap(outlines, sites: sites), let wall = CityMap(outlines, sites: sites, width: 500)
        else { return nil }
        self.desk = desk
        self.wall = wall
    }

    subscript(screen: Screen) -> CityMap { screen == .desk ? desk : wall }
}
