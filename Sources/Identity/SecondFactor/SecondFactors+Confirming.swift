// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// What somebody who is signed in does with their second factor, and what an
/// administrator may do to it.
extension SecondFactors {
    /// What an account's own page tells of its second factor.
    struct State: Hashable, Sendable {
        /// `nil` where there is none.
        let setAt: Instant?
        let recoveryCodesLeft: Int
    }

    func state(of account: Account.ID) async throws -> State {
        try await database.read { tx in
            State(
                setAt: try SecondFactorStore.factor(of: account, in: tx)?.setAt,
                recoveryCodesLeft: try SecondFactorStore.recoveryCodesLeft(of: account, in: tx))
        }
    }

    /// For a sample account, the code to type.
    func sampleCode(of account: Account) async throws -> SampleCode? {
        guard account.isSample else { return nil }
        let now = clock.now
        return try await database.read { tx in try sampleCode(of: account, at: now, in: tx) }
    }

    /// Proves again who somebody is: by a code, or by the password where the
    /// account has no second factor. The session goes on under a new token; a
    /// copy of the old one is worth nothing from then on.
    ///
    /// - Throws: `IdentityError.wrongCode`, `.wrongCurrentPassword`, `.locked`,
    ///   `.overloaded`, `.signInOver` when the session ended meanwhile.
    func confirm(
        _ id: Account.ID, code: String, password: String, token: String?, from origin: SignInOrigin
    ) async throws -> SessionToken {
        guard let old = token.flatMap(SessionToken.init(_:)) else { throw IdentityError.signInOver }
        let byPassword = try await state(of: id).setAt == nil
        if byPassword { try await checkPassword(password, of: id, from: origin) }
        let new = SessionToken()
        let now = clock.now
        let outcome = try await database.write { tx -> Outcome<SessionToken> in
            guard let account = try AccountStore.account(id, in: tx), !account.isDisabled else {
                throw IdentityError.signInOver
            }
            let used = byPassword ? .password : try use(code, of: account, from: origin, at: now, in: tx)
            guard let used else { return .refused(try fail(account, from: origin, at: now, in: tx)) }
            let authentication = Authentication(at: now, account: id, method: used, from: origin)
            guard
                try SessionStore.renew(
                    digest: old.digest, as: new.digest, of: id, provedBy: authentication, in: tx)
            else { throw IdentityError.signInOver }
            try FailureStore.forget(Self.subject(id), in: tx)
            try AuthenticationStore.record(authentication, in: tx)
            try EventStore.record(event(.confirmed, account, from: origin, at: now, detail: used.rawValue), in: tx)
            return .done(new)
        }
        return try outcome.value
    }

    private func checkPassword(_ password: String, of id: Account.ID, from origin: SignInOrigin) async throws {
        let credentials = try await database.read { tx in try AccountStore.credentials(of: id, in: tx) }
        guard let credentials else { throw IdentityError.unknownAccount }
        let subject = PasswordCheck.Subject(
            loginKey: LoginName.key(ofTyped: credentials.account.login), account: id, origin: origin)
        guard try await check.fits(Password(typed: password), credentials.hash, subject) else {
            try await check.recordFailure(subject)
            throw IdentityError.wrongCurrentPassword
        }
        try await database.read { tx in
            if let until = try FailureStore.lock(of: subject.all, at: clock.now, in: tx) {
                throw IdentityError.locked(until: until)
            }
        }
    }

    /// Begins to set up a second factor, the first or another in place of it,
    /// which counts only once a code of the new one was typed.
    ///
    /// - Returns: The token of a half sign-in, for the browser.
    func beginReplacing(of id: Account.ID, from origin: SignInOrigin) async throws -> SessionToken {
        let token = SessionToken()
        let now = clock.now
        let sealed = try keys.sealed(
            Passwords.randomBytes(TimeCode.secretLength), for: Self.purpose, at: id.description)
        try await database.write { tx in
            guard let credentials = try AccountStore.credentials(of: id, in: tx), !credentials.account.isDisabled else {
                throw IdentityError.unknownAccount
            }
            try HalfSignInStore.endAll(of: id, in: tx)
            try HalfSignInStore.insert(
                digest: token.digest, account: id, passwordSetAt: credentials.passwordSetAt, enrolment: sealed,
                at: now, in: tx)
        }
        return token
    }

    /// Ten new recovery codes; those from before are void.
    func freshRecoveryCodes(of id: Account.ID, by actor: Actor, from origin: SignInOrigin) async throws
        -> [RecoveryCode]
    {
        let codes = RecoveryCode.fresh()
        let now = clock.now
        try await database.write { tx in
            guard let account = try AccountStore.account(id, in: tx),
                try SecondFactorStore.factor(of: id, in: tx) != nil
            else { throw IdentityError.unknownAccount }
            try SecondFactorStore.replaceRecoveryCodes(codes.map(\.digest), of: id, in: tx)
            try EventStore.record(event(.recoveryCodesMade, account, by: actor, from: origin, at: now), in: tx)
        }
        return codes
    }

    /// Takes an account's second factor away, for a person who lost it, and
    /// ends the account's sessions: the next sign-in sets up another.
    ///
    /// - Throws: `IdentityError.reasonMissing`, `.unknownAccount`.
    package func reset(_ id: Account.ID, reason: String, by actor: Actor, from origin: SignInOrigin) async throws {
        guard let reason = Reason(reason) else { throw IdentityError.reasonMissing }
        let now = clock.now
        try await database.write { tx in
            guard try AccountStore.account(id, in: tx) != nil else { throw IdentityError.unknownAccount }
            _ = try SecondFactorStore.remove(of: id, in: tx)
            try SessionStore.endAll(of: id, at: now, in: tx)
            try FailureStore.forget(Self.subject(id), in: tx)
            var event = IdentityEvent(at: now, .secondFactorReset, account: id, by: actor, address: origin.address)
            event.reason = reason.text
            try EventStore.record(event, in: tx)
        }
    }
}
