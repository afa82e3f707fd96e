// SPDX-License-Identifier: Apache-2.0

/// What a provider says of itself (OpenID Connect Discovery, section 3), as
/// far as it is used; every address checked against the settings.
struct ProviderDescription: Hashable, Sendable {
    let authorization: ProviderAddress
    let token: ProviderAddress
    let keys: ProviderAddress
    let userInfo: ProviderAddress?
    /// Where people end their session at the provider (RP-Initiated Logout 1.0).
    let endSession: ProviderAddress?
    /// Whether it names itself when it sends people back (RFC 9207).
    let namesItself: Bool

    /// - Throws: `OpenIDError`.
    init(_ bytes: [UInt8], of provider: OpenIDProvider) throws(OpenIDError) {
        guard let claims = Claims.read(bytes) else { throw OpenIDError(.badDescription, provider, "no JSON object") }
        guard claims.text("issuer") == provider.issuer else {
            throw OpenIDError(.badDescription, provider, "another issuer: \(claims.text("issuer") ?? "none")")
        }
        func address(_ name: String) throws(OpenIDError) -> ProviderAddress? {
            guard let text = claims.text(name), !text.isEmpty else { return nil }
            guard provider.admits(text), let address = ProviderAddress(text) else {
                throw OpenIDError(.addressNotAdmitted, provider, "\(name): \(text)")
            }
            return address
        }
        guard let authorization = try address("authorization_endpoint"), let token = try address("token_endpoint"),
            let keys = try address("jwks_uri")
        else { throw OpenIDError(.badDescription, provider, "an endpoint is missing") }
        // Where it is left out nothing is said; the verifier is sent all the same.
        if let methods = claims["code_challenge_methods_supported"]?.texts, !methods.contains("S256") {
            throw OpenIDError(.noProofKey, provider)
        }
        self.authorization = authorization
        self.token = token
        self.keys = keys
        userInfo = try address("userinfo_endpoint")
        endSession = try address("end_session_endpoint")
        namesItself = claims["authorization_response_iss_parameter_supported"]?.truth ?? false
    }
}
