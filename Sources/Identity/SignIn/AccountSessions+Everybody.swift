// SPDX-License-Identifier: Apache-2.0

package import Basics
import SQLStore
import Web

/// Whose sessions.
package enum SessionHolders: String, CaseIterable, Sendable {
    case staff
    case citizens
}

/// What an administrator does when something was stolen and nobody knows what
/// yet: everybody signs in anew (ASVS V7.4.5).
extension AccountSessions {
    package struct Counts: Hashable, Sendable {
        package let staff: Int
        package let citizens: Int
    }

    /// How many are signed in, counted to one more than `Figure.mostCounted`.
    func openCounts() async throws -> Counts {
        let (now, most) = (clock.now, Figure.mostCounted + 1)
        return try await database.read { tx in
            Counts(
                staff: try EverybodysSessionStore.open(.staff, at: now, settings, most: most, in: tx),
                citizens: try EverybodysSessionStore.open(.citizens, at: now, settings, most: most, in: tx))
        }
    }

    /// Ends the sessions of everybody, or of the staff or the citizens alone;
    /// the one of `token` goes on, so that its person can see what comes of it.
    ///
    /// - Returns: How many were open.
    /// - Throws: `IdentityError.reasonMissing`.
    package func endEverybodys(
        _ whose: Set<SessionHolders>, but token: String?, because typed: String, by actor: Actor,
        from origin: SignInOrigin
    ) async throws -> Counts {
        guard let reason = Reason(typed), !whose.isEmpty else { throw IdentityError.reasonMissing }
        let (now, digest) = (clock.now, token.flatMap(SessionToken.init(_:))?.digest ?? "")
        return try await database.write { tx in
            func end(_ holders: SessionHolders) throws -> Int {
                guard whose.contains(holders) else { return 0 }
                let open = try EverybodysSessionStore.open(holders, but: digest, at: now, settings, in: tx)
                try EverybodysSessionStore.end(holders, but: digest, at: now, in: tx)
                return open
            }
            let counts = Counts(staff: try end(.staff), citizens: try end(.citizens))
            let numbers = [(SessionHolders.staff, counts.staff), (.citizens, counts.citizens)]
            var event = IdentityEvent(
                at: now, .allSessionsEnded, account: nil, by: actor, address: origin.address,
                detail: numbers.filter { whose.contains($0.0) }.map { "\($0.0.rawValue) \($0.1)" }.joined(
                    separator: ", "))
            event.reason = reason.text
            try EventStore.record(event, in: tx)
            return counts
        }
    }
}
