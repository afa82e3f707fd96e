// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports

/// The outlines of today's units, also where the city's clock replays a time
/// in which they were others: the sample stations stand in today's wards.
struct PresentTerritories: Territories {
    let territories: any Territories
    let clock: Clock

    func outlines(on day: CivilDay) async throws -> [TerritoryOutline] {
        try await territories.outlines(on: CivilZone.vietNam.day(of: clock.now))
    }
}
