// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// Checks a password and slows down whoever guesses.
///
/// Right passwords cost nothing, so a whole office may sign in at once from
/// one address. Guesses made side by side gain nothing: their outcome is told
/// only while the subject is not locked *after* the derivation, so of any
/// number at most as many as the rule allows learn anything.
struct PasswordCheck: Sendable {
    let database: any Database
    let clock: Clock
    let settings: IdentitySettings
    let passwords: Passwords

    /// Whose password is tried from where.
    struct Subject: Sendable {
        /// `nil` where no account has that login.
        let account: Account.ID?
        let address: String
        /// The keys failures are counted under. Logins are kept as digests:
        /// what was typed may have been a password.
        let pair: String
        let login: String
        let network: String?

        init(loginKey: String, account: Account.ID?, origin: SignInOrigin) {
            self.account = account
            address = origin.address
            pair = "pair:" + SessionToken.digest(of: loginKey + "\n" + origin.network)
            login = "account:" + SessionToken.digest(of: loginKey)
            network = origin.network.isEmpty ? nil : "address:" + origin.network
        }

        var all: [String] { [pair, login] + (network.map { [$0] } ?? []) }
    }

    /// Whether `password` is the one behind `hash`. Costs one derivation
    /// whatever comes in, and none while the subject is locked.
    ///
    /// - Throws: `IdentityError.locked`, `.overloaded`.
    func fits(_ password: Password?, _ hash: PasswordHash?, _ subject: Subject) async throws -> Bool {
        let now = clock.now
        try await database.read { tx in
            if let until = try FailureStore.lock(of: subject.all, at: now, in: tx) {
                throw IdentityError.locked(until: until)
            }
        }
        return try await passwords.fits(password, hash)
    }

    /// - Throws: `IdentityError.locked`.
    func refuseWhileLocked(_ subject: Subject, in tx: any Transaction) throws {
        if let until = try FailureStore.lock(of: subject.all, at: clock.now, in: tx) {
            throw IdentityError.locked(until: until)
        }
    }

    /// Counts a failure against the account, the address and the two together,
    /// and keeps it as an event.
    ///
    /// - Throws: `IdentityError.locked` when that, or one before it, locks the
    ///   subject; the failure is counted all the same.
    func recordFailure(_ subject: Subject) async throws {
        let now = clock.now
        let locked = try await database.write { tx -> Instant? in
            var was: [Instant] = []
            var becomes: [(Instant, String)] = []
            func count(_ key: String, _ rule: ThrottleRule, _ name: String) throws {
                let lock = try FailureStore.count(key, rule, at: now, in: tx)
                if let until = lock.was { was.append(until) }
                if let until = lock.becomes { becomes.append((until, name)) }
            }
            try count(subject.pair, settings.pairThrottle, "account and address")
            try count(subject.login, settings.accountThrottle, "account")
            if let network = subject.network { try count(network, settings.addressThrottle, "address") }

            func record(_ kind: IdentityEvent.Kind, _ detail: String = "") throws {
                let event = IdentityEvent(
                    at: now, kind, account: subject.account, by: .visitor, address: subject.address,
                    detail: detail)
                try EventStore.record(event, in: tx)
            }
            try record(.signInFailed)
            for (until, name) in becomes { try record(.locked, "\(name) until \(until.iso8601())") }
            return (was + becomes.map(\.0)).max()
        }
        if let locked { throw IdentityError.locked(until: locked) }
    }
}
