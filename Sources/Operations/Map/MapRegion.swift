// SPDX-License-Identifier: Apache-2.0

/// A shape on the drawn map: polygons of rings, the outer ring first.
struct MapRegion: Hashable, Sendable {
    let polygons: [[[MapPoint]]]

    /// Whether `point` lies inside, holes taken out (even-odd rule).
    func contains(_ point: MapPoint) -> Bool {
        polygons.contains { polygon in
            polygon.reduce(false) { inside, ring in inside != Self.crossesOddly(ring, point) }
        }
    }

    /// SVG path data with one decimal: a tenth of a unit is finer than any screen shows.
    var path: String {
        var text = ""
        for ring in polygons.joined() {
            var last = (x: 0, y: 0)
            for (index, point) in ring.dropLast().enumerated() {
                // Whole tenths relative to the last one keep rounding from adding up.
                let here = (x: Int((point.x * 10).rounded()), y: Int((point.y * 10).rounded()))
                if index == 0 {
                    text += "M\(Self.tenths(here.x)) \(Self.tenths(here.y))"
                } else if here != last {
                    text += "l\(Self.tenths(here.x - last.x)) \(Self.tenths(here.y - last.y))"
                }
                last = here
            }
            text += "z"
        }
        return text
    }

    /// Where the middle of a name of this size stands: clear of all
    /// `obstacles`, inside with all four corners if there is such a place, and
    /// then as far from borders and obstacles as can be. Found on ever finer
    /// grids; `nil` where there is no room.
    ///
    /// - Complexity: about 500 distance searches through all corners.
    func labelPoint(halfWidth: Double, halfHeight: Double, avoiding obstacles: [MapBox] = []) -> MapPoint? {
        let obstacles = obstacles.map { $0.widened(by: halfWidth, halfHeight) }
        let corners = polygons.joined().joined()
        guard var low = corners.first, var high = corners.first else { return nil }
        for corner in corners {
            low = MapPoint(x: min(low.x, corner.x), y: min(low.y, corner.y))
            high = MapPoint(x: max(high.x, corner.x), y: max(high.y, corner.y))
        }
        var centre = MapPoint(x: (low.x + high.x) / 2, y: (low.y + high.y) / 2)
        var best: (point: MapPoint, room: Double)?
        var step = max(high.x - low.x, high.y - low.y) / 10
        for _ in 0..<4 {
            for column in -5...5 {
                for row in -5...5 {
                    let point = MapPoint(x: centre.x + Double(column) * step, y: centre.y + Double(row) * step)
                    guard contains(point) else { continue }
                    var room = distance(from: point, obstacles: obstacles)
                    if room > 0, MapBox(around: point, halfWidth, halfHeight).corners.allSatisfy(contains) {
                        room += high.x - low.x + high.y - low.y
                    }
                    if room > max(0, best?.room ?? 0) { best = (point, room) }
                }
            }
            centre = best?.point ?? centre
            step /= 5
        }
        return best?.point
    }

    private func distance(from point: MapPoint, obstacles: [MapBox]) -> Double {
        var nearest = Double.infinity
        for obstacle in obstacles {
            let room = obstacle.distance(to: point)
            if room == 0 { return 0 }
            nearest = min(nearest, room * room)
        }
        for ring in polygons.joined() {
            for (start, end) in zip(ring, ring.dropFirst()) {
                nearest = min(nearest, Self.squaredDistance(from: point, to: start, end))
            }
        }
        return nearest.squareRoot()
    }

    private static func squaredDistance(from point: MapPoint, to start: MapPoint, _ end: MapPoint) -> Double {
        let along = (x: end.x - start.x, y: end.y - start.y)
        let length = along.x * along.x + along.y * along.y
        let share = length == 0 ? 0 : ((point.x - start.x) * along.x + (point.y - start.y) * along.y) / length
        let nearest = min(1, max(0, share))
        let away = (x: point.x - start.x - nearest * along.x, y: point.y - start.y - nearest * along.y)
        return away.x * away.x + away.y * away.y
    }

    private static func crossesOddly(_ ring: [MapPoint], _ point: MapPoint) -> Bool {
        var inside = false
        for (start, end) in zip(ring, ring.dropFirst()) where (start.y > point.y) != (end.y > point.y) {
            let crossing = start.x + (point.y - start.y) / (end.y - start.y) * (end.x - start.x)
            if point.x < crossing { inside.toggle() }
        }
        return inside
    }

    private static func tenths(_ value: Int) -> String {
        let sign = value < 0 ? "-" : ""
        let size = value.magnitude
        return size % 10 == 0 ? "\(sign)\(size / 10)" : "\(sign)\(size / 10).\(size % 10)"
    }
}
