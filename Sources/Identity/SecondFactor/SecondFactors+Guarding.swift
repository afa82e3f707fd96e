// SPDX-License-Identifier: Apache-2.0

import Basics
import SQLStore

/// How guesses at codes are slowed down.
extension SecondFactors {
    static func subject(_ account: Account.ID) -> String { "code:\(account)" }

    /// - Throws: `IdentityError.locked`.
    func refuseWhileLocked(_ account: Account.ID, at now: Instant, in tx: any Reading) throws {
        if let until = try FailureStore.lock(of: [Self.subject(account)], at: now, in: tx) {
            throw IdentityError.locked(until: until)
        }
    }

    /// Counts a wrong code.
    ///
    /// - Returns: What to tell: that it is wrong, or that it locked the second factor.
    func fail(_ account: Account, from origin: SignInOrigin, at now: Instant, in tx: any Transaction) throws
        -> IdentityError
    {
        let lock = try FailureStore.count(Self.subject(account.id), settings.codeThrottle, at: now, in: tx)
        try EventStore.record(event(.secondFactorFailed, account, from: origin, at: now), in: tx)
        guard let until = lock.becomes else { return .wrongCode }
        try EventStore.record(
            event(.locked, account, from: origin, at: now, detail: "second factor until \(until.iso8601())"), in: tx)
        return .locked(until: until)
    }

    func event(
        _ kind: IdentityEvent.Kind, _ account: Account, by actor: Actor? = nil, from origin: SignInOrigin,
        at now: Instant,
        detail: String = ""
    ) -> IdentityEvent {
        IdentityEvent(
            at: now, kind, account: account.id, by: actor ?? account.actor, address: origin.address, detail: detail)
    }
}
