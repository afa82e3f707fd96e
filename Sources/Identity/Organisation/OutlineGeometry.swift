// SPDX-License-Identifier: Apache-2.0

import Basics

/// A geometry as it stands in a GeoJSON file; only areas are read.
enum GeoJSONGeometry: Decodable {
    case polygon([[[Double]]])
    case multiPolygon([[[[Double]]]])

    private enum Keys: String, CodingKey { case type, coordinates }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Keys.self)
        switch try values.decode(String.self, forKey: .type) {
        case "Polygon": self = .polygon(try values.decode([[[Double]]].self, forKey: .coordinates))
        case "MultiPolygon": self = .multiPolygon(try values.decode([[[[Double]]]].self, forKey: .coordinates))
        case let type:
            throw DecodingError.dataCorruptedError(forKey: .type, in: values, debugDescription: "no area: \(type)")
        }
    }
}

/// An outline that is known to be a valid area: every ring closed and of four
/// places at least, every place on the Earth.
struct OutlineGeometry {
    /// GeoJSON without spaces, degrees to five decimals (about a metre).
    let text: String

    init?(_ geometry: GeoJSONGeometry) {
        switch geometry {
        case .polygon(let rings):
            guard let area = Self.text(ofArea: rings) else { return nil }
            text = #"{"type":"Polygon","coordinates":\#(area)}"#
        case .multiPolygon(let areas):
            let texts = areas.compactMap(Self.text(ofArea:))
            guard !texts.isEmpty, texts.count == areas.count else { return nil }
            text = #"{"type":"MultiPolygon","coordinates":[\#(texts.joined(separator: ","))]}"#
        }
    }

    private static func text(ofArea rings: [[[Double]]]) -> String? {
        let texts = rings.compactMap(text(ofRing:))
        guard !texts.isEmpty, texts.count == rings.count else { return nil }
        return "[" + texts.joined(separator: ",") + "]"
    }

    private static func text(ofRing places: [[Double]]) -> String? {
        guard places.count >= 4, places.first == places.last else { return nil }
        let texts = places.compactMap { place -> String? in
            guard place.count >= 2, GeoPoint(latitude: place[1], longitude: place[0]) != nil else { return nil }
            return "[\(rounded(place[0])),\(rounded(place[1]))]"
        }
        return texts.count == places.count ? "[" + texts.joined(separator: ",") + "]" : nil
    }

    private static func rounded(_ degrees: Double) -> Double { (degrees * 100_000).rounded() / 100_000 }
}
