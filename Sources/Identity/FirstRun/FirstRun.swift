// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore
import Web

/// Making the first administrator of a new city on a page.
///
/// The server prints a code when it starts without any account; whoever can
/// read its output may use it, once, for an hour. Nobody on the network can:
/// the code has 95 bits, and the page is gone once there is an account.
package struct FirstRun: Sendable {
    let accounts: Accounts
    let rules: PasswordRules

    static let limit: Duration = .hours(1)

    /// A new code, in place of any before; `nil` where there are accounts.
    package func prepare() async throws -> String? {
        let code = Password.initial().text
        let now = accounts.clock.now
        return try await accounts.database.write { tx in
            guard try !AccountStore.hasAny(in: tx) else { return nil }
            try FirstRunStore.set(Self.digest(of: code), at: now, in: tx)
            return code
        }
    }

    /// Whether the page is open.
    var isOpen: Bool { get async throws { try await !Accounts.exist(in: accounts.database) } }

    /// Makes the first administrator. Code and account are one transaction:
    /// of two people with the code one makes an account.
    ///
    /// - Throws: `IdentityError.wrongSetUpCode` for a wrong, used or old code,
    ///   and where there is an account; `.password`, `.loginMalformed`, `.nameMalformed`.
    func complete(
        code: String, login: String, name: String, password: String, repeated: String, from origin: SignInOrigin
    ) async throws -> Account {
        let digest = Self.digest(of: code)
        try await accounts.database.read { [clock = accounts.clock] tx in
            try Self.check(digest, at: clock.now, in: tx)
        }
        guard LoginName(login) != nil else { throw IdentityError.loginMalformed }
        guard AccountName(name) != nil else { throw IdentityError.nameMalformed }
        let chosen = try accounts.checked(password, login: login, name: name)
        guard chosen == Password(typed: repeated) else { throw IdentityError.password(.notRepeated) }
        let clock = accounts.clock
        return try await accounts.insert(
            login: login, name: name, roles: [.administrator], password: chosen, isPasswordDue: false, isSample: false,
            by: .system("identity.first-run"), from: origin
        ) { tx in
            try Self.check(digest, at: clock.now, in: tx)
            try FirstRunStore.remove(in: tx)
        }
    }

    private static func check(_ digest: String, at now: Instant, in tx: any Reading) throws {
        guard let stored = try FirstRunStore.stored(in: tx), stored.digest == digest, now - stored.madeAt < limit,
            try !AccountStore.hasAny(in: tx)
        else { throw IdentityError.wrongSetUpCode }
    }

    private static func digest(of code: String) -> String {
        SessionToken.digest(of: "first-run " + code.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
