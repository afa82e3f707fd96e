// SPDX-License-Identifier: Apache-2.0

package import Basics

/// What a person meets who signs in or looks after accounts.
package enum IdentityError: Error, Hashable, Sendable {
    /// Login or password is wrong, or the account is disabled or does not
    /// exist: never said which.
    case wrongCredentials
    /// Too many failures; the earliest moment to try again.
    case locked(until: Instant)
    /// Too many people sign in at this moment.
    case overloaded
    /// The initial password was not used in time.
    case initialPasswordExpired
    case password(PasswordRules.Problem)
    /// The current password, asked again before changing it, is wrong.
    case wrongCurrentPassword
    /// The code is wrong, too old, or was used before: never said which.
    case wrongCode
    /// The second step took too long, or there was no first.
    case signInOver
    case reasonMissing
    /// The first administrator's code is wrong, used or too old.
    case wrongSetUpCode
    case tokenMalformed
    /// A token is asked for a unit that does not exist today.
    case tokenUnitUnknown
    case unknownToken
    case loginTaken
    case loginMalformed
    case nameMalformed
    case unknownRole
    case unknownAccount
    /// Sessions of others than there are.
    case unknownSessions
    /// Somebody else changed the account since the page was shown.
    case changedMeanwhile
    /// The city would be left without anybody who can look after accounts.
    case lastAdministrator
    /// Before all others somebody must be able to look after accounts.
    case firstMustBeAdministrator
    /// One's own account cannot be disabled.
    case ownAccount
    /// Sample accounts go only where no real ones are.
    case notASampleDatabase
}

extension IdentityError: UserFacing {
    package var answer: (status: Int, message: Message) {
        switch self {
        case .wrongCredentials: (422, Message("identity.error.wrong-credentials"))
        case .locked(let until):
            (429, Message("identity.error.locked", ["until": .instant(until.roundedUp(to: .minutes(1)))]))
        case .overloaded: (503, Message("identity.error.overloaded"))
        case .initialPasswordExpired: (422, Message("identity.error.initial-password-expired"))
        case .password(let problem): (422, problem.message)
        case .wrongCurrentPassword: (422, Message("identity.error.wrong-current-password"))
        case .wrongCode: (422, Message("identity.error.wrong-code"))
        case .signInOver: (422, Message("identity.error.sign-in-over"))
        case .unknownSessions: (422, Message("identity.error.unknown-sessions"))
        case .reasonMissing: (422, Message("identity.error.reason-missing"))
        case .wrongSetUpCode: (422, Message("identity.error.wrong-set-up-code"))
        case .tokenMalformed: (422, Message("identity.error.token-malformed"))
        case .tokenUnitUnknown: (422, Message("identity.error.token-unit-unknown"))
        case .unknownToken: (404, Message("identity.error.unknown-token"))
        case .loginTaken: (422, Message("identity.error.login-taken"))
        case .loginMalformed: (422, Message("identity.error.login-malformed"))
        case .nameMalformed: (422, Message("identity.error.name-malformed"))
        case .unknownRole: (422, Message("identity.error.unknown-role"))
        case .unknownAccount: (404, Message("identity.error.unknown-account"))
        case .changedMeanwhile: (409, Message("identity.error.changed-meanwhile"))
        case .lastAdministrator: (409, Message("identity.error.last-administrator"))
        case .firstMustBeAdministrator: (409, Message("identity.error.first-must-be-administrator"))
        case .ownAccount: (409, Message("identity.error.own-account"))
        case .notASampleDatabase: (409, Message("identity.error.not-a-sample-database"))
        }
    }
}

extension PasswordRules.Problem {
    package var message: Message {
        switch self {
        case .tooShort: Message("identity.password.too-short", ["shortest": .count(Password.shortest)])
        case .tooLong: Message("identity.password.too-long", ["longest": .count(Password.longest)])
        case .common: Message("identity.password.common")
        case .pattern: Message("identity.password.pattern")
        case .ownName: Message("identity.password.own-name")
        case .unchanged: Message("identity.password.unchanged")
        case .notRepeated: Message("identity.password.not-repeated")
        }
    }
}
