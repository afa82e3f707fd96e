// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
package import Web

/// The open sessions, as pages ask for them.
///
/// Every question goes to the database, so that a session that was ended and
/// an account that was disabled are out with the next request on every node.
package struct AccountSessions: Sessions {
    let database: any Database
    let clock: Clock
    let settings: IdentitySettings
    /// What posts give beside the account's own roles.
    let people: People
    let logger: Logger

    /// - Complexity: One read by unique key, and a write once a minute.
    package func viewer(ofToken token: String) async throws -> Viewer? {
        guard let token = SessionToken(token) else { return nil }
        let found = try await database.read { tx -> (Session, Account)? in
            guard let session = try SessionStore.session(digest: token.digest, in: tx),
                let account = try AccountStore.account(session.account, in: tx)
            else { return nil }
            return (session, account)
        }
        let now = clock.now
        guard let (session, account) = found, session.isOpen(at: now, settings) else { return nil }
        if now - session.lastSeenAt >= settings.seenStep { await see(session, at: now) }
        // An initial password opens nothing, whatever posts its person holds.
        let posts = account.isPasswordDue ? Staff.Standing() : try await people.standing(of: account.id)
        var viewer = Viewer(
            actor: account.actor.proved(by: session.proof).acting(in: posts.office),
            roles: account.viewer.roles.union(posts.roles))
        viewer.offices = posts.offices
        viewer.provedAge = session.provedAt.map { now - $0 }
        return viewer
    }

    /// A database that cannot be written for a moment must not turn readers away.
    private func see(_ session: Session, at now: Instant) async {
        do {
            try await database.write { tx in try SessionStore.see(session.id, at: now, in: tx) }
        } catch {
            logger.warning("a session's last use was not written", metadata: ["error": "\(error)"])
        }
    }

    /// The open sessions of an account, the latest first, and which of them
    /// belongs to `token`.
    package func open(of account: Account.ID, token: String?) async throws -> (all: [Session], this: Session.ID?) {
        let now = clock.now
        let digest = token.flatMap(SessionToken.init(_:))?.digest
        return try await database.read { tx in
            let all = try SessionStore.unended(of: account, in: tx).filter { $0.isOpen(at: now, settings) }
            let this = try digest.flatMap { try SessionStore.session(digest: $0, in: tx) }?.id
            return (all, this)
        }
    }

    /// Ends one of an account's own sessions; does nothing when it is over
    /// already or another account's.
    package func end(_ id: Session.ID, of account: Account, from origin: SignInOrigin) async throws {
        let now = clock.now
        try await database.write { tx in
            guard try SessionStore.end(id, of: account.id, at: now, in: tx) else { return }
            try EventStore.record(
                IdentityEvent(
                    at: now, .sessionEnded, account: account.id, by: account.actor, address: origin.address),
                in: tx)
        }
    }

    /// Ends an account's sessions but the one of `token`.
    ///
    /// - Returns: How many were open.
    package func endOthers(of account: Account, than token: String, from origin: SignInOrigin) async throws -> Int {
        guard let token = SessionToken(token) else { return 0 }
        let now = clock.now
        return try await database.write { tx in
            let count = try SessionStore.endOthers(of: account.id, than: token.digest, at: now, in: tx)
            guard count > 0 else { return 0 }
            try EventStore.record(
                IdentityEvent(
                    at: now, .sessionEnded, account: account.id, by: account.actor, address: origin.address,
                    detail: "\(count)"),
                in: tx)
            return count
        }
    }
}
