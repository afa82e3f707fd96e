// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// The state of the city in one word and a few sentences: what whoever comes
/// in reads first.
struct Situation: Hashable, Sendable {
    enum Level: String, Sendable {
        /// Stations watch the city and no alarm is open.
        case calm
        /// Open alarms, all acknowledged.
        case handled
        /// Somebody must look: an alarm nobody has acknowledged.
        case attention
        /// The same, and it is grave.
        case grave
        /// Alarms or stations could not be read, or nothing watches the city
        /// yet: calm would be a guess.
        case unknown
    }

    let level: Level
    let sentences: [Message]

    init(_ picture: CityPicture) {
        level = Self.level(of: picture)
        sentences = [Self.alarms(picture.alarms), Self.reporting(picture.stations), Self.worst(picture.stations)]
            .compactMap(\.self)
    }

    private static func level(of picture: CityPicture) -> Level {
        guard case .known(let queue) = picture.alarms else { return .unknown }
        if queue.alarms.isEmpty { return picture.stations.value?.isEmpty == false ? .calm : .unknown }
        switch queue.worstWaiting {
        case nil: return .handled
        case .grave: return .grave
        case .warning, .notice: return .attention
        }
    }

    private static func alarms(_ alarms: Panel<AlarmQueue>) -> Message {
        guard case .known(let queue) = alarms else { return Message("operations.situation.alarms-unknown") }
        let open = queue.alarms.count
        if open == 0 { return Message("operations.situation.no-alarms") }
        return Message(
            queue.isCut ? "operations.situation.many-alarms" : "operations.situation.alarms",
            ["open": .count(open), "waiting": .count(queue.waiting.count)])
    }

    private static func reporting(_ stations: Panel<[StationOverview]>) -> Message? {
        guard case .known(let stations) = stations else { return Message("operations.situation.stations-unknown") }
        guard !stations.isEmpty else { return Message("operations.situation.no-stations") }
        return Message(
            "operations.situation.reporting",
            ["count": .count(stations.filter(\.isReporting).count), "all": .count(stations.count)])
    }

    /// The gravest station that speaks, unless everything is in the best band.
    private static func worst(_ stations: Panel<[StationOverview]>) -> Message? {
        guard let worst = stations.value?.filter(\.speaks).byGravity.first, let band = worst.category, band.gravity > 0,
            case .number(let index, let decimals) = worst.headline.value
        else { return nil }
        return Message(
            "operations.situation.worst",
            [
                "station": .text(worst.name), "band": .message(band.name),
                "index": .number(index, decimals: decimals),
            ])
    }
}
