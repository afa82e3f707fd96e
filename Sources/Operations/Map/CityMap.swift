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
        let label: MapPoint
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
    /// Where each station's mark stands, and on which side its name has room.
    let spots: [String: MapSpot]

    /// Draws `outlines`, fitted to them and to `sites`, so that a station
    /// beyond the border is on the map too. An outline whose geometry cannot
    /// be read is left out. `nil` when nothing is left to draw.
    init?(_ outlines: [TerritoryOutline], sites: [Site] = []) {
        let shapes = outlines.compactMap { outline in
            GeoShape(geoJSON: outline.geometry).map { (outline, $0) }
        }
        let corners = shapes.flatMap { Array($0.1.points) }
        guard let projection = MapProjection(fitting: corners + sites.map(\.place)) else { return nil }
        self.projection = projection
        let layout = MapLabelling(width: projection.width, height: projection.height)
            .spots(for: sites.map { ($0.code, projection($0.place), MapSpot.shortened($0.name)) })
        spots = layout
        let marks = layout.values.map(\.point)
        wards = shapes.compactMap { outline, shape in
            let region = MapRegion(polygons: shape.polygons.map { $0.map { $0.map { projection($0) } } })
            guard let label = region.labelPoint(avoiding: marks) else { return nil }
            return Ward(
                code: outline.code, name: outline.name, nameEnglish: outline.nameEnglish, region: region,
                path: region.path, label: label)
        }
    }
}
