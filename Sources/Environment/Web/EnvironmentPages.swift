// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
package import SQLStore

/// The pages and the open data of the environment: what their endpoints need.
package struct EnvironmentPages: Sendable {
    let database: any Database
    let reference: EnvironmentReference
    /// Outlines for the map; without them it shows the stations alone.
    let territories: (any Territories)?
    let permissions: any Permissions
    /// How the intake of this node is.
    let intake: IntakeGauge
    let quarantine: QuarantineDesk
    let imports: ImportDesk
    let clock: Clock
    /// For what happened in the last minute, where the city's clock is a replayed one.
    let machineClock: Clock

    init(_ feature: EnvironmentFeature, territories: (any Territories)?, permissions: any Permissions) {
        database = feature.database
        reference = feature.reference
        self.territories = territories
        self.permissions = permissions
        intake = feature.intakeGauge
        quarantine = feature.quarantineDesk
        imports = feature.importDesk
        clock = feature.clock
        machineClock = feature.settings.machineClock
    }

    /// Every parameter the platform knows, by code.
    var parameters: [Parameter.Code: Parameter] {
        Dictionary(reference.catalogue.parameters.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
