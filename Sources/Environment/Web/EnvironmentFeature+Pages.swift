// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation
package import Ports
package import Web

extension EnvironmentFeature {
    /// The folder of the feature's words.
    package static let translations = Bundle.module.bundleURL.appendingPathComponent("Translations")

    /// The feature's entries of the main navigation.
    package static let navigation: [NavigationEntry] = [
        NavigationEntry(
            Message("environment.navigation.air"), "/environment", for: .everyone,
            and: ["/environment/stations/{code}"]),
        NavigationEntry(Message("environment.navigation.alarms"), "/environment/alarms", for: .everyone),
        NavigationEntry(
            Message("environment.navigation.records"), "/environment/stations", for: EnvironmentPolicies.records,
            and: [
                "/environment/files", "/environment/imports", "/environment/intake", "/environment/quarantine",
                "/environment/stations/{code}/edit", "/environment/stations/{code}/flags",
            ]),
    ]

    /// What its actions ask for: what their routes do.
    package static let permissionRules = [
        PermissionRule(
            EnvironmentPages.changeOfStations, Message("environment.permission.stations"),
            roles: EnvironmentPolicies.changes.sufficientRoles)
    ]

    /// Its pages and open data.
    ///
    /// - Parameters:
    ///   - territories: Outlines for the map.
    ///   - permissions: Whose stations somebody may change.
    package func pages(territories: (any Territories)? = nil, permissions: any Permissions) -> EnvironmentPages {
        EnvironmentPages(self, territories: territories, permissions: permissions)
    }
}
