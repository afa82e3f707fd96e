// SPDX-License-Identifier: Apache-2.0

import Web

/// Who may use which of the feature's routes; where in the city, `People.ownRules` says.
enum IdentityPolicies {
    /// Accounts, plans, imports, leaving: for the whole city.
    static let accounts = Policy.role(.administrator)
    /// Units, people and posts, within the reach of whoever looks after them.
    static let organisation = Policy.roles(.administrator, .organisationOfficer)
}
