// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension CitizenSession {
    /// Opens a session under `token` and keeps the proof it rests on.
    ///
    /// - Parameters:
    ///   - id: Its own, made by the caller: what is sealed for it names it.
    ///   - method: How it was proved.
    ///   - proved: When the person proved who they are; `nil` where the provider did not say.
    ///   - identityToken: The provider's, sealed, where signing out there needs it.
    static func open(
        _ id: ID, of citizen: Citizen, _ token: SessionToken, by method: Authentication.Method,
        level: Authentication.Level, proved: Instant?, identityToken: String?, from origin: SignInOrigin,
        at now: Instant, in tx: any Transaction
    ) throws {
        let authentication = Authentication(
            at: now, citizen: citizen.id, by: method, level: level, from: origin)
        try AuthenticationStore.record(authentication, in: tx)
        let session = CitizenSession(
            id: id, citizen: citizen.id, level: level, createdAt: now, lastSeenAt: now, endedAt: nil,
            userAgent: origin.userAgent, address: origin.address, provedAt: proved,
            authentication: authentication.id)
        try CitizenStore.signedIn(citizen.id, at: now, in: tx)
        try CitizenSessionStore.insert(session, digest: token.digest, identityToken: identityToken, in: tx)
        try EventStore.record(
            CitizenSessions.event(
                .signedIn, citizen.id, from: origin, at: now,
                detail: "\(method.rawValue) \(citizen.provider) \(level.rawValue)"),
            in: tx)
    }
}
