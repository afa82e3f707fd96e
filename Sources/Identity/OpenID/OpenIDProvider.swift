// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Ports

/// An identity provider that the city's operator named in the settings.
/// Nothing a visitor sends can add one or change where one is.
package struct OpenIDProvider: Hashable, Sendable {
    /// How the city proves to the provider who it is (OpenID Connect Core, section 9).
    package enum Proof: String, Sendable {
        /// `client_secret_basic`
        case basic
        /// `client_secret_post`
        case post
        /// A public client: only the code's verifier proves it.
        case none
    }

    /// Stands in addresses and with every account: never changed, never given
    /// to another provider.
    package let id: String
    /// As people know it: `VNeID`.
    package let name: String
    package let issuer: String
    package let clientID: String
    /// Read from a file of its own; printed nowhere.
    package let clientSecret: Secret
    package let proof: Proof
    package let scopes: [String]
    /// The table of Reference/openid-claims.csv by which its claims are read.
    package let claims: String
    /// Whether the claims are asked for at the userinfo endpoint too.
    package let asksUserInfo: Bool
    /// `acr_values` to ask for; none where empty.
    package let acrValues: [String]
    /// What its `acr` values mean here.
    package let levels: [String: Authentication.Level]
    /// What a sign-in without `acr`, or with one not named, counts as.
    package let level: Authentication.Level
    /// Hosts besides the issuer's own on which its endpoints may lie, `host` or `host:port`.
    package let hosts: Set<String>

    package init(
        id: String, name: String, issuer: String, clientID: String, clientSecret: Secret = Secret(""),
        proof: Proof = .basic, scopes: [String] = ["openid"], claims: String = "standard", asksUserInfo: Bool = false,
        acrValues: [String] = [], levels: [String: Authentication.Level] = [:], level: Authentication.Level = .low,
        hosts: Set<String> = []
    ) {
        self.id = id
        self.name = name
        self.issuer = issuer
        self.clientID = clientID
        self.clientSecret = clientSecret
        self.proof = proof
        self.scopes = scopes
        self.claims = claims
        self.asksUserInfo = asksUserInfo
        self.acrValues = acrValues
        self.levels = levels
        self.level = level
        self.hosts = hosts
    }

    /// Where its description lies (OpenID Connect Discovery, section 4).
    var discoveryAddress: String {
        (issuer.hasSuffix("/") ? String(issuer.dropLast()) : issuer) + "/.well-known/openid-configuration"
    }

    /// What stands against sign-ins there, in plain English for the terminal:
    /// `nil` where it says what it is, as the settings expect it, and its keys
    /// can be read.
    package func problem(by outgoing: any Outgoing) async -> String? {
        do throws(OpenIDError) {
            _ = try await ProviderConnection(self, outgoing: outgoing, clock: .machine).keysKnown()
            return nil
        } catch {
            return error.detail.isEmpty ? error.reason.rawValue : "\(error.reason.rawValue): \(error.detail)"
        }
    }

    /// What a sign-in with this `acr` counts as.
    func level(of acr: String?) -> Authentication.Level { acr.flatMap { levels[$0] } ?? level }

    /// Whether the program may call `address` for this provider: over TLS, and
    /// on a host that the settings name. Plain HTTP goes to this machine alone.
    func admits(_ address: String) -> Bool {
        guard let own = ProviderAddress(issuer), let other = ProviderAddress(address) else { return false }
        return other.authority == own.authority || hosts.contains(other.authority)
    }
}
