// SPDX-License-Identifier: Apache-2.0

import Basics
import Ports
import Web

extension People {
    /// Whose a post is: everything in which it gives powers. Whoever fills it
    /// hands those powers on, so they must reach that far themselves.
    static func scope(of unit: OrgUnit.ID, _ reach: Post.Reach, in chart: OrgChart, on day: CivilDay) -> ActScope {
        switch reach {
        case .unit: .unit(unit.description)
        case .subtree: .unitAndBelow(unit.description)
        case .parent: .unitAndBelow((chart[unit]?.version(on: day)?.parent ?? unit).description)
        case .city: .city
        }
    }

    /// Posts that the viewer may fill and empty.
    func changeablePosts(for viewer: Viewer, _ staff: Staff, _ chart: OrgChart) -> Set<Post.ID> {
        guard let account = viewer.accountID else { return [] }
        let (rule, now) = (rules[Self.changeOfStaff], clock.now)
        let day = organisation.today
        return Set(
            staff.posts.values.filter { post in
                let scope = scope(Self.scope(of: post.unit, post.reach, in: chart, on: day), in: chart)
                return staff.permits(account, rule, in: scope, state: nil, of: chart, at: now)
            }.map(\.id))
    }
}

extension PeoplePages {
    /// - Returns: The viewer in the office whose power it is.
    /// - Throws: `PermissionError.outOfReach`, `StaffError.unknownPost`.
    func requireChange(of post: Post.ID, _ context: WebContext) async throws -> Actor {
        guard let post = try await people.staff().posts[post] else { throw StaffError.unknownPost }
        return try await requireChange(of: post.unit, post.reach, context)
    }

    /// - Throws: `PermissionError.outOfReach`, `StaffError.unknownAppointment`.
    func requireChange(of appointment: Appointment.ID, _ context: WebContext) async throws -> Actor {
        guard let held = try await people.staff().appointments[appointment] else {
            throw StaffError.unknownAppointment
        }
        return try await requireChange(of: held.post, context)
    }

    func requireChange(of unit: OrgUnit.ID, _ reach: Post.Reach, _ context: WebContext) async throws -> Actor {
        let chart = try await people.organisation.chart()
        return try await people.require(
            People.changeOfStaff, of: context.viewer.actor,
            in: People.scope(of: unit, reach, in: chart, on: people.organisation.today))
    }
}
