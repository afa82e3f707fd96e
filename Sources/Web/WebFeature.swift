// SPDX-License-Identifier: Apache-2.0

package import Foundation

/// The front door of this module for the composition root.
package enum WebFeature {
    /// Words of the layout and the components.
    package static let translations = WebResources.translations

    /// Routes that every site has: `/design`, `/health/…`, `/metrics`.
    package static let tables: [RouteTable] = [HealthRoutes.table, DesignRoutes.table]
}
