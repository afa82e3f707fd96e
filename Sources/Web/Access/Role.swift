// SPDX-License-Identifier: Apache-2.0

/// What somebody is trusted with, by office.
package struct Role: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Watches the operations centre on shift and acknowledges alarms.
    package static let `operator` = Role(rawValue: "operator")
    /// Looks after stations, files, flags, limits and imports.
    package static let environmentOfficer = Role(rawValue: "environment-officer")
    /// Reads every board and record; changes nothing.
    package static let leader = Role(rawValue: "leader")
    /// Looks after units, people and posts of their own part of the city.
    package static let organisationOfficer = Role(rawValue: "organisation-officer")
    /// Looks after accounts and settings.
    package static let administrator = Role(rawValue: "administrator")

    package static let all: [Role] = [.operator, .environmentOfficer, .leader, .organisationOfficer, .administrator]
}
