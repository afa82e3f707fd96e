// SPDX-License-Identifier: Apache-2.0

import Foundation
import Ports

/// The outlines as a GeoJSON FeatureCollection (RFC 7946).
struct TerritoryCollection {
    let outlines: [TerritoryOutline]

    /// The text. Geometries stand in it as they were recorded, digit for
    /// digit; one that cannot be read is left out.
    var geoJSON: String {
        get throws {
            let features = try outlines.filter { GeoShape(geoJSON: $0.geometry) != nil }.map { outline in
                let properties = try JSONEncoder.sorted.encode(
                    ["code": outline.code, "name": outline.name, "name_en": outline.nameEnglish])
                return """
                    {"type":"Feature","properties":\(String(decoding: properties, as: UTF8.self)),\
                    "geometry":\(outline.geometry)}
                    """
            }
            return #"{"type":"FeatureCollection","features":["# + features.joined(separator: ",\n") + "]}"
        }
    }
}

extension JSONEncoder {
    fileprivate static var sorted: JSONEncoder {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return encoder
    }
}
