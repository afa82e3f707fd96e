// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation
package import Ports
package import ServiceLifecycle
package import Web

extension EnvironmentFeature {
    /// Words of the feature's pages, reasons and figures.
    package static let translations = (Bundle.module.resourceURL ?? Bundle.module.bundleURL)
        .appendingPathComponent("Translations")

    /// Its entries of the main navigation.
    package static let navigation: [NavigationEntry] = [
        NavigationEntry(Message("environment.nav.air"), "/environment", for: .everyone),
        NavigationEntry(Message("environment.nav.alarms"), "/environment/alarms", for: .everyone),
        NavigationEntry(Message("environment.nav.files"), "/environment/files", for: EnvironmentPolicies.records),
    ]


    /// Pages and open data.
    ///
    /// - Parameter territories: Outlines for the map.
    package func pages(territories: any Territories) -> EnvironmentPages {
        EnvironmentPages(database: database, reference: reference, territories: territories)
    }

    /// The publisher of changes to the public pages of `site`.
    package func publisher(of pages: EnvironmentPages, for site: Site) -> any Service {
        StationPublisher(pages: pages, changes: changes, hub: site.live, clock: clock, logger: logger)
    }
}
