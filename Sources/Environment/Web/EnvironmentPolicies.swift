// SPDX-License-Identifier: Apache-2.0

import Web

/// Who may do what with the environment's records.
enum EnvironmentPolicies {
    /// Stations, files, flags, imports: changed by those who answer for them.
    static let changes = Policy.role(.environmentOfficer)
    /// Everything that is kept, quarantine and imports included.
    static let records = Policy.roles(.environmentOfficer, .operator, .leader, .administrator)
}
