// SPDX-License-Identifier: Apache-2.0

package import Basics
import Logging
import SQLStore
package import Web

/// Looking after the tokens of programs, and letting programs in with them.
package struct APITokens: Tokens {
    let database: any Database
    let clock: Clock
    let organisation: Organisation
    let seenStep: Duration
    let limiter: RateLimiter
    let logger: Logger

    init(
        database: any Database, clock: Clock, organisation: Organisation, settings: IdentitySettings, logger: Logger
    ) {
        self.database = database
        self.clock = clock
        self.organisation = organisation
        self.logger = logger
        seenStep = settings.seenStep
        limiter = RateLimiter(attempts: settings.tokenRequests, per: .minutes(1), clock: clock)
    }

    /// Also `nil` once the account that answers for it is disabled or no
    /// administrator's: a token does not outlast a person's time in office; and
    /// for a token of a unit that never was, made before units were checked.
    ///
    /// - Complexity: One read by unique key, and a write once a minute.
    package func viewer(ofBearer token: String) async throws -> Viewer? {
        guard let digest = Self.digest(ofTyped: token) else { return nil }
        let now = clock.now
        let found = try await database.read { tx in try APITokenStore.token(digest: digest, in: tx) }
        guard let found, found.isGood(at: now) else { return nil }
        guard limiter.allows(found.id.description) else { throw WebError.tooManyRequests }
        if found.lastUsedAt.map({ now - $0 >= seenStep }) ?? true { await see(found.id, at: now) }
        guard !found.unitCode.isEmpty else { return found.viewer(heldTo: nil) }
        guard let unit = found.unit(in: try await organisation.chart()) else { return nil }
        return found.viewer(heldTo: unit)
    }

    private func see(_ id: APIToken.ID, at now: Instant) async {
        do {
            try await database.write { tx in try APITokenStore.see(id, at: now, in: tx) }
        } catch {
            logger.warning("a token's last use was not written", metadata: ["error": "\(error)"])
        }
    }

    /// A token and what to hand to the program, shown once.
    struct Issued: Sendable {
        let token: APIToken
        let text: String
    }

    /// - Parameter actor: A person: their account answers for it.
    /// - Throws: `IdentityError.tokenMalformed` for an empty or long name,
    ///   no scope, an unknown one, or another lifetime than those offered;
    ///   `.tokenUnitUnknown` for a unit that is not in force today.
    func issue(
        name: String, scopes: Set<Scope>, unitCode: String, days: Int, by actor: Actor, from origin: SignInOrigin
    ) async throws -> Issued {
        let (name, unitCode) = (name.tidied(), unitCode.tidied())
        guard (1...80).contains(name.count), !scopes.isEmpty, scopes.isSubset(of: Scope.all),
            APIToken.lifetimes.contains(days), unitCode.count <= 32,
            let owner = actor.personID.flatMap(Account.ID.init(_:))
        else { throw IdentityError.tokenMalformed }
        let text = APIToken.prefix + SessionToken().text
        let now = clock.now
        let token = APIToken(
            id: APIToken.ID(at: now), name: name, scopes: scopes, unitCode: unitCode, owner: owner, createdAt: now,
            expiresAt: now + .days(days), revokedAt: nil, lastUsedAt: nil)
        if !unitCode.isEmpty, token.unit(in: try await organisation.chart()) == nil {
            throw IdentityError.tokenUnitUnknown
        }
        try await database.write { tx in
            try APITokenStore.insert(token, digest: Self.digest(ofTyped: text) ?? "", in: tx)
            try AuthenticationStore.record(Authentication(token, from: origin), in: tx)
            var made = Self.event(.tokenMade, token, by: actor, from: origin, at: now)
            made.givesPower = true
            try EventStore.record(made, in: tx)
        }
        return Issued(token: token, text: text)
    }

    /// Makes a token worth nothing, at once and for good.
    ///
    /// - Throws: `IdentityError.unknownToken`, also when it is revoked already.
    func revoke(_ id: APIToken.ID, by actor: Actor, from origin: SignInOrigin) async throws {
        let now = clock.now
        try await database.write { tx in
            guard try Self.revoke(id, by: actor, from: origin, at: now, in: tx) else {
                throw IdentityError.unknownToken
            }
        }
    }

    /// Ends every token of somebody who leaves or is disabled, for good:
    /// enabling the account again brings none of them back.
    static func revokeAll(
        of owner: Account.ID, by actor: Actor, from origin: SignInOrigin, at now: Instant, in tx: any Transaction
    ) throws {
        for id in try APITokenStore.unrevoked(of: owner, in: tx) {
            _ = try revoke(id, by: actor, from: origin, at: now, in: tx)
        }
    }

    /// - Returns: Whether it was not revoked before.
    private static func revoke(
        _ id: APIToken.ID, by actor: Actor, from origin: SignInOrigin, at now: Instant, in tx: any Transaction
    ) throws -> Bool {
        guard let token = try APITokenStore.revoke(id, by: actor.stored, at: now, in: tx) else { return false }
        try EventStore.record(event(.tokenRevoked, token, by: actor, from: origin, at: now), in: tx)
        return true
    }

    /// Tokens by their making, the latest first.
    func page(after cursor: Cursor?, limit: Int = 50) async throws -> Page<APIToken> {
        try await database.read { tx in try APITokenStore.page(after: cursor, limit: limit, in: tx) }
    }

    private static func event(
        _ kind: IdentityEvent.Kind, _ token: APIToken, by actor: Actor, from origin: SignInOrigin, at now: Instant
    ) -> IdentityEvent {
        IdentityEvent(
            at: now, kind, account: token.owner, by: actor, address: origin.address,
            detail: "\(token.name) (\(token.id))")
    }

    /// `nil` for a text that can be no token.
    private static func digest(ofTyped text: String) -> String? {
        guard text.hasPrefix(APIToken.prefix), let token = SessionToken(String(text.dropFirst(APIToken.prefix.count)))
        else { return nil }
        return SessionToken.digest(of: "token " + token.text)
    }
}
