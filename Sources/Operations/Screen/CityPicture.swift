// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// What the screens of the operations centre show at one moment.
struct CityPicture: Sendable {
    /// The gravest first.
    var stations: Panel<[StationOverview]>
    var figures: Panel<[CityFigure]>
    /// Of the city's dossiers.
    var services: Panel<[CityFigure]>
    var alarms: Panel<AlarmQueue>
    var events: Panel<[CityEvent]>
    /// `nil` inside when the city has no outlines and no stations.
    var map: Panel<CityMaps?>
    var moment: Instant

    /// Puts `changed` in the place of the stations with the same codes; the
    /// order stays, so that rows do not jump under a reader's eyes.
    ///
    /// - Returns: Whether all of them had a place, on the map too.
    mutating func replace(_ changed: [StationOverview]) -> Bool {
        guard case .known(var all) = stations else { return false }
        let places = Dictionary(all.enumerated().map { ($1.code, $0) }, uniquingKeysWith: { first, _ in first })
        for station in changed {
            guard let place = places[station.code], all[place].place == station.place, all[place].name == station.name
            else { return false }
            all[place] = station
        }
        stations = .known(all)
        return true
    }
}

/// Open alarms, as many as a screen shows.
struct AlarmQueue: Hashable, Sendable {
    /// Alarms a screen shows at once; more are told by `isCut`.
    static let limit = 60

    /// Not acknowledged first, then the gravest, then the newest.
    let alarms: [AlarmNotice]
    /// Whether there are more than the list holds.
    let isCut: Bool

    /// - Parameter rows: Asked for with one more than `limit`.
    init(rows: [AlarmNotice], limit: Int = Self.limit) {
        isCut = rows.count > limit
        alarms = rows.prefix(limit).sorted { left, right in
            let waits = (left.acknowledgedAt == nil, right.acknowledgedAt == nil)
            if waits.0 != waits.1 { return waits.0 }
            if left.severity != right.severity { return left.severity > right.severity }
            if left.raisedAt != right.raisedAt { return left.raisedAt > right.raisedAt }
            return left.id < right.id
        }
    }

    var waiting: [AlarmNotice] { alarms.filter { $0.acknowledgedAt == nil } }

    /// The gravest alarm nobody has acknowledged.
    var worstWaiting: AlarmNotice.Severity? { waiting.map(\.severity).max() }
}
