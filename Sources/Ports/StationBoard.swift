// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What a screen of the whole city needs of the monitoring stations.
package protocol StationBoard: Sendable {
    /// Every station in service at `moment` with its headline figure, in the
    /// order of their codes. One fixed number of queries.
    func stations(at moment: Instant) async throws -> [StationOverview]

    /// Those of them that have one of these codes. Asked after every change, so
    /// it ought to cost by the codes asked for, not by the city.
    func stations(withCodes codes: Set<String>, at moment: Instant) async throws -> [StationOverview]

    /// Figures that speak for the whole city, in the order they are shown:
    /// the worst index, stations reporting, completeness of the day …
    func cityFigures(at moment: Instant) async throws -> [CityFigure]
}

extension StationBoard {
    /// Sifts the whole board: right for a small city.
    package func stations(withCodes codes: Set<String>, at moment: Instant) async throws -> [StationOverview] {
        try await stations(at: moment).filter { codes.contains($0.code) }
    }
}

/// One station on a map, a tile or a list.
package struct StationOverview: Hashable, Sendable {
    package let code: String
    package let name: String
    package let place: GeoPoint
    package let medium: Medium
    /// The station's index (air quality or water quality), or the reason for none.
    package let headline: Figure
    /// The index's category, where there is an index.
    package let category: Category?
    /// Since when nothing has come from the station; `nil` while it reports.
    package let silentSince: Instant?
    /// The end of the period its newest value speaks of; `nil` before the first.
    package let lastValueAt: Instant?
    /// The station's page.
    package let address: String

    /// Whether values come from it: some have come, and it has not fallen silent.
    package var isReporting: Bool { lastValueAt != nil && silentSince == nil }

    package enum Medium: String, Sendable { case air, water, weather }

    /// A named band of an index with the colour its rule prescribes.
    package struct Category: Hashable, Sendable {
        package let code: String
        package let name: Message
        /// `#RRGGBB`
        package let colour: String
        /// 0 for the best band and one more for every worse one, whichever way
        /// the index itself counts. Lists begin with the gravest.
        package let gravity: Int
        package init(code: String, name: Message, colour: String, gravity: Int = 0) {
            self.code = code
            self.name = name
            self.colour = colour
            self.gravity = gravity
        }
    }

    package init(
        code: String, name: String, place: GeoPoint, medium: Medium, headline: Figure,
        category: Category?, silentSince: Instant?, lastValueAt: Instant?, address: String
    ) {
        self.code = code
        self.name = name
        self.place = place
        self.medium = medium
        self.headline = headline
        self.category = category
        self.silentSince = silentSince
        self.lastValueAt = lastValueAt
        self.address = address
    }
}

/// A figure of the city with the words above it.
package struct CityFigure: Hashable, Sendable {
    /// Stable, kebab-cased: names the tile across updates.
    package let code: String
    package let title: Message
    package let figure: Figure
    package init(code: String, title: Message, figure: Figure) {
        self.code = code
        self.title = title
        self.figure = figure
    }
}
