// SPDX-License-Identifier: Apache-2.0

package import Basics
package import SQLStore
package import Web

/// Looking after accounts.
package struct Accounts: Sendable {
    let database: any Database
    let clock: Clock
    let passwords: Passwords
    let rules: PasswordRules

    /// An account and the password to hand to its person, shown once.
    package struct Issued: Sendable {
        package let account: Account
        package let password: Password
    }

    /// Whether anybody can sign in at all.
    package static func exist(in database: any Database) async throws -> Bool {
        try await database.read { tx in try AccountStore.hasAny(in: tx) }
    }

    /// Whether somebody could sign in with a known password where real people work.
    package static func samplesStandBesideReal(in database: any Database) async throws -> Bool {
        try await database.read { tx in
            try AccountStore.hasOpenSample(in: tx) && AccountStore.hasAnyReal(in: tx)
        }
    }

    /// Whether real people work here.
    package static func realExist(in database: any Database) async throws -> Bool {
        try await database.read { tx in try AccountStore.hasAnyReal(in: tx) }
    }

    package func account(_ id: Account.ID) async throws -> Account {
        let account = try await database.read { tx in try AccountStore.account(id, in: tx) }
        guard let account else { throw IdentityError.unknownAccount }
        return account
    }

    /// Accounts by login name; with `search`, those with a word of name or
    /// login that begins so, marks and capitals aside.
    package func page(search: String, after cursor: Cursor?, limit: Int = 50) async throws -> Page<Account> {
        try await database.read { tx in
            try AccountStore.page(search: search, after: cursor, limit: limit, in: tx)
        }
    }

    /// What happened to an account, the latest first.
    package func events(of id: Account.ID, latest count: Int = 30) async throws -> [IdentityEvent] {
        try await database.read { tx in try EventStore.latest(count, of: id, in: tx) }
    }

    /// Makes an account with an initial password.
    ///
    /// - Throws: `IdentityError` for a malformed or taken login, a malformed
    ///   name or an unknown role; `.overloaded`.
    package func create(
        login: String, name: String, roles: Set<Role>, by actor: Actor, from origin: SignInOrigin
    ) async throws -> Issued {
        let password = Password.initial()
        let account = try await insert(
            login: login, name: name, roles: roles, password: password, isPasswordDue: true, isSample: false, by: actor,
            from: origin)
        return Issued(account: account, password: password)
    }

    /// Makes an account at the machine's terminal.
    ///
    /// - Parameter password: `nil` makes an initial one.
    /// - Throws: `IdentityError`.
    func createByCommand(login: String, name: String, role: Role, password: String?) async throws -> Issued {
        if role != .administrator {
            guard try await database.read({ tx in try AccountStore.hasAny(in: tx) }) else {
                throw IdentityError.firstMustBeAdministrator
            }
        }
        let chosen = try password.map { try checked($0, login: login, name: name) }
        let used = chosen ?? Password.initial()
        let account = try await insert(
            login: login, name: name, roles: [role], password: used, isPasswordDue: chosen == nil, isSample: false,
            by: .system("identity.command"), from: .here)
        return Issued(account: account, password: used)
    }

    /// - Throws: `IdentityError.password`.
    func checked(_ password: String, login: String, name: String) throws -> Password {
        do {
            return try rules.checked(password, login: login, name: name)
        } catch {
            throw IdentityError.password(error)
        }
    }

    func insert(
        login: String, name: String, roles: Set<Role>, password: Password, isPasswordDue: Bool, isSample: Bool,
        by actor: Actor, from origin: SignInOrigin,
        alongside more: @escaping @Sendable (any Transaction) throws -> Void = { _ in }
    ) async throws -> Account {
        guard let login = LoginName(login) else { throw IdentityError.loginMalformed }
        guard let name = AccountName(name) else { throw IdentityError.nameMalformed }
        guard roles.isSubset(of: Role.all) else { throw IdentityError.unknownRole }
        let hash = try await passwords.hash(of: password)
        let now = clock.now
        let account = Account(
            id: Account.ID(at: now), login: login.text, name: name.text, roles: roles, createdAt: now, disabledAt: nil,
            isPasswordDue: isPasswordDue, isSample: isSample, version: 1)
        try await database.write { tx in
            try more(tx)
            if isSample, try AccountStore.hasAnyReal(in: tx) { throw IdentityError.notASampleDatabase }
            try AccountStore.insert(account, login: login, hash: hash, in: tx)
            var event = self.event(.created, account.id, by: actor, from: origin, at: now, detail: Self.text(of: roles))
            event.givesPower = !roles.isEmpty
            try EventStore.record(event, in: tx)
        }
        return account
    }

    func event(
        _ kind: IdentityEvent.Kind, _ id: Account.ID, by actor: Actor, from origin: SignInOrigin, at now: Instant,
        detail: String = ""
    ) -> IdentityEvent {
        IdentityEvent(at: now, kind, account: id, by: actor, address: origin.address, detail: detail)
    }

    static func text(of roles: Set<Role>) -> String { roles.map(\.rawValue).sorted().joined(separator: ", ") }
}
