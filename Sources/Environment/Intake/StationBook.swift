// SPDX-License-Identifier: Apache-2.0

import Basics

/// The registered stations by the codes files call them, as of one moment.
struct StationBook: Sendable {
    let readAt: Instant
    private let byCode: [String: Station]
    private let longestPeriod: Duration

    /// How often a station is taken to report that is not registered yet.
    static let usualPeriod = Duration.minutes(5)

    init(_ stations: [Station], readAt: Instant) {
        self.readAt = readAt
        byCode = Dictionary(stations.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
        longestPeriod = max(stations.map(\.period).max() ?? Self.usualPeriod, Self.usualPeriod)
    }

    static let empty = StationBook([], readAt: Instant(microseconds: .min / 2))

    var isRead: Bool { readAt > Self.empty.readAt }

    /// The first registered station that a file's name may mean.
    func station(in name: StationFile.Name) -> Station? {
        for code in name.stations {
            if let station = byCode[code] ?? byCode[code.uppercased()] { return station }
        }
        return nil
    }

    /// Whether a file is of now: its time lies within so many reporting periods
    /// of its station. Told from the name alone, before it is read.
    func isLive(_ name: [UInt8], at moment: Instant, now: Instant, periods: Int) -> Bool {
        // Most of a backlog is told by its time.
        guard moment <= now + Self.usualPeriod, moment >= now - longestPeriod * periods else { return false }
        let parsed = try? StationFile.Name(parsing: String(decoding: name, as: UTF8.self))
        let period = parsed.flatMap(station)?.period ?? Self.usualPeriod
        return moment >= now - period * periods
    }
}
