// SPDX-License-Identifier: Apache-2.0

import Basics
import Testing

@testable import Operations

@Suite("The drawn map")
struct MapTests {
    private func map(_ codes: [(String, Double, Double)] = [("A", 11.25, 106.05), ("B", 11.35, 106.05)]) throws
        -> CityMap
    {
        try #require(CityMap(codes.map { Sample.outline($0.0, south: $0.1, west: $0.2) }))
    }

    @Test("the wall's map has half the units: its letters are twice as large")
    func wall() throws {
        let maps = try #require(CityMaps([Sample.outline("A", south: 11.25, west: 106.05)], sites: []))
        #expect(maps[.desk].projection.width == 1_000)
        #expect(maps[.wall].projection.width == 500)
    }

    @Test(
        "a point inside an outline is drawn inside its region, one outside is not",
        arguments: [
            (11.30, 106.10, true), (11.251, 106.051, true), (11.349, 106.149, true),
            (11.30, 106.16, false), (11.40, 106.10, false), (11.24, 106.10, false),
        ])
    func inside(latitude: Double, longitude: Double, expected: Bool) throws {
        let map = try map()
        let point = map.projection(Sample.place(latitude, longitude))
        #expect(map.wards[0].region.contains(point) == expected)
    }

    @Test("north is up, east is right, and a degree of longitude is shorter than one of latitude")
    func orientation() throws {
        let projection = try map().projection
        let here = projection(Sample.place(11.30, 106.10))
        let north = projection(Sample.place(11.31, 106.10))
        let east = projection(Sample.place(11.30, 106.11))

        #expect(north.y < here.y && north.x == here.x)
        #expect(east.x > here.x && east.y == here.y)
        // The cosine of 11.35 degrees.
        #expect(abs((east.x - here.x) / (here.y - north.y) - 0.98044) < 0.0005)
    }

    @Test("everything fits between the margins")
    func fits() throws {
        let map = try map()
        for point in map.wards.flatMap({ $0.region.polygons }).joined().joined() {
            #expect((23.9...976.1).contains(point.x))
            #expect((23.9...map.projection.height - 22.9).contains(point.y))
        }
    }

    @Test("a hole is not inside, an island is")
    func holes() throws {
        let geometry = """
            {"type":"MultiPolygon","coordinates":[
            [[[0,0],[10,0],[10,10],[0,10],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]],
            [[[20,0],[22,0],[22,2],[20,2],[20,0]]]]}
            """
        let shape = try #require(GeoShape(geoJSON: geometry))
        let region = MapRegion(
            polygons: shape.polygons.map { $0.map { $0.map { MapPoint(x: $0.longitude, y: $0.latitude) } } })

        #expect(region.contains(MapPoint(x: 2, y: 5)))
        #expect(!region.contains(MapPoint(x: 5, y: 5)))
        #expect(region.contains(MapPoint(x: 21, y: 1)))
        #expect(!region.contains(MapPoint(x: 15, y: 1)))
        let label = try #require(region.labelPoint(halfWidth: 0.5, halfHeight: 0.2))
        #expect(region.contains(label))
    }

    @Test("a ward's name stands inside, clear of marks and of other names")
    func clear() throws {
        let station = Sample.station("X", latitude: 11.30, longitude: 106.10)
        let outlines = [
            Sample.outline("A", south: 11.25, west: 106.05), Sample.outline("B", south: 11.25, west: 106.15),
        ]
        let map = try #require(CityMap(outlines, sites: [CityMap.Site(station)]))

        let names = try map.wards.map { try #require($0.label) }
        let mark = try #require(map.spots["X"]).point
        let half = 17 * MapLabelling.wardSignHalfWidth
        #expect(zip(map.wards, names).allSatisfy { $0.region.contains($1) })
        #expect(!MapBox(around: names[0], half, 17).meets(MapBox(around: mark, 46, 25)))
        #expect(!MapBox(around: names[0], half, 17).meets(MapBox(around: names[1], half, 17)))
    }

    @Test("a ward that marks fill has no name")
    func full() throws {
        let region = MapRegion(polygons: [
            [[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)].map { MapPoint(x: $0.0, y: $0.1) }]
        ])
        let mark = MapBox(around: MapPoint(x: 5, y: 5), 46, 25)
        #expect(region.labelPoint(halfWidth: 30, halfHeight: 10, avoiding: [mark]) == nil)
    }

