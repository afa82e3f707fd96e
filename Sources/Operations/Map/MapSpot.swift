// SPDX-License-Identifier: Apache-2.0

/// A station's place on the drawn map.
struct MapSpot: Hashable, Sendable {
    enum Side: String, CaseIterable, Sendable {
        case below, above, right, left
    }

    let point: MapPoint
    /// The name as it fits.
    let name: String
    /// Where the name stands; `nil` where it would cover another mark or name.
    let side: Side?

    /// `name` cut at a word to 26 signs.
    static func shortened(_ name: String) -> String {
        guard name.count > 26 else { return name }
        var short = ""
        for word in name.split(separator: " ") {
            guard short.count + word.count < 25 else { break }
            short += (short.isEmpty ? "" : " ") + word
        }
        return (short.isEmpty ? String(name.prefix(25)) : short) + "…"
    }
}

/// Finds room for the names beside the marks. All sizes in units of the view box.
struct MapLabelling {
    static let markHalfWidth = 46.0
    static let markHalfHeight = 25.0
    /// Two lines: the name and the band.
    static let labelHeight = 54.0
    static let signWidth = 13.5

    let width: Double
    let height: Double

    /// Every station's spot. The earlier in `stations` the sooner it gets its
    /// name, first below, then above, right, left.
    func spots(for stations: [(code: String, point: MapPoint, name: String)]) -> [String: MapSpot] {
        let marks = stations.map { MapBox(around: $0.point, Self.markHalfWidth, Self.markHalfHeight) }
        var labels: [MapBox] = []
        var spots: [String: MapSpot] = [:]
        for (index, station) in stations.enumerated() {
            let side = MapSpot.Side.allCases.first { side in
                let box = label(of: station.name, at: station.point, side)
                return box.isInside(width: width, height: height) && !labels.contains { $0.meets(box) }
                    && !marks.enumerated().contains { $0 != index && $1.meets(box) }
            }
            if let side { labels.append(label(of: station.name, at: station.point, side)) }
            spots[station.code] = MapSpot(point: station.point, name: station.name, side: side)
        }
        return spots
    }

    private func label(of name: String, at point: MapPoint, _ side: MapSpot.Side) -> MapBox {
        let half = max(40, Double(name.count) * Self.signWidth / 2)
        let up = Self.labelHeight / 2
        switch side {
        case .below:
            return MapBox(around: MapPoint(x: point.x, y: point.y + Self.markHalfHeight + up), half, up)
        case .above:
            return MapBox(around: MapPoint(x: point.x, y: point.y - Self.markHalfHeight - up), half, up)
        case .right:
            return MapBox(around: MapPoint(x: point.x + Self.markHalfWidth + half + 6, y: point.y), half, up)
        case .left:
            return MapBox(around: MapPoint(x: point.x - Self.markHalfWidth - half - 6, y: point.y), half, up)
        }
    }
}

struct MapBox {
    let low: MapPoint
    let high: MapPoint

    init(around point: MapPoint, _ halfWidth: Double, _ halfHeight: Double) {
        low = MapPoint(x: point.x - halfWidth, y: point.y - halfHeight)
        high = MapPoint(x: point.x + halfWidth, y: point.y + halfHeight)
    }

    func meets(_ other: MapBox) -> Bool {
        low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y
    }

    func isInside(width: Double, height: Double) -> Bool {
        low.x >= 0 && low.y >= 0 && high.x <= width && high.y <= height
    }
}
