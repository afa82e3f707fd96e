// SPDX-License-Identifier: Apache-2.0

import Basics
package import Ports
package import SQLStore

/// The pages and the open data of the environment: what their endpoints need.
package struct EnvironmentPages: Sendable {
    let database: any Database
    let reference: EnvironmentReference
    /// Outlines for the map; without them it shows the stations alone.
    let territories: (any Territories)?
    /// How the intake of this node is.
    let intake: IntakeGauge?

    package init(
        database: any Database, reference: EnvironmentReference, territories: (any Territories)? = nil,
        intake: IntakeGauge? = nil
    ) {
        self.database = database
        self.reference = reference
        self.territories = territories
        self.intake = intake
    }

    /// Every parameter the platform knows, by code.
    var parameters: [Parameter.Code: Parameter] {
        Dictionary(reference.catalogue.parameters.map { ($0.code, $0) }, uniquingKeysWith: { first, _ in first })
    }
}
