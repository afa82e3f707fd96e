// SPDX-License-Identifier: Apache-2.0

import Ports

/// Changes gathered between two rounds of publishing.
struct GatheredChanges: Equatable, Sendable {
    var stations: Set<String> = []
    var alarms = false
    var events = false
    /// Look at everything again.
    var everything = false

    static let everything = GatheredChanges(everything: true)

    var isEmpty: Bool { self == GatheredChanges() }

    mutating func add(_ change: CityChange) {
        switch change {
        case .station(let code): stations.insert(code)
        case .alarms: alarms = true
        case .events: events = true
        case .missed: everything = true
        }
    }

    /// Everything gathered so far; nothing stays.
    mutating func take() -> GatheredChanges {
        defer { self = GatheredChanges() }
        return self
    }
}
