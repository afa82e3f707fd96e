// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// `/environment/stations/{code}/badge`: the index of a station in a frame of
/// another site. Follows the reader's light or dark.
enum BadgePage {
    static func content(_ station: Station, index: Figure, category: AirQualityCategory?, origin: String) -> PageContent
    {
        PageContent(
            Message("environment.badge.title", ["station": .text(station.name)]), layout: .bare,
            body: """
                <main class="badge-frame"><h1 class="visually-hidden">\
                \(say: "environment.badge.title", ["station": .text(station.name)])</h1>\
                <a class="badge-link" href="\(Address(local: station.address) ?? "/environment")" target="_blank" rel="noopener">\
                \(category.map { BandPlate(figure: index, category: $0).html }
                    ?? "<span class=\"badge-empty\">\(say: "environment.aqi.short")<br>–</span>")\
                <span class="badge-words"><strong>\(station.name)</strong>\
                \(category == nil ? "<span>\(index)</span>" as HTML : nil)\
                <span class="muted">\(index.asOf.map { "\($0)" as HTML })\
                \(station.isReplayed ? " · \(say: "environment.replayed.short")" as HTML : nil)</span></span></a></main>
                """)
    }
}
