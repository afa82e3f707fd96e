// SPDX-License-Identifier: Apache-2.0

import Basics
import Ledger
import Letters
import SQLStore
import Synchronization
import TestSupport
import Web

@testable import Identity

/// A city's office for a test: a database, a clock to turn, and derivations
/// that cost nothing and are counted.
struct Office {
    let database: any Database
    let dial: DialClock
    let identity: IdentityFeature
    let derivations: DerivationCount

    static let start = Instant(seconds: 1_795_458_600)
    static let home = SignInOrigin(address: "203.0.113.7", userAgent: "Mozilla/5.0 (X11; Linux) Firefox/140.0")
    static let elsewhere = SignInOrigin(address: "198.51.100.9", userAgent: "curl/8")
    static let password = "một câu rất dễ nhớ"

    static func open(
        on backend: Backend, settings: IdentitySettings = .quick, openID: OpenIDSettings? = nil,
        keys: KeyRing = KeyRing(), _ body: (Office) async throws -> Void
    ) async throws {
        try await backend.withDatabase(migrations: [
            LedgerResources.migrations, LetterResources.migrations, IdentityFeature.migrations,
        ]) { database in
            let dial = DialClock(start)
            let derivations = DerivationCount()
            let identity = try IdentityFeature(
                database: database, clock: dial.clock, keys: keys, settings: settings, openID: openID,
                derive: derivations.derive)
            try await body(
                Office(database: database, dial: dial, identity: identity, derivations: derivations))
        }
    }

    /// The same office run by another process, or started anew.
    func another(
        settings: IdentitySettings = .quick, openID: OpenIDSettings? = nil, keys: KeyRing? = nil
    ) throws -> Office {
        let identity = try IdentityFeature(
            database: database, clock: dial.clock, keys: keys ?? self.identity.keys, settings: settings, openID: openID,
            derive: derivations.derive)
        return Office(database: database, dial: dial, identity: identity, derivations: derivations)
    }

    /// An account that may sign in with `Office.password`.
    @discardableResult
    func hire(_ login: String, name: String = "Nguyễn Thị Hạnh", _ roles: Set<Role> = [.operator]) async throws
        -> Account
    {
        let password = try identity.accounts.checked(Self.password, login: login, name: name)
        return try await identity.accounts.insert(
            login: login, name: name, roles: roles, password: password, isPasswordDue: false, isSample: false,
            by: .system("test"), from: .here)
    }

    func signIn(
        _ login: String, _ password: String = Office.password, from origin: SignInOrigin = Office.home,
        replacing old: String? = nil
    ) async throws -> SignIns.SignedIn {
        try await identity.signIns.signIn(login: login, password: password, from: origin, replacing: old)
    }

    /// The error a sign-in ends with.
    func refusal(
        _ login: String, _ password: String = "wrong and long", from origin: SignInOrigin = Office.home
    ) async throws -> IdentityError? {
        do {
            _ = try await signIn(login, password, from: origin)
            return nil
        } catch let error as IdentityError {
            return error
        }
    }

    /// An account of the office with a second factor whose key the test knows.
    @discardableResult
    func hireWithFactor(_ login: String, _ roles: Set<Role> = [.operator]) async throws -> Account {
        let account = try await hire(login, roles)
        let sealed = try identity.keys.sealed(
            Office.secret, for: SecondFactors.purpose, at: account.id.description)
        try await database.write { tx in
            try SecondFactorStore.set(sealed, of: account.id, step: 0, at: dial.now, in: tx)
        }
        return account
    }

    static let secret = [UInt8]("12345678901234567890".utf8)

    /// The code a telephone shows whose clock is `steps` half minutes ahead.
    func code(_ steps: Int64 = 0, of secret: [UInt8] = Office.secret) -> String {
        TimeCode.code(of: secret, step: TimeCode.step(at: dial.now) + steps)
    }

    func viewer(_ token: SessionToken) async throws -> Viewer? {
        try await identity.sessions.viewer(ofToken: token.text)
    }

    func events(_ kind: IdentityEvent.Kind) async throws -> Int {
        try await database.read { tx in
            try tx.value("SELECT count(*) FROM identity_event WHERE kind = \(kind.rawValue)") ?? 0
        }
    }
}

extension IdentitySettings {
    static var quick: IdentitySettings {
        var settings = IdentitySettings()
        settings.scrypt = .trivial
        settings.secondFactor = .offered
        return settings
    }
}

/// Counts derivations, and how many ran at the same time.
final class DerivationCount: Sendable {
    private struct State {
        var all = 0
        var now = 0
        var most = 0
    }

    private let state = Mutex(State())

    var all: Int { state.withLock { $0.all } }
    var most: Int { state.withLock { $0.most } }

    var derive: Passwords.Derivation {
        { password, salt, cost in
            self.state.withLock { state in
                state.all += 1
                state.now += 1
                state.most = max(state.most, state.now)
            }
            defer { self.state.withLock { $0.now -= 1 } }
            return try Passwords.scrypt(password, salt, cost)
        }
    }
}
