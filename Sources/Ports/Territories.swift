// SPDX-License-Identifier: Apache-2.0

package import Basics

/// The outlines of the city's units on a day.
package protocol Territories: Sendable {
    /// The units of the city that exist on `day` and have an outline, in the
    /// order of their codes.
    func outlines(on day: CivilDay) async throws -> [TerritoryOutline]
}

/// A unit's outline.
package struct TerritoryOutline: Hashable, Sendable {
    /// The official code. With another day it may mean another unit.
    package let code: String
    package let name: String
    package let nameEnglish: String
    /// A GeoJSON geometry (RFC 7946), Polygon or MultiPolygon, WGS 84.
    package let geometry: String
    package init(code: String, name: String, nameEnglish: String, geometry: String) {
        self.code = code
        self.name = name
        self.nameEnglish = nameEnglish
        self.geometry = geometry
    }
}
