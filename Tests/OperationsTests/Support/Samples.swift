// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// Stations, alarms and outlines for tests. The words are keys of this
/// feature, so that every text on a page can be checked to have words.
enum Sample {
    /// Monday, 23 November 2026, 09:30 in Viet Nam.
    static let now = Instant(iso8601: "2026-11-23T09:30:00+07:00") ?? Instant(seconds: 0)

    static let good = StationOverview.Category(
        code: "good", name: Message("operations.situation.calm"), colour: "#00E400", gravity: 0)
    static let bad = StationOverview.Category(
        code: "bad", name: Message("operations.situation.grave"), colour: "#FF0000", gravity: 3)

    static func figure(
        _ value: Double?, asOf: Instant? = now - .minutes(30), quality: Figure.Quality = .measured,
        staleSince: Instant? = nil, records: String = "/environment/stations/TNI001/observations"
    ) -> Figure {
        Figure(
            value.map { .number($0, decimals: 0) } ?? .none(because: Message("operations.station.no-data-short")),
            unit: .one, asOf: asOf, source: .named("TNI001"), definition: Message("operations.map.label"),
            quality: quality, staleSince: staleSince, records: records)
    }

    static func station(
        _ code: String, _ value: Double? = 42, name: String? = nil, category: StationOverview.Category? = good,
        latitude: Double = 11.30, longitude: Double = 106.10, medium: StationOverview.Medium = .air,
        silentSince: Instant? = nil, quality: Figure.Quality = .measured, staleSince: Instant? = nil
    ) -> StationOverview {
        StationOverview(
            code: code, name: name ?? "Trạm \(code)", place: place(latitude, longitude), medium: medium,
            headline: figure(value, quality: quality, staleSince: staleSince), category: value == nil ? nil : category,
            silentSince: silentSince, lastValueAt: value == nil ? nil : now - .minutes(10),
            address: "/environment/stations/\(code)")
    }

    static func place(_ latitude: Double, _ longitude: Double) -> GeoPoint {
        guard let place = GeoPoint(latitude: latitude, longitude: longitude) else { preconditionFailure("no place") }
        return place
    }

    static func tile(_ code: String, _ value: Double?) -> CityFigure {
        CityFigure(
            code: code, title: Message("operations.figures.title"), figure: figure(value, records: "/records/\(code)"))
    }

    static func alarm(
        _ id: String, _ severity: AlarmNotice.Severity = .grave, raisedAt: Instant = now - .minutes(20),
        acknowledgedBy: String? = nil, endedAt: Instant? = nil
    ) -> AlarmNotice {
        AlarmNotice(
            id: id, severity: severity, message: Message("operations.alarms.title"), subject: "Trạm Tân Ninh",
            raisedAt: raisedAt, acknowledgedAt: acknowledgedBy == nil ? nil : raisedAt + .minutes(5),
            acknowledgedBy: acknowledgedBy, endedAt: endedAt, address: "/environment/alarms/\(id)")
    }

    static func event(_ id: String, at moment: Instant = now) -> CityEvent {
        CityEvent(id: id, at: moment, message: Message("operations.events.title"), address: "/events/\(id)")
    }

    /// A square of a tenth of a degree, its south-west corner given.
    static func outline(_ code: String, south: Double, west: Double, name: String = "Phường Tân Ninh")
        -> TerritoryOutline
    {
        let (north, east) = (south + 0.1, west + 0.1)
        let ring = "[[\(west),\(south)],[\(east),\(south)],[\(east),\(north)],[\(west),\(north)],[\(west),\(south)]]"
        return TerritoryOutline(
            code: code, name: name, nameEnglish: "Tan Ninh Ward",
            geometry: "{\"type\":\"Polygon\",\"coordinates\":[\(ring)]}")
    }

    /// Two wards, three stations of every kind of state, two tiles, two alarms, two events.
    static var city: FakeCity.State {
        var state = FakeCity.State()
        state.outlines = [outline("25459", south: 11.25, west: 106.05), outline("25480", south: 11.35, west: 106.05)]
        state.stations = [
            station("TNI001", latitude: 11.30), station("TNI002", 160, category: bad, latitude: 11.40),
            station("TNI003", nil, latitude: 11.36, longitude: 106.14, silentSince: now - .hours(3)),
        ]
        state.figures = [tile("worst", 160), tile("reporting", 2)]
        state.alarms = [alarm("a1"), alarm("a2", .warning, acknowledgedBy: "Trần Văn Ba")]
        state.events = [event("e1"), event("e2", at: now - .hours(1))]
        return state
    }
}
