// SPDX-License-Identifier: Apache-2.0

import Basics
import Logging
import SQLStore
package import Web

/// The open sessions of citizens.
package struct CitizenSessions: Sessions {
    let database: any Database
    let clock: Clock
    let settings: IdentitySettings
    let store: CitizenStore
    let logger: Logger

    /// - Complexity: Two reads by unique key, and a write once a minute.
    package func viewer(ofToken token: String) async throws -> Viewer? {
        guard let token = SessionToken(token) else { return nil }
        let found = try await database.read { tx -> (CitizenSession, Citizen)? in
            guard let session = try CitizenSessionStore.session(digest: token.digest, in: tx),
                let citizen = try store.citizen(session.citizen, in: tx)
            else { return nil }
            return (session, citizen)
        }
        let now = clock.now
        guard let (session, citizen) = found, session.isOpen(at: now, settings) else { return nil }
        if now - session.lastSeenAt >= settings.seenStep { await see(session, at: now) }
        return Viewer(
            citizen: citizen.actor.proved(by: session.proof), provedAge: session.provedAt.map { now - $0 })
    }

    /// A database that cannot be written for a moment must not turn readers away.
    private func see(_ session: CitizenSession, at now: Instant) async {
        do {
            try await database.write { tx in try CitizenSessionStore.see(session.id, at: now, in: tx) }
        } catch {
            logger.warning("a session's last use was not written", metadata: ["error": "\(error)"])
        }
    }

    package func citizen(_ id: Citizen.ID) async throws -> Citizen? {
        try await database.read { tx in try store.citizen(id, in: tx) }
    }

    /// The open sessions of a citizen, the latest first, and which of them
    /// belongs to `token`.
    package func open(
        of citizen: Citizen.ID, token: String?
    ) async throws -> (all: [CitizenSession], this: CitizenSession.ID?) {
        let now = clock.now
        let digest = token.flatMap(SessionToken.init(_:))?.digest
        return try await database.read { tx in
            let all = try CitizenSessionStore.unended(of: citizen, in: tx).filter { $0.isOpen(at: now, settings) }
            let this = try digest.flatMap { try CitizenSessionStore.session(digest: $0, in: tx) }?.id
            return (all, this)
        }
    }

    /// Ends one of a citizen's own sessions; does nothing when it is over
    /// already or somebody else's.
    package func end(_ id: CitizenSession.ID, of citizen: Citizen.ID, from origin: SignInOrigin) async throws {
        let now = clock.now
        try await database.write { tx in
            guard try CitizenSessionStore.end(id, of: citizen, at: now, in: tx) else { return }
            try EventStore.record(Self.event(.sessionEnded, citizen, from: origin, at: now), in: tx)
        }
    }

    /// Ends a citizen's sessions but the one of `token`.
    ///
    /// - Returns: How many were open.
    package func endOthers(of citizen: Citizen.ID, than token: String, from origin: SignInOrigin) async throws -> Int {
        guard let token = SessionToken(token) else { return 0 }
        let now = clock.now
        return try await database.write { tx in
            let count = try CitizenSessionStore.endOthers(of: citizen, than: token.digest, at: now, in: tx)
            guard count > 0 else { return 0 }
            try EventStore.record(
                Self.event(.sessionEnded, citizen, from: origin, at: now, detail: "\(count)"), in: tx)
            return count
        }
    }

    static func event(
        _ kind: IdentityEvent.Kind, _ citizen: Citizen.ID, from origin: SignInOrigin, at now: Instant,
        detail: String = ""
    ) -> IdentityEvent {
        IdentityEvent(
            at: now, kind, account: nil, by: .person(id: citizen.description, name: ""), address: origin.address,
            detail: detail)
    }
}

/// The sessions of staff and of citizens: two kinds of people that no query
/// and no right ever mixes.
struct EverybodysSessions: Sessions {
    let staff: AccountSessions
    let citizens: CitizenSessions

    func viewer(ofToken token: String) async throws -> Viewer? {
        if let viewer = try await staff.viewer(ofToken: token) { return viewer }
        return try await citizens.viewer(ofToken: token)
    }
}
