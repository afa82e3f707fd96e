// SPDX-License-Identifier: Apache-2.0

package import Basics
import Letters
import SQLStore

/// Sign-in of citizens with a code sent by e-mail, where a city has no identity
/// provider. Everybody who has an address may; the first code that is right
/// makes the account, so no answer ever tells whether there was one.
package struct EmailCodes: Sendable {
    let database: any Database
    let clock: Clock
    let keys: KeyRing
    let settings: IdentitySettings
    let letters: LetterBox

    /// What stands in the place of a provider with such citizens.
    package static let provider = "email"
    static let purpose = "email-code"
    static let letterPurpose = "sign-in-code"

    package var isOffered: Bool { settings.sendsCodes }

    /// A code under way.
    struct Pending: Sendable {
        let address: EmailAddress
        let goodUntil: Instant
        /// How it stands with the letter.
        var letter: LetterStore.State?
        /// The letter itself, in a sample city.
        var shown: Letter?
    }

    /// Sends a code.
    ///
    /// - Parameter words: Subject and text of the letter, in the person's language.
    /// - Returns: What the browser keeps meanwhile.
    /// - Throws: `IdentityError.locked` when too many were asked for this
    ///   address, or from this network.
    func ask(
        for address: EmailAddress, from origin: SignInOrigin, words: (EmailCode) -> (subject: String, text: String)
    ) async throws -> SessionToken {
        let (token, code, now) = (SessionToken(), EmailCode(), clock.now)
        let (subject, text) = words(code)
        let sealed = try keys.sealed(Array(address.text.utf8), for: Self.purpose, at: token.digest)
        let letter = Letter(
            purpose: Self.letterPurpose, to: address, subject: subject, text: text,
            goodUntil: now + settings.emailCodeLimit)
        let person = Self.subject(address)
        try await database.write { tx in
            let throttled = [person, Self.subject(.letters, origin)]
            if let until = try FailureStore.lock(of: throttled, at: now, in: tx) {
                throw IdentityError.locked(until: until)
            }
            // Every code asked for counts; one that is used clears the count.
            _ = try FailureStore.count(person, settings.emailCodeThrottle, at: now, in: tx)
            try count(.letters, from: origin, at: now, in: tx)
            let posted = try letters.post(letter, at: now, in: tx)
            try EmailCodeStore.insert(
                token.digest, address: sealed, codeDigest: code.digest(with: token), letter: posted, at: now, in: tx)
        }
        return token
    }

    /// The code that `token` waits for, or `nil` when there is none or it is over.
    func pending(_ token: SessionToken?) async throws -> Pending? {
        guard let token else { return nil }
        let now = clock.now
        return try await database.read { tx -> Pending? in
            guard let stored = try EmailCodeStore.code(token.digest, in: tx),
                var pending = try opened(stored, token), now < pending.goodUntil
            else { return nil }
            pending.letter = try LetterStore.state(of: stored.letter, in: tx)
            if settings.showsLetters { pending.shown = try letters.letter(stored.letter, in: tx) }
            return pending
        }
    }

    /// Opens a session for whoever read the code. The session this browser had
    /// until now ends, whoever's it was.
    ///
    /// - Throws: `IdentityError.wrongCode`; `.signInOver` when the code is too
    ///   old, was used, or was guessed at too often; `.locked` while too many
    ///   wrong ones come from this network.
    func complete(
        _ token: SessionToken?, code typed: String, from origin: SignInOrigin, replacing oldToken: String?
    ) async throws -> SessionToken {
        guard let token else { throw IdentityError.signInOver }
        let (session, now, store) = (SessionToken(), clock.now, CitizenStore(keys: keys))
        let outcome = try await database.write { tx -> Result<Void, IdentityError> in
            guard let stored = try EmailCodeStore.code(token.digest, in: tx),
                let pending = try opened(stored, token), now < pending.goodUntil
            else { return .failure(.signInOver) }
            if let until = try FailureStore.lock(of: [Self.subject(.guesses, origin)], at: now, in: tx) {
                return .failure(.locked(until: until))
            }
            guard EmailCode(typed: typed)?.digest(with: token) == stored.codeDigest else {
                return .failure(try fail(token, stored, from: origin, at: now, in: tx))
            }
            try EmailCodeStore.end(token.digest, in: tx)
            try FailureStore.forget(Self.subject(pending.address), in: tx)
            try FailureStore.takeBack(Self.subject(.letters, origin), in: tx)
            try oldToken.flatMap(SessionToken.init(_:))?.end(at: now, in: tx)
            let citizen = try store.local(pending.address, at: now, in: tx)
            try CitizenSession.open(
                CitizenSession.ID(at: now), of: citizen, session, by: .emailCode,
                level: Authentication.Method.emailCode.level, proved: now, identityToken: nil, from: origin, at: now,
                in: tx)
            return .success(())
        }
        try outcome.get()
        return session
    }

    /// Keeps the name that somebody gives themselves who came with a code.
    ///
    /// - Throws: `IdentityError.nameMalformed`; `.unknownAccount` for a citizen
    ///   whose name a provider tells.
    func name(_ id: Citizen.ID, _ typed: String, from origin: SignInOrigin) async throws {
        guard let name = AccountName(typed) else { throw IdentityError.nameMalformed }
        let (now, store) = (clock.now, CitizenStore(keys: keys))
        try await database.write { tx in
            guard let citizen = try store.citizen(id, in: tx), citizen.isLocal else {
                throw IdentityError.unknownAccount
            }
            _ = try store.kept(
                .local(citizen.subject, name: name.text), subject: citizen.subject, provider: Self.provider, at: now,
                in: tx)
            try EventStore.record(CitizenSessions.event(.changed, id, from: origin, at: now), in: tx)
        }
    }

    /// Counts a wrong code; the last one that is allowed ends it.
    private func fail(
        _ token: SessionToken, _ stored: EmailCodeStore.Stored, from origin: SignInOrigin, at now: Instant,
        in tx: any Transaction
    ) throws -> IdentityError {
        let isLast = stored.wrong + 1 >= EmailCode.tries
        if isLast {
            try EmailCodeStore.end(token.digest, in: tx)
        } else {
            try EmailCodeStore.countWrong(token.digest, in: tx)
        }
        try EventStore.record(
            IdentityEvent(
                at: now, .signInFailed, account: nil, by: .visitor, address: origin.address,
                detail: "email code"),
            in: tx)
        try count(.guesses, from: origin, at: now, in: tx)
        return isLast ? .signInOver : .wrongCode
    }

    private func opened(_ stored: EmailCodeStore.Stored, _ token: SessionToken) throws -> Pending? {
        let bytes = try keys.opened(stored.address, for: Self.purpose, at: token.digest)
        return EmailAddress(String(decoding: bytes, as: UTF8.self)).map {
            Pending(address: $0, goodUntil: stored.createdAt + settings.emailCodeLimit)
        }
    }
}
