// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// A Polygon or MultiPolygon of GeoJSON (RFC 7946) in WGS 84.
struct GeoShape: Hashable, Sendable {
    /// Each with its outer ring first, then its holes; every ring closed.
    let polygons: [[[GeoPoint]]]

    init(polygons: [[[GeoPoint]]]) { self.polygons = polygons }

    /// The shape of a geometry's text, or `nil` for another type of geometry,
    /// a ring of fewer than four positions (RFC 7946 section 3.1.6), or
    /// positions that are no places. Longitude comes first in GeoJSON.
    init?(geoJSON text: String) {
        guard let geometry = try? JSONDecoder().decode(Geometry.self, from: Data(text.utf8)) else { return nil }
        var polygons: [[[GeoPoint]]] = []
        for polygon in geometry.polygons {
            var rings: [[GeoPoint]] = []
            for ring in polygon {
                let points = ring.compactMap { position in
                    position.count >= 2 ? GeoPoint(latitude: position[1], longitude: position[0]) : nil
                }
                guard points.count == ring.count, points.count >= 4, points.first == points.last else { return nil }
                rings.append(points)
            }
            guard !rings.isEmpty else { return nil }
            polygons.append(rings)
        }
        guard !polygons.isEmpty else { return nil }
        self.polygons = polygons
    }

    var points: some Sequence<GeoPoint> { polygons.joined().joined() }

    private struct Geometry: Decodable {
        let polygons: [[[[Double]]]]

        enum CodingKeys: CodingKey { case type, coordinates }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            switch try fields.decode(String.self, forKey: .type) {
            case "Polygon": polygons = [try fields.decode([[[Double]]].self, forKey: .coordinates)]
            case "MultiPolygon": polygons = try fields.decode([[[[Double]]]].self, forKey: .coordinates)
            default:
                throw DecodingError.dataCorruptedError(
                    forKey: .type, in: fields, debugDescription: "neither Polygon nor MultiPolygon")
            }
        }
    }
}
