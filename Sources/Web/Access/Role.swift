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
    /// Receives dossiers at the counter and online, and hands over results.
    package static let receptionOfficer = Role(rawValue: "reception-officer")
    /// Appraises dossiers of a field and proposes what becomes of them.
    package static let caseOfficer = Role(rawValue: "case-officer")
    /// Approves and signs what was proposed.
    package static let approver = Role(rawValue: "approver")
    /// Gives results their numbers and seals them.
    package static let registryClerk = Role(rawValue: "registry-clerk")
    /// Looks after accounts and settings.
    package static let administrator = Role(rawValue: "administrator")

    package static let all: [Role] = [
        .operator, .environmentOfficer, .leader, .organisationOfficer, .receptionOfficer, .caseOfficer, .approver,
        .registryClerk, .administrator,
    ]
}
