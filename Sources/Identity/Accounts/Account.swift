// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Web

/// Somebody on the city's staff who may sign in.
package struct Account: Hashable, Sendable {
    package typealias ID = Identifier<Account>

    package let id: ID
    package let login: String
    package let name: String
    package let roles: Set<Role>
    package let createdAt: Instant
    /// Since when the account may not sign in; `nil` while it may.
    package let disabledAt: Instant?
    /// Whether the password was given out by an administrator and must be
    /// changed before anything else.
    package let isPasswordDue: Bool
    /// Whether it was made by `seedSampleAccounts`.
    package let isSample: Bool
    /// Counts changes, so that two administrators at work on one account
    /// cannot overwrite each other unseen.
    package let version: Int

    package var isDisabled: Bool { disabledAt != nil }

    package var actor: Actor { .person(id: id.description, name: name) }

    /// What pages may know. Without roles until the initial password has been
    /// changed, so that no page of work opens before.
    package var viewer: Viewer { Viewer(actor: actor, roles: isPasswordDue ? [] : roles) }
}

extension Viewer {
    /// The account that is signed in, if any.
    package var accountID: Account.ID? {
        isCitizen ? nil : actor.personID.flatMap(Account.ID.init(_:))
    }
}
