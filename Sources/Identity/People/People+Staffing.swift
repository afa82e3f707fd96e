// SPDX-License-Identifier: Apache-2.0

import Basics
package import Ports

extension People: Staffing {
    package func holders(of action: String, in unit: String) async throws -> [Colleague] {
        guard let rule = rules[action], let unit = OrgUnit.ID(unit) else { return [] }
        let (chart, staff, now) = (try await organisation.chart(), try await staff(), clock.now)
        return staff.accounts.compactMap { account, person -> Colleague? in
            let isHolder = staff.decision(account, rule, in: .unit(unit), state: nil, of: chart, at: now)
                .isByPost
            guard isHolder, let name = staff.people[person]?.name else { return nil }
            return Colleague(account: account.description, name: name)
        }.sorted { ($0.name, $0.account) < ($1.name, $1.account) }
    }
}

extension Staff.Decision {
    /// Whether somebody may by a post of their own.
    fileprivate var isByPost: Bool {
        isPermitted
            && steps.contains { step in if case .post = step.grant.basis { step.isEnough } else { false } }
    }
}
