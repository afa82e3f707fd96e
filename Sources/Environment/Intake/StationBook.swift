// SPDX-License-Identifier: Apache-2.0

import Basics

/// The registered stations by the codes files call them, as of one moment.
struct StationBook: Sendable {
    let readAt: Instant
    private let byCode: [String: Station]

    init(_ stations: [Station], readAt: Instant) {
        self.readAt = readAt
        byCode = Dictionary(stations.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }

    static let empty = StationBook([], readAt: Instant(microseconds: .min / 2))

    /// The first registered station that a file's name may mean.
    func station(in name: StationFile.Name) -> Station? {
        for code in name.stations {
            if let station = byCode[code] ?? byCode[code.uppercased()] { return station }
        }
        return nil
    }
}
