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

    /// What the screen shows.
    let bounds: MapBox
    /// Half of a ward's line of text, by its signs and its height.
    static let wardSignHalfWidth = 6.3
    static let wardHalfHeight = 17.0

    /// Every station's spot, and the boxes that marks and names take. The
    /// earlier in `stations` the sooner it gets its name, first below, then
    /// above, right, left.
    func placements(
        for stations: [(code: String, point: MapPoint, name: String)]
    ) -> (spots: [String: MapSpot], taken: [MapBox]) {
        let marks = stations.map { MapBox(around: $0.point, Self.markHalfWidth, Self.markHalfHeight) }
        var labels: [MapBox] = []
        var spots: [String: MapSpot] = [:]
        for (index, station) in stations.enumerated() {
            let side = MapSpot.Side.allCases.first { side in
                let box = label(of: station.name, at: station.point, side)
                return bounds.holds(box) && !labels.contains { $0.meets(box) }
                    && !marks.enumerated().contains { $0 != index && $1.meets(box) }
            }
            if let side { labels.append(label(of: station.name, at: station.point, side)) }
            spots[station.code] = MapSpot(point: station.point, name: station.name, side: side)
        }
        return (spots, marks + labels)
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

struct MapBox: Hashable, Sendable {
    let low: MapPoint
    let high: MapPoint

    init(around point: MapPoint, _ halfWidth: Double, _ halfHeight: Double) {
        low = MapPoint(x: point.x - halfWidth, y: point.y - halfHeight)
        high = MapPoint(x: point.x + halfWidth, y: point.y + halfHeight)
    }

    init(low: MapPoint, high: MapPoint) {
        self.low = low
        self.high = high
    }

    var corners: [MapPoint] { [low, high, MapPoint(x: low.x, y: high.y), MapPoint(x: high.x, y: low.y)] }

    func widened(by width: Double, _ height: Double) -> MapBox {
        MapBox(
            low: MapPoint(x: low.x - width, y: low.y - height), high: MapPoint(x: high.x + width, y: high.y + height))
    }

    /// 0 inside.
    func distance(to point: MapPoint) -> Double {
        let x = max(low.x - point.x, 0, point.x - high.x)
        let y = max(low.y - point.y, 0, point.y - high.y)
        return (x * x + y * y).squareRoot()
    }

    func meets(_ other: MapBox) -> Bool {
        low.x < other.high.x && other.low.x < high.x && low.y < other.high.y && other.low.y < high.y
    }

    func holds(_ other: MapBox) -> Bool {
        low.x <= other.low.x && low.y <= other.low.y && other.high.x <= high.x && other.high.y <= high.y
    }

    /// The least box that holds both.
    func union(_ other: MapBox) -> MapBox {
        MapBox(
            low: MapPoint(x: min(low.x, other.low.x), y: min(low.y, other.low.y)),
            high: MapPoint(x: max(high.x, other.high.x), y: max(high.y, other.high.y)))
    }

    var width: Double { high.x - low.x }
    var height: Double { high.y - low.y }
}
