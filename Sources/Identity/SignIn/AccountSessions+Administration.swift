// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore

/// What an administrator does with the sessions of somebody else (ASVS V7.4.5).
extension AccountSessions {
    /// The open sessions of an account, the latest first.
    package func open(of account: Account.ID) async throws -> [Session] {
        try await open(of: account, token: nil).all
    }

    /// Ends every session of an account, and its sign-ins that wait for a
    /// second factor; the person may sign in again.
    ///
    /// - Returns: How many sessions were open. Where there was none, nothing is recorded.
    /// - Throws: `IdentityError.unknownAccount`.
    package func endAll(of id: Account.ID, by actor: Actor, from origin: SignInOrigin) async throws -> Int {
        let now = clock.now
        return try await database.write { tx in
            guard let account = try AccountStore.account(id, in: tx) else { throw IdentityError.unknownAccount }
            let open = try SessionStore.unended(of: account.id, in: tx).filter { $0.isOpen(at: now, settings) }
            try SessionStore.endAll(of: account.id, at: now, in: tx)
            guard !open.isEmpty else { return 0 }
            try EventStore.record(
                IdentityEvent(
                    at: now, .sessionsEnded, account: account.id, by: actor, address: origin.address,
                    detail: "\(open.count)"),
                in: tx)
            return open.count
        }
    }
}
