// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// A person's own change of password.
package struct PasswordChange: Sendable {
    let database: any Database
    let clock: Clock
    let passwords: Passwords
    let rules: PasswordRules
    let check: PasswordCheck

    /// Sets a new password after asking for the current one. Every session of
    /// the account ends; this browser goes on with a new token.
    ///
    /// Guesses at the current password are throttled like sign-ins, and both
    /// derivations are bounded like theirs.
    ///
    /// - Throws: `IdentityError.wrongCurrentPassword`, `.password`, `.locked`,
    ///   `.overloaded`, `.changedMeanwhile` when the password was changed or
    ///   reset from elsewhere at the same time.
    package func change(
        _ id: Account.ID, from current: String, to new: String, repeated: String, by actor: Actor,
        origin: SignInOrigin, replacing oldToken: String?
    ) async throws -> SessionToken {
        let credentials = try await database.read { tx in try AccountStore.credentials(of: id, in: tx) }
        guard let credentials, let oldHash = credentials.hash else { throw IdentityError.unknownAccount }
        let account = credentials.account
        let subject = PasswordCheck.Subject(
            loginKey: LoginName.key(ofTyped: account.login), account: id, origin: origin)
        guard try await check.fits(Password(typed: current), oldHash, subject) else {
            try await check.recordFailure(subject)
            throw IdentityError.wrongCurrentPassword
        }
        let password = try checked(new, repeated: repeated, current: current, account)
        let hash = try await passwords.hash(of: password)

        let token = SessionToken()
        let now = clock.now
        let oldDigest = oldToken.flatMap(SessionToken.init(_:))?.digest
        try await database.write { tx in
            try check.refuseWhileLocked(subject, in: tx)
            guard try AccountStore.set(chosenHash: hash, inPlaceOf: oldHash, of: id, at: now, in: tx) else {
                throw IdentityError.changedMeanwhile
            }
            // The proof goes over to the new session: it was no new sign-in.
            let old = try oldDigest.flatMap { try SessionStore.session(digest: $0, in: tx) }
            let session = Session(
                id: Session.ID(at: now), account: id, createdAt: now, lastSeenAt: now, endedAt: nil,
                userAgent: origin.userAgent, address: origin.address, provedAt: old?.provedAt,
                authentication: old?.authentication)
            try SessionStore.endAll(of: id, at: now, in: tx)
            try SessionStore.insert(session, digest: token.digest, in: tx)
            try FailureStore.forget(subject.pair, in: tx)
            try EventStore.record(
                IdentityEvent(at: now, .passwordChanged, account: id, by: actor, address: origin.address),
                in: tx)
        }
        return token
    }

    private func checked(
        _ new: String, repeated: String, current: String, _ account: Account
    ) throws -> Password {
        let password: Password
        do {
            password = try rules.checked(new, login: account.login, name: account.name)
        } catch {
            throw IdentityError.password(error)
        }
        guard password == Password(typed: repeated) else { throw IdentityError.password(.notRepeated) }
        guard password != Password(typed: current) else { throw IdentityError.password(.unchanged) }
        return password
    }
}
