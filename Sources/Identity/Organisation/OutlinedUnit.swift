// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A unit with its outline as a file of outlines has it.
///
/// Codes are used again: 25459 was Phường 3 until 30 June 2025 and is Phường
/// Tân Ninh since. A unit is therefore known by scheme, code *and* first day.
package struct OutlinedUnit: Hashable, Sendable {
    package typealias ID = Identifier<OutlinedUnit>

    /// Who gives out the code: `vn-gso` is the national statistics office's list.
    package let scheme: String
    package let code: String
    /// The code of the unit it belongs to, in the same scheme.
    package let parentCode: String?
    /// `ward`, `commune`, `province` …
    package let kind: String
    package let name: String
    package let nameEnglish: String
    package let validFrom: CivilDay
    /// The first day on which it is no more; `nil` while it exists.
    package let validTo: CivilDay?
    /// The decision or list it is taken from.
    package let source: String
    package let outline: Outline?

    package struct Outline: Hashable, Sendable {
        /// A GeoJSON geometry (RFC 7946), Polygon or MultiPolygon.
        package let geometry: String
        package let source: String
        package let licence: String

        package init(geometry: String, source: String, licence: String) {
            self.geometry = geometry
            self.source = source
            self.licence = licence
        }
    }

    package init(
        scheme: String, code: String, parentCode: String?, kind: String, name: String, nameEnglish: String,
        validFrom: CivilDay, validTo: CivilDay?, source: String, outline: Outline?
    ) {
        self.scheme = scheme
        self.code = code
        self.parentCode = parentCode
        self.kind = kind
        self.name = name
        self.nameEnglish = nameEnglish
        self.validFrom = validFrom
        self.validTo = validTo
        self.source = source
        self.outline = outline
    }
}