    @Test(
        "what is no outline is refused",
        arguments: [
            "", "null", "[]", "{}", #"{"type":"Point","coordinates":[106,11]}"#,
            #"{"type":"Polygon","coordinates":[]}"#,
            #"{"type":"Polygon","coordinates":[[[106,11],[107,11],[106,11]]]}"#,
            #"{"type":"Polygon","coordinates":[[[106,11],[107,11],[107,12],[106,12]]]}"#,
            #"{"type":"Polygon","coordinates":[[[106,991],[107,11],[107,12],[106,991]]]}"#,
            #"{"type":"Polygon","coordinates":[[[106],[107],[107],[106]]]}"#,
            #"{"type":"Polygon","coordinates":"x"}"#,
        ])
    func refused(geometry: String) { #expect(GeoShape(geoJSON: geometry) == nil) }

    @Test("without outlines the stations alone make the map, without both there is none")
    func nothing() throws {
        #expect(CityMap([]) == nil)
        let map = try #require(CityMap([], sites: [CityMap.Site(Sample.station("X"))]))
        #expect(map.wards.isEmpty)
        let spot = try #require(map.spots["X"])
        #expect(map.bounds.holds(MapBox(around: spot.point, 46, 25)))
    }

    @Test("a station beyond the border is on the map, its mark whole")
    func beyond() throws {
        let far = Sample.station("X", latitude: 11.60, longitude: 106.40)
        let map = try #require(CityMap([Sample.outline("A", south: 11.25, west: 106.05)], sites: [CityMap.Site(far)]))
        let spot = try #require(map.spots["X"])
        #expect(map.bounds.holds(MapBox(around: spot.point, 46, 25)))
    }

    @Test("path data are whole tenths whose sum comes back to every corner")
    func path() {
        let ring = [(0.04, 0.04), (10.06, 0.04), (10.06, 10.0), (0.04, 0.04)].map { MapPoint(x: $0.0, y: $0.1) }
        #expect(MapRegion(polygons: [[ring]]).path == "M0 0l10.1 0l0 10z")
    }
}

@Suite("Names beside marks")
struct MapLabellingTests {
    private let labelling = MapLabelling(
        bounds: MapBox(low: MapPoint(x: 0, y: 0), high: MapPoint(x: 1_000, y: 1_000)))

    @Test("a name stands below, and elsewhere where there is no room")
    func sides() {
        let spots = labelling.placements(for: [
            ("free", MapPoint(x: 500, y: 500), "Trạm A"), ("bottom", MapPoint(x: 200, y: 980), "Trạm B"),
        ]).spots
        #expect(spots["free"]?.side == .below)
        #expect(spots["bottom"]?.side == .above)
    }

    @Test("no name covers a mark or another name, in a crowd some have none")
    func crowd() {
        let crowd = (0..<40).map { index in
            (
                "S\(index)", MapPoint(x: 300 + Double(index % 8) * 60, y: 300 + Double(index / 8) * 45),
                "Trạm số \(index)"
            )
        }
        let spots = labelling.placements(for: crowd).spots
        #expect(spots.count == 40)
        #expect(spots.values.contains { $0.side == nil })
        #expect(spots.values.contains { $0.side != nil })
    }

    @Test(
        "a long name is cut at a word",
        arguments: [
            ("Trạm A", "Trạm A"), ("Trạm quan trắc không khí tự động phường Tân Ninh", "Trạm quan trắc không khí…"),
            ("Supercalifragilisticexpialidocious", "Supercalifragilisticexpia…"),
        ])
    func cut(name: String, short: String) { #expect(MapSpot.shortened(name) == short) }
}
