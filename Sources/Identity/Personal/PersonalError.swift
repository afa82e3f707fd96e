// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What stands against an act on personal data.
package enum PersonalError: Error, Hashable, Sendable {
    case malformed(PersonalField)
    case reasonMissing
    case nothingKept
    case changedMeanwhile
    /// A legal hold keeps the data from being erased.
    case held
    case unknownRequest
    case answeredAlready
    case answerMissing
    case requestEmpty
    case unknownHold
    case termMalformed
    case tooManyRequests
    /// One's own request is answered by somebody else.
    case ownRequest
    /// Other requests of the person wait: erasing would take their words.
    case othersOpen
}

extension PersonalError: UserFacing {
    package var answer: (status: Int, message: Message) {
        switch self {
        case .malformed(let field): (422, Message("identity.personal.error.malformed-\(field.rawValue)"))
        case .reasonMissing: (422, Message("identity.personal.error.reason-missing"))
        case .nothingKept: (404, Message("identity.personal.error.nothing-kept"))
        case .changedMeanwhile: (409, Message("identity.org.error.changed-meanwhile"))
        case .held: (409, Message("identity.personal.error.held"))
        case .unknownRequest: (404, Message("identity.personal.error.unknown-request"))
        case .answeredAlready: (409, Message("identity.personal.error.answered-already"))
        case .answerMissing: (422, Message("identity.personal.error.answer-missing"))
        case .requestEmpty: (422, Message("identity.personal.error.request-empty"))
        case .unknownHold: (404, Message("identity.personal.error.unknown-hold"))
        case .termMalformed: (422, Message("identity.personal.error.term-malformed"))
        case .ownRequest: (409, Message("identity.personal.error.own-request"))
        case .othersOpen: (409, Message("identity.personal.error.others-open"))
        case .tooManyRequests: (429, Message("identity.personal.error.too-many-requests"))
        }
    }
}
