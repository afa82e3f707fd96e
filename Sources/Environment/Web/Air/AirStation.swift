// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// A station of air as the city's page shows it.
struct AirStation: Sendable {
    let code: String
    let name: String
    let place: GeoPoint
    /// The hourly index, or the reason for none.
    let index: Figure
    let category: AirQualityCategory?
    /// The parameter whose sub-index is the highest.
    let dominant: Parameter?
    let silentSince: Instant?
    let address: String

    /// Names the entry on its page, for live updates.
    var elementID: String { "station-\(code.lowercased().replacing(".", with: "-"))" }
}
