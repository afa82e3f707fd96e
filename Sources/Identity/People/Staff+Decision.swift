// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports
import Web

extension Staff {
    /// To whom belongs what is acted on, its unit found.
    package enum Scope: Hashable, Sendable {
        case anywhere
        case unit(OrgUnit.ID)
        case unitAndBelow(OrgUnit.ID)
        case city
    }

    /// Whether an account may do something, and every step that led there.
    package struct Decision: Sendable {
        package struct Step: Sendable {
            package let grant: Grant
            package let hasRole: Bool
            package let isInTime: Bool
            package let unitExists: Bool
            package let isInReach: Bool

            package var isEnough: Bool { hasRole && isInTime && unitExists && isInReach }
        }

        package let rule: PermissionRule?
        package let isAccountOpen: Bool
        package let stateFits: Bool
        package let steps: [Step]

        package var isPermitted: Bool {
            rule != nil && isAccountOpen && stateFits && steps.contains(where: \.isEnough)
        }
    }

    /// Whether the account may act. Default deny.
    ///
    /// - Complexity: O(the account's powers × depth of the tree); nothing is allocated for the answer.
    package func permits(
        _ account: Account.ID, _ rule: PermissionRule?, in scope: Scope, state: String?, of chart: OrgChart,
        at moment: Instant
    ) -> Bool {
        guard let rule, accountRoles[account] != nil, Self.fits(rule, state) else { return false }
        let day = CivilZone.vietNam.day(of: moment)
        return grants(of: account).contains { grant in
            let step = Self.step(grant, rule, scope, chart, day, moment)
            return step.isEnough
        }
    }

    /// The same answer with its reasons.
    package func decision(
        _ account: Account.ID, _ rule: PermissionRule?, in scope: Scope, state: String?, of chart: OrgChart,
        at moment: Instant
    ) -> Decision {
        let day = CivilZone.vietNam.day(of: moment)
        return Decision(
            rule: rule, isAccountOpen: accountRoles[account] != nil,
            stateFits: rule.map { Self.fits($0, state) } ?? false,
            steps: rule.map { rule in
                grants(of: account).map { Self.step($0, rule, scope, chart, day, moment) }
            } ?? [])
    }

    private static func fits(_ rule: PermissionRule, _ state: String?) -> Bool {
        guard let states = rule.states else { return true }
        return state.map(states.contains) ?? false
    }

    private static func step(
        _ grant: Grant, _ rule: PermissionRule, _ scope: Scope, _ chart: OrgChart, _ day: CivilDay, _ moment: Instant
    ) -> Decision.Step {
        let roles = grant.post == nil ? grant.roles : grant.roles.subtracting([.administrator])
        return Decision.Step(
            grant: grant, hasRole: roles.contains { rule.roles.contains($0.rawValue) },
            isInTime: grant.holds(at: moment),
            unitExists: grant.post.map { chart[$0.unit]?.exists(on: day) == true } ?? true,
            isInReach: grant.post.map { reaches($0, scope, chart, day) } ?? true)
    }

    /// Whether what a post gives counts in `scope`. What is given to an account
    /// itself counts in the whole city.
    private static func reaches(_ post: Post, _ scope: Scope, _ chart: OrgChart, _ day: CivilDay) -> Bool {
        let wanted: OrgUnit.ID
        switch scope {
        case .anywhere: return true
        case .city: return post.reach == .city
        case .unit(let id), .unitAndBelow(let id): wanted = id
        }
        switch post.reach {
        case .city: return true
        case .unit: return scope == .unit(post.unit)
        case .subtree: return chart.isWithin(wanted, post.unit, on: day)
        case .parent:
            guard let above = chart[post.unit]?.version(on: day)?.parent else {
                return chart.isWithin(wanted, post.unit, on: day)
            }
            return chart.isWithin(wanted, above, on: day)
        }
    }
}
