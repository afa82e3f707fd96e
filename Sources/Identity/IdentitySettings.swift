// SPDX-License-Identifier: Apache-2.0

import Basics

/// The reference settings of sign-in. docs/identity.md says what each is for.
package struct IdentitySettings: Sendable {
    /// A session that was not used for so long is over.
    package var idleLimit: Duration = .minutes(30)
    /// A session is over so long after its sign-in, used or not.
    package var absoluteLimit: Duration = .hours(12)
    /// How often "last seen" of a session is written at most.
    package var seenStep: Duration = .minutes(1)
    /// An initial password that nobody used for so long is void.
    package var initialPasswordLimit: Duration = .days(7)
    /// Whether a code of a second device is asked for after the password.
    package var secondFactor = SecondFactorRule.required
    /// How long the second step of a sign-in may take.
    package var halfSignInLimit: Duration = .minutes(10)
    /// How many wrong codes lock an account's second factor.
    package var codeThrottle = ThrottleRule(limit: 5)
    /// Whose name stands in people's authenticator applications.
    package var issuer = "VamCo"

    /// How often a program with a token may call, in a minute.
    package var tokenRequests = 600

    /// How many ways to an identity provider one address may begin in a minute:
    /// a whole office or hamlet may share one.
    package var errands = 120

    /// Whether citizens sign in with a code sent by e-mail.
    package var sendsCodes = false
    /// Whether such letters are shown on the page in place of being sent: for a
    /// sample city, whose people are nobody's.
    package var showsLetters = false
    /// How long such a code is good.
    package var emailCodeLimit: Duration = .minutes(10)
    /// How many codes may be asked for one address before it has to wait.
    package var emailCodeThrottle = ThrottleRule(limit: 6)
    /// How many letters with codes nobody used one network address may ask for:
    /// a hamlet may share one, and whoever uses their codes is not counted.
    package var letterThrottle: ThrottleRule = {
        var rule = ThrottleRule(limit: 20)
        (rule.longestLock, rule.forgetsAfter) = (.minutes(5), .minutes(10))
        return rule
    }()

    /// How long sessions that are over stay on record.
    package var sessionRecord: Duration = .days(90)

    /// What new password hashes cost.
    package var scrypt: ScryptCost = .standard
    /// Derivations at the same time; each takes `scrypt.bytes` of memory.
    package var derivations = 2
    /// Derivations that may wait for their turn; one more is answered 503.
    package var waitingDerivations = 200

    /// One account tried from one address.
    package var pairThrottle = ThrottleRule(limit: 5)
    /// One account tried from anywhere.
    package var accountThrottle = ThrottleRule(limit: 20)
    /// Any accounts tried from one address: a whole office may share one.
    package var addressThrottle = ThrottleRule(limit: 50)

    package init() {}
}
