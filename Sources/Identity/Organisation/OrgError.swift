// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What stands against a change of the organisation.
package enum OrgError: Error, Hashable, Sendable {
    case unknownUnit
    case unknownPlan
    case unknownImport
    /// Somebody else changed the unit (or the plan) since the page was shown.
    case changedMeanwhile
    /// Too many changes at the same moment: nothing was done.
    case busy
    case problems([OrgProblem])
    /// The plan was decided, withdrawn or discarded already.
    case planNotDraft
    /// The day of a decided plan is past: it cannot be withdrawn.
    case planInEffect
    case importEnded
    /// What is to be taken back was taken back already.
    case unknownRecord
    /// A correction says why, in 500 signs at most.
    case reasonMissing
    /// A list that ships with the program cannot be read.
    case damagedReference(String)
}

extension OrgError: UserFacing {
    package var answer: (status: Int, message: Message) {
        switch self {
        case .unknownUnit: (404, Message("identity.org.error.unknown-unit"))
        case .unknownPlan: (404, Message("identity.org.error.unknown-plan"))
        case .unknownImport: (404, Message("identity.org.error.unknown-import"))
        case .changedMeanwhile: (409, Message("identity.org.error.changed-meanwhile"))
        case .busy: (503, Message("identity.org.error.busy"))
        case .problems(let problems):
            (422, problems.first?.message ?? Message("identity.org.error.changed-meanwhile"))
        case .planNotDraft: (409, Message("identity.org.error.plan-not-draft"))
        case .planInEffect: (409, Message("identity.org.error.plan-in-effect"))
        case .importEnded: (409, Message("identity.org.error.import-ended"))
        case .unknownRecord: (404, Message("identity.org.error.unknown-record"))
        case .reasonMissing: (422, Message("identity.org.error.reason-missing"))
        case .damagedReference(let name): (500, Message("identity.org.error.damaged-reference", ["name": .text(name)]))
        }
    }
}

/// Something that would be wrong with the organisation.
package struct OrgProblem: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case noName
        case noCode
        case unknownKind(String)
        case backwards
        /// Two versions of one unit hold on one day.
        case overlappingVersions(CivilDay)
        /// Another unit has the same code at the same time.
        case codeTaken(code: String, by: String, CivilDay)
        case parentUnknown
        /// The unit above does not exist during all of this one's time.
        case outsideParent(parent: String, CivilDay)
        /// The unit would stand above itself.
        case cycle
        /// A unit below exists when this one does not.
        case childLeftBehind(child: String, CivilDay)
        case shareOutOfRange
        /// The shares of what the unit is divided into add up to this, not to 1.
        case sharesDoNotSum(Double)
        /// Some shares of a division are known and some are not.
        case sharesIncomplete
        case succeedsItself
        case successorMissing
        /// The successor does not exist on the day.
        case successorNotThere(successor: String, CivilDay)
        case predecessorNeverThere(CivilDay)
        /// The unit ends and nobody follows.
        case noSuccessor(CivilDay)
        case noFunction
    }

    package let unit: OrgUnit.ID
    /// How the unit is called.
    package let title: String
    package let kind: Kind

    package var message: Message {
        var arguments: [String: Message.Argument] = ["unit": .text(title)]
        let key: String
        switch kind {
        case .noName: key = "no-name"
        case .noCode: key = "no-code"
        case .unknownKind(let kind):
            key = "unknown-kind"
            arguments["kind"] = .text(kind)
        case .backwards: key = "backwards"
        case .overlappingVersions(let day):
            key = "overlapping"
            arguments["day"] = .day(day)
        case .codeTaken(let code, let other, let day):
            key = "code-taken"
            arguments.merge(["code": .text(code), "other": .text(other), "day": .day(day)]) { $1 }
        case .parentUnknown: key = "parent-unknown"
        case .outsideParent(let parent, let day):
            key = "outside-parent"
            arguments.merge(["parent": .text(parent), "day": .day(day)]) { $1 }
        case .cycle: key = "cycle"
        case .childLeftBehind(let child, let day):
            key = "child-left"
            arguments.merge(["child": .text(child), "day": .day(day)]) { $1 }
        case .shareOutOfRange: key = "share-out-of-range"
        case .sharesDoNotSum(let sum):
            key = "shares-sum"
            arguments["sum"] = .number(sum * 100, decimals: 1)
        case .sharesIncomplete: key = "shares-incomplete"
        case .succeedsItself: key = "succeeds-itself"
        case .successorMissing: key = "successor-missing"
        case .successorNotThere(let successor, let day):
            key = "successor-not-there"
            arguments.merge(["successor": .text(successor), "day": .day(day)]) { $1 }
        case .predecessorNeverThere(let day):
            key = "predecessor-never-there"
            arguments["day"] = .day(day)
        case .noSuccessor(let day):
            key = "no-successor"
            arguments["day"] = .day(day)
        case .noFunction: key = "no-function"
        }
        return Message("identity.org.problem.\(key)", arguments)
    }
}
