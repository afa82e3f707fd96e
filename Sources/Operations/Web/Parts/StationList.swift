// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

/// The stations in words: everything the map shows, the gravest first.
struct StationList: Component {
    static let id = "stations"

    let stations: Panel<[StationOverview]>
    let moment: Instant
    let retry: Address

    var html: HTML {
        """
        <section class="station-list" id="\(Self.id)" aria-labelledby="\(Self.id)-title">\
        <h2 class="panel-title" id="\(Self.id)-title">\(say: "operations.stations.title")</h2>\(content)</section>
        """
    }

    static func rowID(_ code: String) -> String { "station-\(code)" }

    static func row(_ station: StationOverview, at moment: Instant) -> QueueRow {
        let state = StationState(station: station, moment: moment)
        let records = Address(local: station.headline.records)
        return QueueRow(
            "\(station.name)", Address(local: station.address) ?? "/operations",
            detail: """
                <span class="station-value">\(state.colour.map { ColourMark($0.ground) })\(value(of: station, records))</span> \
                <span class="station-words station-words-\(state.code)">\(state.words)</span> \
                \(FreshnessBadge(of: station.headline, at: moment))
                """,
            tag: Tag(Message("operations.medium.\(station.medium.rawValue)")), at: station.headline.asOf,
            id: rowID(station.code))
    }

    /// The value itself leads to its records; a reason for none is in the words beside it.
    private static func value(of station: StationOverview, _ records: Address?) -> HTML? {
        guard station.headline.number != nil else { return nil }
        guard let records else { return "\(station.headline)" }
        return "<a href=\"\(records)\">\(station.headline)</a>"
    }

    private var content: HTML {
        switch stations {
        case .failed: ErrorState(Message("operations.stations.failed"), retry: retry).html
        case .known([]):
            EmptyState(Message("operations.stations.none"), advice: Message("operations.stations.none-advice")).html
        case .known(let stations):
            Queue(
                stations.map { Self.row($0, at: moment) },
                empty: EmptyState(Message("operations.stations.none"))
            ).html + StationDefinitions(stations: stations).html
        }
    }
}

/// What the stations' values mean, each kind once.
struct StationDefinitions: Component {
    let stations: [StationOverview]

    var html: HTML {
        var seen: Set<Message> = []
        let definitions = stations.map(\.headline.definition).filter { seen.insert($0).inserted }
        return "<p class=\"station-definitions\">\(HTML.each(definitions) { "<span>\($0)</span> " })</p>"
    }
}
