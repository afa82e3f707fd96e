// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports
import Web

/// What is said of a station beside its value, the same on map and list.
struct StationState {
    let station: StationOverview
    let moment: Instant

    /// Silence, the band, or why there is none: never the colour alone.
    var words: Message {
        if let since = station.silentSince {
            return Message("operations.station.silent", ["since": .instant(since)])
        }
        if case .none(let reason) = station.headline.value { return reason }
        return station.category?.name ?? Message("operations.station.no-band")
    }

    /// The same, short enough for the map.
    var shortWords: Message {
        if station.silentSince != nil { return Message("operations.station.silent-short") }
        if station.headline.number == nil { return Message("operations.station.no-data-short") }
        return station.category?.name ?? Message("operations.station.no-band")
    }

    /// The value as it stands on the map.
    var mark: Message {
        guard case .number(let value, let decimals) = station.headline.value, station.silentSince == nil else {
            return Message("operations.station.no-value")
        }
        return Message("operations.station.value", ["value": .number(value, decimals: decimals)])
    }

    /// `silent`, `none`, `stale`, `late`, `replayed` or `fresh`: how the mark is drawn.
    var code: String {
        if station.silentSince != nil { return "silent" }
        switch Freshness(of: station.headline, at: moment) {
        case .fresh: return "fresh"
        case .late: return "late"
        case .stale: return "stale"
        case .replayed: return "replayed"
        case .noData: return "none"
        }
    }

    /// The band's colour while the value counts; `nil` draws a neutral mark.
    var colour: BandColour? {
        guard station.silentSince == nil, station.headline.number != nil else { return nil }
        return station.category.flatMap { BandColour($0.colour) }
    }
}

/// A colour prescribed by an index's rule, and the text colour that can be read on it.
struct BandColour: Hashable, Sendable {
    /// `#RRGGBB`
    let ground: String
    /// Dark or white, whichever has the greater contrast (WCAG 2.2, 1.4.3).
    let text: String

    init?(_ colour: String) {
        guard colour.utf8.count == 7, colour.hasPrefix("#"), let value = Int(colour.dropFirst(), radix: 16) else {
            return nil
        }
        ground = colour
        let channels = [value >> 16 & 255, value >> 8 & 255, value & 255].map { channel -> Double in
            let share = Double(channel) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let luminance = 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
        text = (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? "#10181b" : "#ffffff"
    }
}
