// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Signing in and out.
package struct SignIns: Sendable {
    let database: any Database
    let clock: Clock
    let settings: IdentitySettings
    let passwords: Passwords
    let check: PasswordCheck
    let keys: KeyRing

    init(database: any Database, clock: Clock, settings: IdentitySettings, passwords: Passwords, keys: KeyRing) {
        self.keys = keys
        self.database = database
        self.clock = clock
        self.settings = settings
        self.passwords = passwords
        check = PasswordCheck(database: database, clock: clock, settings: settings, passwords: passwords)
    }

    /// What a sign-in gives.
    package struct SignedIn: Sendable {
        package let account: Account
        /// For the browser alone.
        package let token: SessionToken
        /// Whether the token opens nothing yet but the page of the second factor.
        package let isHalf: Bool
    }

    /// Opens a session for whoever knows an account's password, or, where a
    /// second factor is asked for, the way to it.
    ///
    /// The session this browser had until now ends, whoever's it was, and the
    /// new one has a token nobody has seen. An older hash is renewed to
    /// today's cost on the way.
    ///
    /// - Parameter oldToken: What the browser sent as its session, if anything.
    /// - Throws: `IdentityError.wrongCredentials`, `.locked`, `.overloaded`,
    ///   `.initialPasswordExpired`; `StoreError`.
    package func signIn(
        login: String, password: String, from origin: SignInOrigin, replacing oldToken: String?
    ) async throws -> SignedIn {
        let loginKey = LoginName.key(ofTyped: login)
        let typed = Password(typed: password)
        let credentials = try await database.read { tx in try AccountStore.credentials(loginKey: loginKey, in: tx) }
        let subject = PasswordCheck.Subject(loginKey: loginKey, account: credentials?.account.id, origin: origin)
        let isRight = try await check.fits(typed, credentials?.hash, subject)
        guard isRight, let typed, let credentials, let oldHash = credentials.hash, !credentials.account.isDisabled
        else {
            try await check.recordFailure(subject)
            throw IdentityError.wrongCredentials
        }
        let account = credentials.account
        if account.isPasswordDue, clock.now - credentials.passwordSetAt > settings.initialPasswordLimit {
            throw IdentityError.initialPasswordExpired
        }
        let renewed = oldHash.cost == passwords.cost ? nil : try await passwords.hash(of: typed)

        let token = SessionToken()
        let now = clock.now
        let enrolment = try keys.sealed(
            Passwords.randomBytes(TimeCode.secretLength), for: SecondFactors.purpose, at: account.id.description)
        return try await database.write { tx -> SignedIn in
            try check.refuseWhileLocked(subject, in: tx)
            // Disabled or given another password while this one was checked.
            guard let current = try AccountStore.credentials(of: account.id, in: tx), !current.account.isDisabled,
                current.passwordSetAt == credentials.passwordSetAt
            else { throw IdentityError.wrongCredentials }
            if let renewed {
                try AccountStore.set(renewedHash: renewed, inPlaceOf: oldHash, of: account.id, in: tx)
            }
            try oldToken.flatMap(SessionToken.init(_:))?.end(at: now, in: tx)
            try FailureStore.forget(subject.pair, in: tx)
            let hasFactor = try SecondFactorStore.factor(of: account.id, in: tx) != nil
            if hasFactor || settings.secondFactor == .required {
                try HalfSignInStore.insert(
                    digest: token.digest, account: account.id, passwordSetAt: current.passwordSetAt,
                    enrolment: hasFactor ? nil : enrolment, at: now, in: tx)
                return SignedIn(account: current.account, token: token, isHalf: true)
            }
            try Session.open(current.account, token, by: .password, from: origin, at: now, in: tx)
            return SignedIn(account: current.account, token: token, isHalf: false)
        }
    }

    /// Ends the session of `token`; does nothing when it is over or unknown.
    package func signOut(token: String, from origin: SignInOrigin) async throws {
        guard let token = SessionToken(token) else { return }
        let now = clock.now
        try await database.write { tx in
            try HalfSignInStore.end(digest: token.digest, in: tx)
            guard let account = try SessionStore.end(digest: token.digest, at: now, in: tx) else { return }
            try EventStore.record(
                IdentityEvent(
                    at: now, .signedOut, account: account, by: .person(id: account.description, name: ""),
                    address: origin.address),
                in: tx)
        }
    }

    /// Whether there is any account at all; before that a sign-in page can
    /// only say how to make the first.
    package var isPrepared: Bool {
        get async throws { try await database.read { tx in try AccountStore.hasAny(in: tx) } }
    }
}
