// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
package import Web

extension Staff.Grant {
    /// The post's unit, and the delegation by which its power came; `nil` for
    /// what is given to an account itself.
    package var office: Actor.Office? {
        switch basis {
        case .account: nil
        case .post(_, let post): Actor.Office(unit: post.unit.description)
        case .delegation(let delegation, _, let post):
            Actor.Office(unit: post.unit.description, onBehalfOf: "delegation:\(delegation.id)")
        }
    }

    /// Which of several powers is used: one's own post, one's own account,
    /// and only then somebody else's power.
    fileprivate var rank: Int {
        switch basis {
        case .post: 0
        case .account: 1
        case .delegation: 2
        }
    }
}

extension Staff {
    /// What posts and delegations make of an account at a moment.
    package struct Standing: Hashable, Sendable {
        /// Roles they give. Looking after accounts is never among them: that is
        /// given to an account by name.
        package var roles: Set<Role> = []
        /// The unit of its person's posts, where all of them are in one.
        package var office: Actor.Office?
        /// The office of each role that the account does not have by itself;
        /// without those that come from several offices.
        package var offices: [Role: Actor.Office] = [:]
    }

    /// - Complexity: O(the account's powers), in memory.
    package func standing(of account: Account.ID, in chart: OrgChart, at moment: Instant) -> Standing {
        let day = CivilZone.vietNam.day(of: moment)
        let held = grants(of: account).filter { grant in
            grant.holds(at: moment) && grant.post.map { chart[$0.unit]?.exists(on: day) == true } ?? false
        }.sorted { $0.rank < $1.rank }
        var standing = Standing()
        var units: Set<OrgUnit.ID> = []
        var found: [Role: (rank: Int, office: Actor.Office?)] = [:]
        for grant in held {
            if case .post(_, let post) = grant.basis { units.insert(post.unit) }
            for role in grant.roles where role != .administrator {
                standing.roles.insert(role)
                guard let known = found[role] else {
                    found[role] = (grant.rank, grant.office)
                    continue
                }
                if known.rank == grant.rank, known.office != grant.office { found[role]?.office = nil }
            }
        }
        if units.count == 1, let unit = units.first { standing.office = Actor.Office(unit: unit.description) }
        let own = accountRoles[account] ?? []
        standing.offices = found.filter { !own.contains($0.key) }.compactMapValues(\.office)
        return standing
    }

    /// The power by which the account may act; `nil` where it may not.
    ///
    /// - Complexity: As `permits`.
    package func power(
        of account: Account.ID, _ rule: PermissionRule?, in scope: Scope, state: String?, of chart: OrgChart,
        at moment: Instant
    ) -> Power? {
        let enough = decision(account, rule, in: scope, state: state, of: chart, at: moment)
        guard enough.isPermitted else { return nil }
        var nearest: Grant?
        for step in enough.steps where step.isEnough && nearest.map({ step.grant.rank < $0.rank }) ?? true {
            nearest = step.grant
        }
        return nearest.map { Power(in: $0.office) }
    }
}
