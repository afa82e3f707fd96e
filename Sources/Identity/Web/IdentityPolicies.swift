// SPDX-License-Identifier: Apache-2.0

import Basics
import Web

/// Who may use which of the feature's routes; where in the city, `People.ownRules` says.
enum IdentityPolicies {
    /// Accounts, plans, imports, leaving: for the whole city.
    static let accounts = Policy.role(.administrator)
    /// Units, people and posts, within the reach of whoever looks after them.
    static let organisation = Policy.roles(.administrator, .organisationOfficer)

    /// Who reads what acts rest on, as the ledger's readers do.
    static let readers = Policy.roles(.administrator, .leader)

    /// Opening a form whose sending asks for a fresh proof: whoever opens it has
    /// five minutes at least to send it.
    static func opening(_ policy: Policy) -> Policy { .all([policy, .proved(within: .minutes(10))]) }

    /// Acts that have legal effect, give somebody powers, or show a whole value.
    static func acting(_ policy: Policy) -> Policy { .all([policy, .proved(within: .minutes(15))]) }
}
