// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation

/// What a provider says about who signed in, checked by the rules of OpenID
/// Connect Core, section 3.1.3.7.
struct IdentityToken: Sendable {
    let subject: String
    /// When the person proved to the provider who they are, where it says so.
    let authenticatedAt: Instant?
    /// How, in the provider's own words: its class of assurance.
    let acr: String?
    let claims: Claims

    /// What a token must fit to.
    struct Expectation: Sendable {
        let provider: OpenIDProvider
        let nonce: String
        let now: Instant
        /// What came with it; its hash must fit where the token names one.
        let accessToken: String?
    }

    /// How far clocks may differ.
    static let skew = Duration.seconds(60)
    /// How old a token may be that was asked for just now.
    static let longestAge = Duration.minutes(10)

    /// - Parameter token: Its signature already checked.
    /// - Throws: `OpenIDError`.
    init(_ token: SignedToken, _ expected: Expectation) throws(OpenIDError) {
        let (provider, claims, now) = (expected.provider, token.claims, expected.now)
        func refuse(_ reason: OpenIDError.Reason, _ detail: String = "") -> OpenIDError {
            OpenIDError(reason, provider, detail)
        }
        guard claims.text("iss") == provider.issuer else { throw refuse(.wrongIssuer, claims.text("iss") ?? "none") }
        guard let audience = claims["aud"]?.texts, audience.contains(provider.clientID) else {
            throw refuse(.wrongAudience)
        }
        let party = claims["azp"]?.text
        guard audience.count == 1 || party != nil, party == nil || party == provider.clientID else {
            throw refuse(.wrongParty, party ?? "none")
        }
        guard let expiry = Self.moment(claims["exp"]), now < expiry + Self.skew else { throw refuse(.expired) }
        guard let issued = Self.moment(claims["iat"]) else { throw refuse(.tooOld, "no iat") }
        guard issued <= now + Self.skew else { throw refuse(.notYetValid, "iat") }
        guard now - issued <= Self.longestAge + Self.skew else { throw refuse(.tooOld, "iat") }
        if let start = claims["nbf"] {
            guard let moment = Self.moment(start), moment <= now + Self.skew else { throw refuse(.notYetValid, "nbf") }
        }
        guard let nonce = claims.text("nonce"), nonce == expected.nonce else { throw refuse(.wrongNonce) }
        if let hash = claims.text("at_hash") {
            guard let access = expected.accessToken, hash == Self.hash(of: access, by: token.algorithm) else {
                throw refuse(.wrongAccessHash)
            }
        }
        guard let subject = claims.text("sub"), (1...255).contains(subject.utf8.count),
            subject.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
        else { throw refuse(.wrongSubject) }
        self.subject = subject
        authenticatedAt = Self.moment(claims["auth_time"]).map { min($0, now) }
        acr = claims.text("acr")
        self.claims = claims
    }

    /// Seconds since 1970, fractions allowed.
    private static func moment(_ value: ClaimValue?) -> Instant? {
        guard let seconds = value?.number, seconds > 0, seconds < 1e11 else { return nil }
        return Instant(microseconds: Int64(seconds * 1e6))
    }

    /// The left half of the hash that belongs to the algorithm (section 3.1.3.6).
    static func hash(of text: String, by algorithm: SigningAlgorithm) -> String {
        let bytes = Array(text.utf8)
        let digest: [UInt8] =
            switch algorithm {
            case .rs256, .ps256, .es256: Array(SHA256.hash(data: bytes))
            case .rs384, .ps384, .es384: Array(SHA384.hash(data: bytes))
            case .rs512, .ps512, .es512, .edDSA: Array(SHA512.hash(data: bytes))
            }
        return Data(digest.prefix(digest.count / 2)).base64ForAddress
    }
}
