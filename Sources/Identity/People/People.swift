// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import SQLStore
package import Web

/// People, posts and powers, and how they are changed.
package struct People: Sendable {
    let database: any Database
    let clock: Clock
    let organisation: Organisation
    let kept: Kept<Staff>
    /// What each action asks for.
    package let rules: [String: PermissionRule]

    package init(database: any Database, clock: Clock, organisation: Organisation, rules: [PermissionRule]) {
        self.database = database
        self.clock = clock
        self.organisation = organisation
        self.rules = Dictionary((rules + Self.ownRules).map { ($0.action, $0) }) { first, _ in first }
        kept = Kept(database) { tx in try StaffStore.staff(in: tx) }
    }

    /// What this feature itself asks for.
    static let ownRules = [
        PermissionRule(
            "organisation.change", Message("identity.permission.organisation"), roles: [Role.administrator.rawValue]),
        PermissionRule(
            "staff.change", Message("identity.permission.staff"), roles: [Role.administrator.rawValue]),
        PermissionRule(
            "account.change", Message("identity.permission.account"), roles: [Role.administrator.rawValue]),
    ]

    package func staff() async throws -> Staff { try await kept.value() }

    /// Roles an account has at this moment by its person's posts.
    package func postRoles(of account: Account.ID) async throws -> Set<Role> {
        let staff = try await staff()
        guard staff.accounts[account] != nil else { return [] }
        return staff.postRoles(of: account, in: try await organisation.chart(), at: clock.now)
    }

    /// The accounts a person signs in with.
    func accounts(of person: Person.ID) async throws -> [Account] {
        try await database.read { tx in
            try StaffStore.accounts(of: person, in: tx).compactMap { try AccountStore.account($0, in: tx) }
        }
    }

    func acts(on subject: String) async throws -> [IdentityAct] {
        try await database.read { tx in try ActStore.latest(30, of: subject, in: tx) }
    }
}

extension People: Permissions {
    package func permits(
        account: String, _ action: String, unit: String?, state: String?, at moment: Instant
    ) async throws -> Bool {
        guard let account = Account.ID(account) else { return false }
        // A unit that is none is nobody's to act at.
        let place = try unit.map { text in
            guard let id = OrgUnit.ID(text) else { throw OrgError.unknownUnit }
            return id
        }
        return try await staff().permits(
            account, rules[action], at: place, state: state, in: try await organisation.chart(), at: moment)
    }
}
