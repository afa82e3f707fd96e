// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
import Logging
import SQLStore

/// Sign-in of citizens and businesses at identity providers: authorization
/// code flow with S256 (OpenID Connect Core 1.0, RFC 7636, RFC 9700).
package struct OpenIDSignIns: Sendable {
    let database: any Database
    let clock: Clock
    let keys: KeyRing
    let settings: OpenIDSettings
    let claimTables: ClaimTables
    let store: CitizenStore
    let logger: Logger
    private let connections: [String: ProviderConnection]

    init(
        database: any Database, clock: Clock, keys: KeyRing, settings: OpenIDSettings, claimTables: ClaimTables,
        logger: Logger
    ) {
        self.database = database
        self.clock = clock
        self.keys = keys
        self.settings = settings
        self.claimTables = claimTables
        self.logger = logger
        store = CitizenStore(keys: keys)
        connections = Dictionary(
            settings.providers.map {
                ($0.id, ProviderConnection($0, outgoing: settings.outgoing, clock: clock))
            }, uniquingKeysWith: { first, _ in first })
    }

    package var providers: [OpenIDProvider] { settings.providers }

    /// The provider of this id, or `nil`: nothing a visitor sends names another.
    package func provider(_ id: String) -> OpenIDProvider? { connections[id]?.provider }

    /// The way to a provider.
    package struct Departure: Sendable {
        /// The provider's page.
        package let address: String
        /// What the browser keeps meanwhile, and under which name.
        package let errand: (name: String, sealed: String)
    }

    /// - Parameters:
    ///   - language: In which the provider's page should be.
    ///   - again: Whether the provider is to ask anew who they are, also whoever
    ///     is signed in there (OpenID Connect Core 1.0, section 3.1.2.1).
    /// - Throws: `OpenIDError`, `KeyError`.
    package func departure(
        to provider: OpenIDProvider, back: String?, language: String, again: Bool = false
    ) async throws -> Departure {
        guard let connection = connections[provider.id] else { throw OpenIDError(.unreachable, provider) }
        let description: ProviderDescription
        do throws(OpenIDError) {
            description = try await connection.described()
        } catch {
            log(error, provider)
            throw error
        }
        let errand = Errand(to: provider, back: back, at: clock.now)
        let state = SessionToken().text
        var pairs = [
            ("response_type", "code"), ("client_id", provider.clientID), ("redirect_uri", destination(provider)),
            ("scope", provider.scopes.joined(separator: " ")), ("state", state), ("nonce", errand.nonce),
            ("code_challenge", errand.challenge), ("code_challenge_method", "S256"), ("ui_locales", language),
        ]
        if again { pairs.append(("prompt", "login")) }
        if !provider.acrValues.isEmpty { pairs.append(("acr_values", provider.acrValues.joined(separator: " "))) }
        return Departure(
            address: description.authorization.adding(pairs),
            errand: (Errand.name(of: state), try errand.sealed(with: keys, state: state)))
    }

    /// What a provider sent a person back with.
    package struct Arrival: Sendable {
        package var state = ""
        package var code: String?
        package var error: String?
        package var issuer: String?
        /// What the browser kept under the name of `state`.
        package var errand: String?

        package init() {}
    }

    /// What a sign-in gives.
    package struct SignedIn: Sendable {
        package let citizen: Citizen
        /// For the browser alone.
        package let token: SessionToken
        /// Where the person was going.
        package let back: String?
    }

    /// Opens a session for whom the provider vouches. The session this browser
    /// had until now ends, whoever's it was.
    ///
    /// - Parameter oldToken: What the browser sent as its session, if anything.
    /// - Throws: `OpenIDError`, `StoreError`, `KeyError`.
    package func arrive(
        at provider: OpenIDProvider, _ arrival: Arrival, from origin: SignInOrigin, replacing oldToken: String?
    ) async throws -> SignedIn {
        do {
            return try await arriveUnlogged(at: provider, arrival, from: origin, replacing: oldToken)
        } catch let error as OpenIDError {
            log(error, provider)
            throw error
        }
    }

    private func arriveUnlogged(
        at provider: OpenIDProvider, _ arrival: Arrival, from origin: SignInOrigin, replacing oldToken: String?
    ) async throws -> SignedIn {
        guard let connection = connections[provider.id] else { throw OpenIDError(.unreachable, provider) }
        let errand = try await claimed(arrival, at: provider)
        do {
            let description = try await connection.described()
            let (token, raw, claims) = try await vouched(for: arrival, errand, connection, description)
            var profile = claimTables.profile(of: claims, by: provider.claims)
            if profile.displayName.isEmpty { profile.name = provider.name }
            return try await open(
                profile, token, raw: description.endSession == nil ? nil : raw, at: provider, back: errand.back,
                from: origin, replacing: oldToken)
        } catch let error as OpenIDError {
            let now = clock.now
            try await database.write { tx in
                try EventStore.record(
                    IdentityEvent(
                        at: now, .signInFailed, account: nil, by: .visitor, address: origin.address,
                        detail: "openid \(provider.id): \(error.reason.rawValue)"),
                    in: tx)
            }
            throw error
        }
    }

    /// Where somebody was going whose way came to nothing; the errand is not used up with this.
    func back(of arrival: Arrival) -> String? {
        arrival.errand.flatMap { Errand.opened($0, with: keys, state: arrival.state) }?.back
    }

    /// The errand this browser was sent on, used up with this: it is good once,
    /// also of two requests at the same moment.
    private func claimed(_ arrival: Arrival, at provider: OpenIDProvider) async throws -> Errand {
        guard SessionToken(arrival.state) != nil, let kept = arrival.errand,
            let errand = Errand.opened(kept, with: keys, state: arrival.state), errand.provider == provider.id
        else { throw OpenIDError(.noErrand, provider) }
        let now = clock.now
        guard errand.isOpen(at: now) else { throw OpenIDError(.errandOver, provider) }
        let digest = SessionToken.digest(of: arrival.state)
        guard
            try await database.write({ tx in try CitizenSessionStore.claim(stateDigest: digest, at: now, in: tx) })
        else { throw OpenIDError(.replayed, provider) }
        return errand
    }

    /// Checks what the person brought, and gives the code for a token.
    private func vouched(
        for arrival: Arrival, _ errand: Errand, _ connection: ProviderConnection, _ description: ProviderDescription
    ) async throws(OpenIDError) -> (token: IdentityToken, raw: String, claims: Claims) {
        let provider = connection.provider
        // RFC 9207: an answer of another provider must not be taken for this one's.
        if let issuer = arrival.issuer {
            guard issuer == provider.issuer else { throw OpenIDError(.wrongIssuerNamed, provider, issuer) }
        } else if description.namesItself {
            throw OpenIDError(.noIssuerNamed, provider)
        }
        if let error = arrival.error {
            let isDeclined = ["access_denied", "login_required", "consent_required"].contains(error)
            throw OpenIDError(isDeclined ? .declined : .providerError, provider, String(error.prefix(60)))
        }
        guard let code = arrival.code, code.utf8.count <= 4_096 else { throw OpenIDError(.noCode, provider) }
        let exchange = CodeExchange(provider: provider, outgoing: settings.outgoing)
        let tokens = try await exchange.tokens(
            for: code, verifier: errand.verifier, destination: destination(provider), at: description.token)
        let signed = try SignedToken(tokens.identity, from: provider)
        try await connection.verify(signed)
        let token = try IdentityToken(
            signed, .init(provider: provider, nonce: errand.nonce, now: clock.now, accessToken: tokens.access))
        guard provider.asksUserInfo else { return (token, tokens.identity, token.claims) }
        guard let address = description.userInfo, let access = tokens.access else {
            throw OpenIDError(.badUserInfo, provider, "no endpoint or no access token")
        }
        let more = try await exchange.userInfo(with: access, of: token.subject, at: address)
        // What is signed counts before what is not.
        return (token, tokens.identity, token.claims.merging(more) { signed, _ in signed })
    }

    private func open(
        _ profile: CitizenProfile, _ token: IdentityToken, raw: String?, at provider: OpenIDProvider, back: String?,
        from origin: SignInOrigin, replacing oldToken: String?
    ) async throws -> SignedIn {
        let sessionToken = SessionToken()
        let now = clock.now
        let level = provider.level(of: token.acr)
        let id = CitizenSession.ID(at: now)
        let kept = try raw.map { try keys.sealed(Array($0.utf8), for: Self.tokenPurpose, at: id.description) }
        let citizen = try await database.write { tx -> Citizen in
            try oldToken.flatMap(SessionToken.init(_:))?.end(at: now, in: tx)
            let citizen = try store.kept(
                profile, subject: token.subject, provider: provider.id, at: now, in: tx)
            try CitizenSession.open(
                id, of: citizen, sessionToken, by: .openID, level: level, proved: token.authenticatedAt,
                identityToken: kept, from: origin, at: now, in: tx)
            return citizen
        }
        return SignedIn(citizen: citizen, token: sessionToken, back: back)
    }

    static let tokenPurpose = "openid-identity-token"

    /// Where a provider sends people back to; it must be registered there as it stands.
    package func destination(_ provider: OpenIDProvider) -> String {
        settings.publicOrigin + "/sign-in/openid/\(provider.id)/return"
    }

    func log(_ error: OpenIDError, _ provider: OpenIDProvider) {
        logger.warning(
            "sign-in at a provider came to nothing",
            metadata: [
                "provider": .string(provider.id), "reason": .string(error.reason.rawValue),
                "detail": .string(error.detail),
            ])
    }

    func connection(_ id: String) -> ProviderConnection? { connections[id] }
}
