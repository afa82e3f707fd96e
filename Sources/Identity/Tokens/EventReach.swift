// SPDX-License-Identifier: Apache-2.0

import Basics

/// What a token of one unit sees of the security log: what happened to
/// accounts while their people held a post in that unit or below it.
///
/// What belongs to no unit (an account of nobody, a login that does not exist,
/// a citizen) is for tokens of the whole city alone.
struct EventReach: Sendable {
    private let unit: OrgUnit.ID
    private let staff: Staff
    private let chart: OrgChart

    init(_ unit: OrgUnit.ID, staff: Staff, chart: OrgChart) {
        self.unit = unit
        self.staff = staff
        self.chart = chart
    }

    /// Accounts of whoever ever held a post there: outside of these nothing is seen.
    var accounts: [Account.ID] {
        let units = unitsEverBelow
        return staff.accounts.filter { _, person in
            staff.appointments(of: person).contains { held in
                staff.posts[held.post].map { units.contains($0.unit) } ?? false
            }
        }.map(\.key).sorted()
    }

    func covers(_ event: IdentityEvent) -> Bool {
        guard let person = event.account.flatMap({ staff.accounts[$0] }) else { return false }
        let day = CivilZone.vietNam.day(of: event.at)
        return staff.appointments(of: person).contains { held in
            guard held.holds(at: event.at), let post = staff.posts[held.post] else { return false }
            return chart.isWithin(post.unit, unit, on: day)
        }
    }

    private var unitsEverBelow: Set<OrgUnit.ID> {
        var found: Set = [unit]
        var open = [unit]
        while let next = open.popLast() {
            for child in chart.children[next] ?? [] where found.insert(child).inserted { open.append(child) }
        }
        return found
    }
}

extension IdentityFeature {
    /// - Parameter unit: As `Viewer.unit` has it.
    /// - Returns: `nil` for the whole city.
    func eventReach(ofUnit unit: String) async throws -> EventReach? {
        guard !unit.isEmpty else { return nil }
        guard let id = OrgUnit.ID(unit) else { throw OrgError.unknownUnit }
        return EventReach(id, staff: try await people.staff(), chart: try await organisation.chart())
    }
}
