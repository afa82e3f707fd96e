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

    static let changeOfUnits = "organisation.change"
    static let changeOfStaff = "staff.change"

    /// What this feature itself asks for.
    static let ownRules = [
        PermissionRule(
            Self.changeOfUnits, Message("identity.permission.organisation"),
            roles: IdentityPolicies.organisation.sufficientRoles),
        PermissionRule(
            Self.changeOfStaff, Message("identity.permission.staff"),
            roles: IdentityPolicies.organisation.sufficientRoles),
        PermissionRule(
            "account.change", Message("identity.permission.account"),
            roles: IdentityPolicies.accounts.sufficientRoles),
    ]

    package func staff() async throws -> Staff { try await kept.value() }

    /// What an account has and is at this moment by its person's posts.
    package func standing(of account: Account.ID) async throws -> Staff.Standing {
        let staff = try await staff()
        guard staff.accounts[account] != nil else { return Staff.Standing() }
        return staff.standing(of: account, in: try await organisation.chart(), at: clock.now)
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
        account: String, _ action: String, in scope: ActScope, state: String?
    ) async throws -> Bool {
        guard let account = Account.ID(account) else { return false }
        let chart = try await organisation.chart()
        return try await staff().permits(
            account, rules[action], in: self.scope(scope, in: chart), state: state, of: chart, at: clock.now)
    }

    package func power(
        of account: String, _ action: String, in scope: ActScope, state: String?
    ) async throws -> Power? {
        guard let account = Account.ID(account) else { return nil }
        let chart = try await organisation.chart()
        return try await staff().power(
            of: account, rules[action], in: self.scope(scope, in: chart), state: state, of: chart, at: clock.now)
    }

    /// The scope with its unit found in today's organisation. A unit that is
    /// none is nobody's but those whose power is for the whole city.
    func scope(_ scope: ActScope, in chart: OrgChart) -> Staff.Scope {
        switch scope {
        case .anywhere: .anywhere
        case .city: .city
        case .unit(let id): OrgUnit.ID(id).map(Staff.Scope.unit) ?? .city
        case .unitAndBelow(let id): OrgUnit.ID(id).map(Staff.Scope.unitAndBelow) ?? .city
        case .code(let code): unit(ofCode: code, in: chart).map(Staff.Scope.unit) ?? .city
        }
    }

    /// The unit that has this code today: `25459`, `vamco:25459-VP`.
    func unit(ofCode code: String, in chart: OrgChart) -> OrgUnit.ID? {
        UnitShare.parsed(code).first.flatMap {
            chart.unit(scheme: $0.scheme, code: $0.code, on: organisation.today)?.id
        }
    }
}
