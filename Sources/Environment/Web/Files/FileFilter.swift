// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Which files a list shows.
struct FileFilter: Sendable {
    var station: Station.ID?
    var stationCode: String?
    var day: CivilDay?
    var state: StationFileRecord.State?

    /// What cannot be understood narrows nothing.
    init(_ query: FormInput, stations: [Station]) {
        let station = query.value("station").flatMap { code in stations.first { $0.code == code.uppercased() } }
        self.station = station?.id
        stationCode = station?.code
        day = query.day("day")
        state = query.value("state").flatMap(StationFileRecord.State.init)
    }

    var isNarrowed: Bool { station != nil || day != nil || state != nil }
}
