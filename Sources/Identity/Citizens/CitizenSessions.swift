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
    /// Where citizens may come from: a session of another provider is over.
    let providers: Set<String>

    /// - Complexity: Two reads by unique key, and a write once a minute.
    package func viewer(ofToken token: String) async throws -> Viewer? {
        guard let token = SessionToken(token), let (session, standing) = try await look(token) else { return nil }
        let now = clock.now
        guard session.isOpen(at: now, settings) else { return nil }
        switch standing {
        case .known(let citizen):
            if now - session.lastSeenAt >= settings.seenStep { await see(session, at: now) }
            return Viewer(
                citizen: citizen.actor.proved(by: session.proof), provedAge: session.provedAt.map { now - $0 })
        case .providerGone:
            await close(session, at: now)
            return nil
        case .unreadable(let error):
            logger.error(
                "a citizen's profile does not open: signed out",
                metadata: ["citizen": .string(session.citizen.description), "error": "\(error)"])
            return nil
        }
    }

    /// What keeps whoever holds `token` signed out, in words for them; `nil`
    /// where the session is over as every session is some day.
    func refusal(ofToken token: String?) async throws -> Message? {
        guard let token = token.flatMap(SessionToken.init(_:)), let (session, standing) = try await look(token),
            clock.now - session.createdAt < settings.absoluteLimit
        else { return nil }
        return switch standing {
        case .known: nil
        case .providerGone: Message("identity.citizen.provider-gone")
        case .unreadable: Message("identity.citizen.unreadable")
        }
    }

    private enum Standing {
        case known(Citizen)
        /// The way they came by is not offered any more.
        case providerGone
        case unreadable(KeyError)
    }

    private func look(_ token: SessionToken) async throws -> (CitizenSession, Standing)? {
        try await database.read { tx in
            guard let session = try CitizenSessionStore.session(digest: token.digest, in: tx),
                let stored = try store.stored(session.citizen, in: tx)
            else { return nil }
            guard providers.contains(stored.provider) else { return (session, .providerGone) }
            do {
                return (session, .known(try store.opened(stored)))
            } catch let error as KeyError {
                return (session, .unreadable(error))
            }
        }
    }

    /// Ends the session of somebody whose way in is closed.
    private func close(_ session: CitizenSession, at now: Instant) async {
        do {
            try await database.write { tx in
                guard try CitizenSessionStore.end(session.id, of: session.citizen, at: now, in: tx) else { return }
                try EventStore.record(
                    Self.event(.sessionEnded, session.citizen, from: .here, at: now, detail: "provider gone"), in: tx)
            }
        } catch {
            logger.warning("a session's end was not written", metadata: ["error": "\(error)"])
        }
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
