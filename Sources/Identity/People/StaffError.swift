// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What stands against a change of people and posts.
package enum StaffError: Error, Hashable, Sendable {
    case unknownPerson
    case unknownPost
    case unknownUnit
    case unknownAppointment
    case nameMalformed
    case titleMalformed
    case unknownAccount
    case accountTaken
    case changedMeanwhile
    /// Ends before it begins.
    case backwards
    /// Of a person who has left.
    case hasLeft
    /// The person holds the post in that time already.
    case holdsAlready
    /// The unit does not exist then.
    case unitNotThere
    /// To oneself, or of roles the post does not have.
    case delegationEmpty
    case lastAdministrator
    case ownself
    /// Roles that are given to accounts alone.
    case roleNotForPosts
    case reasonMissing
}

extension StaffError: UserFacing {
    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknownPerson: (404, Message("identity.staff.error.unknown-person"))
        case .unknownPost: (422, Message("identity.staff.error.unknown-post"))
        case .unknownUnit: (422, Message("identity.staff.error.unknown-unit"))
        case .unknownAppointment: (404, Message("identity.staff.error.unknown-appointment"))
        case .nameMalformed: (422, Message("identity.error.name-malformed"))
        case .titleMalformed: (422, Message("identity.staff.error.title-malformed"))
        case .unknownAccount: (422, Message("identity.staff.error.unknown-account"))
        case .accountTaken: (422, Message("identity.staff.error.account-taken"))
        case .changedMeanwhile: (409, Message("identity.org.error.changed-meanwhile"))
        case .backwards: (422, Message("identity.staff.error.backwards"))
        case .hasLeft: (409, Message("identity.staff.error.has-left"))
        case .holdsAlready: (409, Message("identity.staff.error.holds-already"))
        case .unitNotThere: (422, Message("identity.staff.error.unit-not-there"))
        case .delegationEmpty: (422, Message("identity.staff.error.delegation-empty"))
        case .lastAdministrator: (409, Message("identity.error.last-administrator"))
        case .ownself: (409, Message("identity.staff.error.ownself"))
        case .reasonMissing: (422, Message("identity.error.reason-missing"))
        case .roleNotForPosts: (422, Message("identity.staff.error.role-not-for-posts"))
        }
    }
}
