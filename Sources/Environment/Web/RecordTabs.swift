// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// The staff lists of the environment, side by side.
struct RecordTabs: Component {
    enum Place: String, CaseIterable {
        case stations, files, quarantine, imports, intake

        var address: Address {
            switch self {
            case .stations: "/environment/stations"
            case .files: "/environment/files"
            case .quarantine: "/environment/quarantine"
            case .imports: "/environment/imports"
            case .intake: "/environment/intake"
            }
        }
    }

    let current: Place

    var html: HTML {
        LinkTabs(
            Message("environment.navigation.records"),
            Place.allCases.map { (Message("environment.navigation.\($0.rawValue)"), $0.address, $0 == current) }
        ).html
    }
}
