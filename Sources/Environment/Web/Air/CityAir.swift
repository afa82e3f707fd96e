// SPDX-License-Identifier: Apache-2.0

import Basics

/// What the city's page shows, as of one moment.
struct CityAir: Sendable {
    let now: Instant
    /// In the order of their codes.
    let air: [AirStation]
    let water: [OtherStation]
    let weather: [OtherStation]
    /// The bands of the method that holds now, the best first.
    let categories: [AirQualityCategory]
    /// `QĐ 1459/QĐ-TCMT`.
    let method: String
    /// Who supplies the values, each once.
    let sources: [String]

    /// The station with the highest index of those whose index speaks of now.
    var worst: AirStation? {
        air.filter { $0.index.number != nil && $0.index.staleSince == nil }
            .max { ($0.index.number ?? 0) < ($1.index.number ?? 0) }
    }

    var hasReplayed: Bool {
        air.contains { $0.index.quality == .replayed } || (water + weather).contains { $0.isReplayed }
    }
}

/// A station of water or weather as the city's page shows it.
struct OtherStation: Sendable {
    let code: String
    let name: String
    /// The water quality index; `nil` for weather.
    let index: Figure?
    let band: Band?
    /// The newest values, each with its parameter.
    let values: [(parameter: Parameter, figure: Figure)]
    let isReplayed: Bool
    let silentSince: Instant?
    let address: String

    var elementID: String { "station-\(code.lowercased().replacing(".", with: "-"))" }
}
