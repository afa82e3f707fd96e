// SPDX-License-Identifier: Apache-2.0

/// A place on the Earth in WGS 84 degrees. Latitude first, always.
package struct GeoPoint: Hashable, Sendable {
    package let latitude: Double
    package let longitude: Double

    /// `nil` outside −90…90 and −180…180, and for what is no number.
    package init?(latitude: Double, longitude: Double) {
        guard (-90...90).contains(latitude), (-180...180).contains(longitude) else { return nil }
        self.latitude = latitude
        self.longitude = longitude
    }
}
