// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

extension Session {
    /// Opens a session under `token` and keeps the proof it rests on.
    @discardableResult
    static func open(
        _ account: Account, _ token: SessionToken, by method: Authentication.Method, from origin: SignInOrigin,
        at now: Instant, in tx: any Transaction
    ) throws -> Authentication {
        let authentication = Authentication(at: now, account: account.id, method: method, from: origin)
        try AuthenticationStore.record(authentication, in: tx)
        let session = Session(
            id: Session.ID(at: now), account: account.id, createdAt: now, lastSeenAt: now, endedAt: nil,
            userAgent: origin.userAgent, address: origin.address, provedAt: now, authentication: authentication.id)
        try SessionStore.insert(session, digest: token.digest, in: tx)
        try EventStore.record(
            IdentityEvent(
                at: now, .signedIn, account: account.id, by: account.actor, address: origin.address,
                detail: method.rawValue),
            in: tx)
        return authentication
    }
}
