// SPDX-License-Identifier: Apache-2.0

package import Basics

/// One thing that happened to an account: kept for good, never a password,
/// and never what was typed as the name of an account that does not exist
/// (people type their password there).
package struct IdentityEvent: Hashable, Sendable {
    package enum Kind: String, CaseIterable, Sendable {
        case signedIn = "signed-in"
        case signInFailed = "sign-in-failed"
        /// Failures locked the account or the address.
        case locked
        case signedOut = "signed-out"
        /// A session was ended from another one.
        case sessionEnded = "session-ended"
        /// An administrator ended all of an account's sessions; the detail is how many there were.
        case sessionsEnded = "sessions-ended"
        /// An administrator ended the sessions of everybody, or of all staff or citizens; of no account.
        case allSessionsEnded = "all-sessions-ended"
        case passwordChanged = "password-changed"
        case passwordReset = "password-reset"
        case secondFactorSet = "second-factor-set"
        case secondFactorFailed = "second-factor-failed"
        /// Taken away by an administrator.
        case secondFactorReset = "second-factor-reset"
        case recoveryCodeUsed = "recovery-code-used"
        case recoveryCodesMade = "recovery-codes-made"
        /// Proved again who they are, before a grave act.
        case confirmed
        case tokenMade = "token-made"
        case tokenRevoked = "token-revoked"
        case created
        case changed
        case disabled
        case enabled
    }

    package let at: Instant
    package let kind: Kind
    /// The account it happened to; `nil` where there is none of that name.
    package let account: Account.ID?
    package let by: Actor
    /// The network address it came from; empty for a command.
    package let address: String
    /// What else is known, in words for an auditor: roles, the subject of a lock.
    package let detail: String
    /// Why, in the words of whoever did it.
    package var reason = ""
    /// Whether it has legal effect: it gives the account, or a program, power.
    package var givesPower = false

    /// Who did it, as `Actor.stored`.
    package var actor: String { by.stored }

    /// The name of the person who did it, when the event is read; `nil` for
    /// what a visitor or the program did.
    package var actorName: String?
    /// The name of the account it happened to, when a list of many is read.
    package var accountName: String?

    package init(
        at moment: Instant, _ kind: Kind, account: Account.ID?, by actor: Actor, address: String = "",
        detail: String = ""
    ) {
        at = moment
        self.kind = kind
        self.account = account
        by = actor
        self.address = address
        self.detail = detail
    }
}
