// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// The second step of signing in: setting a second factor up, asking for its
/// codes, and proving again who one is before a grave act.
package struct SecondFactors: Sendable {
    let database: any Database
    let clock: Clock
    let settings: IdentitySettings
    let keys: KeyRing
    let check: PasswordCheck

    /// What secrets are sealed for.
    static let purpose = "second-factor"

    /// A sign-in whose password was right.
    struct Half: Sendable {
        let account: Account
        /// The key to set up; `nil` where the account has one.
        let enrolment: [UInt8]?
        /// The code to type, for sample accounts, whose key is no secret.
        let sampleCode: SampleCode?
    }

    /// What the demonstration says of a sample account's code.
    enum SampleCode: Hashable, Sendable {
        case now(String)
        /// The codes of these seconds were used; the next comes then.
        case soon
    }

    /// The half sign-in of a browser; `nil` when it took too long, or the
    /// account was disabled or given another password meanwhile.
    func half(token: String?) async throws -> Half? {
        guard let token = token.flatMap(SessionToken.init(_:)) else { return nil }
        let now = clock.now
        return try await database.read { tx in
            guard let (half, account) = try current(token, at: now, in: tx) else { return nil }
            let sealed = half.enrolment
            let enrolment = try sealed.map { try keys.opened($0, for: Self.purpose, at: account.id.description) }
            let sample = account.isSample && enrolment == nil ? try sampleCode(of: account, at: now, in: tx) : nil
            return Half(account: account, enrolment: enrolment, sampleCode: sample)
        }
    }

    /// What a finished sign-in gives.
    struct Completed: Sendable {
        let account: Account
        /// For the browser alone, in place of the half one.
        let token: SessionToken
        /// Only where a second factor was set up: shown once.
        let recoveryCodes: [RecoveryCode]
    }

    /// Opens the session of a half sign-in for whoever types the right code.
    ///
    /// - Parameter code: Six digits, or one of the recovery codes.
    /// - Throws: `IdentityError.signInOver`, `.wrongCode`, `.locked`.
    func complete(token: String?, code: String, from origin: SignInOrigin) async throws -> Completed {
        guard let half = token.flatMap(SessionToken.init(_:)) else { throw IdentityError.signInOver }
        let new = SessionToken()
        let recovery = RecoveryCode.fresh()
        let now = clock.now
        let outcome = try await database.write { tx -> Outcome<Completed> in
            guard let (stored, account) = try current(half, at: now, in: tx) else { throw IdentityError.signInOver }
            let enrolment = stored.enrolment
            let method: Authentication.Method?
            if let enrolment {
                method = try enrol(enrolment, of: account, code: code, recovery, at: now, in: tx)
            } else {
                method = try use(code, of: account, from: origin, at: now, in: tx)
            }
            guard let method else { return .refused(try fail(account, from: origin, at: now, in: tx)) }
            try FailureStore.forget(Self.subject(account.id), in: tx)
            try HalfSignInStore.end(digest: half.digest, in: tx)
            if enrolment != nil { try SessionStore.endAll(of: account.id, at: now, in: tx) }
            let authentication = try Session.open(
                account, new, by: method == .recovery ? .passwordAndRecovery : .passwordAndCode, from: origin, at: now,
                in: tx)
            if enrolment != nil {
                let actor = account.actor.proved(by: authentication.proof)
                try EventStore.record(event(.secondFactorSet, account, by: actor, from: origin, at: now), in: tx)
            }
            return .done(Completed(account: account, token: new, recoveryCodes: enrolment == nil ? [] : recovery))
        }
        return try outcome.value
    }

    private func enrol(
        _ sealed: String, of account: Account, code: String, _ recovery: [RecoveryCode], at now: Instant,
        in tx: any Transaction
    ) throws -> Authentication.Method? {
        try refuseWhileLocked(account.id, at: now, in: tx)
        let secret = try keys.opened(sealed, for: Self.purpose, at: account.id.description)
        guard let step = TimeCode.step(of: code, secret: secret, at: now) else { return nil }
        try SecondFactorStore.set(sealed, of: account.id, step: step, at: now, in: tx)
        try SecondFactorStore.replaceRecoveryCodes(recovery.map(\.digest), of: account.id, in: tx)
        return .code
    }

    /// Uses a code of the account's second factor, or one of its recovery
    /// codes, once. All in one transaction, and transactions come one after
    /// the other: of guesses made side by side only as many as the rule
    /// allows are looked at.
    ///
    /// - Returns: What it was, or `nil` when it is wrong.
    /// - Throws: `IdentityError.locked`.
    func use(
        _ code: String, of account: Account, from origin: SignInOrigin, at now: Instant, in tx: any Transaction
    ) throws -> Authentication.Method? {
        try refuseWhileLocked(account.id, at: now, in: tx)
        guard let factor = try SecondFactorStore.factor(of: account.id, in: tx) else { return nil }
        let secret = try keys.opened(factor.secret, for: Self.purpose, at: account.id.description)
        if let step = TimeCode.step(of: code, secret: secret, at: now) {
            return try SecondFactorStore.use(step: step, of: account.id, secret: factor.secret, in: tx) ? .code : nil
        }
        guard let digest = RecoveryCode.digest(ofTyped: code),
            try SecondFactorStore.use(recoveryDigest: digest, of: account.id, at: now, in: tx)
        else { return nil }
        try EventStore.record(event(.recoveryCodeUsed, account, from: origin, at: now), in: tx)
        return .recovery
    }

    private func current(
        _ token: SessionToken, at now: Instant, in tx: any Reading
    ) throws -> (HalfSignInStore.Stored, Account)? {
        guard let half = try HalfSignInStore.half(digest: token.digest, in: tx),
            now - half.createdAt < settings.halfSignInLimit,
            let credentials = try AccountStore.credentials(of: half.account, in: tx),
            !credentials.account.isDisabled, credentials.passwordSetAt == half.passwordSetAt
        else { return nil }
        return (half, credentials.account)
    }

    func sampleCode(of account: Account, at now: Instant, in tx: any Reading) throws -> SampleCode? {
        guard let factor = try SecondFactorStore.factor(of: account.id, in: tx) else { return nil }
        let step = max(TimeCode.step(at: now), factor.lastStep + 1)
        guard step <= TimeCode.step(at: now) + 1 else { return .soon }
        let secret = try keys.opened(factor.secret, for: Self.purpose, at: account.id.description)
        return .now(TimeCode.code(of: secret, step: step))
    }
}

/// What a transaction decided that must be kept also where it refuses: a
/// counted failure would be lost with a thrown error.
enum Outcome<Value: Sendable>: Sendable {
    case done(Value)
    case refused(IdentityError)

    var value: Value {
        get throws {
            switch self {
            case .done(let value): value
            case .refused(let error): throw error
            }
        }
    }
}
