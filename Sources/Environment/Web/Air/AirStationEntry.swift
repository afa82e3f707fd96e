// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// A station of air in the list that is also the map's source.
struct AirStationEntry {
    let station: AirStation
    let now: Instant

    /// Shown where there is no index: no category's colour.
    static let noColour = "#8A949B"

    var place: MapPanel.Place {
        MapPanel.Place(
            id: station.elementID, name: station.name, at: station.place,
            Address(local: station.address) ?? "/environment",
            colour: station.category?.colour ?? Self.noColour, mark: mark, detail: detail)
    }

    private var mark: HTML {
        station.index.number == nil ? "–" : "<strong class=\"place-index\">\(station.index)</strong>"
    }

    private var detail: HTML {
        var parts: HTML = .empty
        if let category = station.category {
            parts += "<span class=\"place-category\">\(category.name)</span>"
        } else {
            parts += "<span class=\"place-category\">\(station.index)</span>"
        }
        if let dominant = station.dominant {
            parts += """
                 <span class="place-fact">\(say: "environment.air.dominant", ["parameter": .text(dominant.symbol)])</span>
                """
        }
        if let asOf = station.index.asOf {
            parts += " <span class=\"place-fact\">\(say: "environment.air.as-of", ["at": .instant(asOf)])</span>"
        }
        parts += " \(FreshnessBadge(of: station.index, at: now))"
        if let since = station.silentSince {
            parts += " \(Tag(Message("environment.station.silent-since", ["since": .instant(since)]), .warning))"
        }
        return parts
    }
}
