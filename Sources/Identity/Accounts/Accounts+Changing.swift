// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore
package import Web

/// Changes by an administrator. Each names the version of the account that
/// the page showed, and fails with `IdentityError.changedMeanwhile` when
/// somebody else was faster.
extension Accounts {
    /// - Parameter reason: Asked for where roles are given or taken.
    /// - Throws: `IdentityError.reasonMissing`, `.nameMalformed`, `.unknownRole`, `.lastAdministrator`.
    package func change(
        _ id: Account.ID, version: Int, name: String, roles: Set<Role>, because reason: String, by actor: Actor,
        from origin: SignInOrigin
    ) async throws {
        let reason = Reason(reason)
        guard let name = AccountName(name) else { throw IdentityError.nameMalformed }
        guard roles.isSubset(of: Role.all) else { throw IdentityError.unknownRole }
        try await changing(id) { account, now, tx in
            guard reason != nil || roles == account.roles else { throw IdentityError.reasonMissing }
            if !roles.contains(.administrator) { try keepAdministrator(besides: account, in: tx) }
            let isCurrent = try AccountStore.set(
                name: name.text, login: account.login, roles: roles, of: id, version: version, in: tx)
            guard isCurrent else { throw IdentityError.changedMeanwhile }
            let detail = "\(Self.text(of: account.roles)) → \(Self.text(of: roles))"
            var event = self.event(.changed, id, by: actor, from: origin, at: now, detail: detail)
            event.reason = reason?.text ?? ""
            event.givesPower = !roles.isSubset(of: account.roles)
            try EventStore.record(event, in: tx)
        }
    }

    /// Lets the account sign in no more; its sessions and tokens end at once.
    ///
    /// - Throws: `IdentityError.reasonMissing`, `.ownAccount`, `.lastAdministrator`.
    package func disable(
        _ id: Account.ID, version: Int, because reason: String, by actor: Actor, from origin: SignInOrigin
    ) async throws {
        guard actor.stored != "person:\(id)" else { throw IdentityError.ownAccount }
        guard let reason = Reason(reason) else { throw IdentityError.reasonMissing }
        try await changing(id) { account, now, tx in
            try keepAdministrator(besides: account, in: tx)
            guard try AccountStore.set(disabledAt: now, of: id, version: version, in: tx) else {
                throw IdentityError.changedMeanwhile
            }
            try SessionStore.endAll(of: id, at: now, in: tx)
            try APITokens.revokeAll(of: id, by: actor, from: origin, at: now, in: tx)
            var event = self.event(.disabled, id, by: actor, from: origin, at: now)
            event.reason = reason.text
            try EventStore.record(event, in: tx)
        }
    }

    package func enable(_ id: Account.ID, version: Int, by actor: Actor, from origin: SignInOrigin) async throws {
        try await changing(id) { account, now, tx in
            guard try AccountStore.set(disabledAt: nil, of: id, version: version, in: tx) else {
                throw IdentityError.changedMeanwhile
            }
            var event = self.event(.enabled, id, by: actor, from: origin, at: now)
            // Whose the account is may hold posts.
            event.givesPower = try !account.roles.isEmpty || StaffStore.person(ofAccount: id, in: tx) != nil
            try EventStore.record(event, in: tx)
        }
    }

    /// Gives out a new initial password and ends the account's sessions.
    package func resetPassword(
        _ id: Account.ID, version: Int, by actor: Actor, from origin: SignInOrigin
    ) async throws -> Issued {
        let password = Password.initial()
        let hash = try await passwords.hash(of: password)
        try await changing(id) { _, now, tx in
            guard try AccountStore.set(initialHash: hash, of: id, version: version, at: now, in: tx) else {
                throw IdentityError.changedMeanwhile
            }
            try SessionStore.endAll(of: id, at: now, in: tx)
            try EventStore.record(event(.passwordReset, id, by: actor, from: origin, at: now), in: tx)
        }
        return Issued(account: try await account(id), password: password)
    }

    private func changing(
        _ id: Account.ID, _ body: @escaping @Sendable (Account, Instant, any Transaction) throws -> Void
    ) async throws {
        let now = clock.now
        try await database.write { tx in
            guard let account = try AccountStore.account(id, in: tx) else { throw IdentityError.unknownAccount }
            try body(account, now, tx)
        }
    }

    private func keepAdministrator(besides account: Account, in tx: any Transaction) throws {
        guard account.roles.contains(.administrator), !account.isDisabled else { return }
        guard try AccountStore.hasAdministrator(besides: account.id, in: tx) else {
            throw IdentityError.lastAdministrator
        }
    }
}
