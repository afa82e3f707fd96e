// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import Ports

/// Gives the provider a code and takes what it stands for.
struct CodeExchange: Sendable {
    let provider: OpenIDProvider
    let outgoing: any Outgoing

    /// What a provider gives for a code.
    struct Tokens: Sendable {
        let identity: String
        let access: String?
    }

    /// - Parameters:
    ///   - verifier: What the challenge was made of that went along with the person (RFC 7636).
    ///   - destination: The address they were sent back to, as it was asked for.
    /// - Throws: `OpenIDError`.
    func tokens(
        for code: String, verifier: String, destination: String, at address: ProviderAddress
    ) async throws(OpenIDError) -> Tokens {
        var fields = [
            ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", destination),
            ("code_verifier", verifier),
        ]
        var headers = [
            (name: "Accept", value: "application/json"),
            (name: "Content-Type", value: "application/x-www-form-urlencoded"),
        ]
        switch provider.proof {
        case .basic:
            let pair = [provider.clientID, provider.clientSecret.text].map { ProviderAddress.encoded($0) }
            let proof = Data(pair.joined(separator: ":").utf8).base64EncodedString()
            headers.append((name: "Authorization", value: "Basic \(proof)"))
        case .post: fields += [("client_id", provider.clientID), ("client_secret", provider.clientSecret.text)]
        case .none: fields.append(("client_id", provider.clientID))
        }
        let body = Array(ProviderAddress.encoded(fields).utf8)
        let answer = try await outgoing.send(
            OutgoingRequest("POST", address.text, headers: headers, body: body), for: provider)
        let claims = Claims.read(answer.body) ?? [:]
        guard answer.status == 200 else {
            let error = claims.text("error") ?? "status \(answer.status)"
            if answer.status >= 500 { throw OpenIDError(.unreachable, provider, error) }
            throw OpenIDError(Self.reason(of: error), provider, error)
        }
        guard let identity = claims.text("id_token") else {
            throw OpenIDError(.badTokenAnswer, provider, "no id_token")
        }
        return Tokens(identity: identity, access: claims.text("access_token"))
    }

    /// What a provider means by an error of its token endpoint (RFC 6749, section 5.2).
    private static func reason(of error: String) -> OpenIDError.Reason {
        switch error {
        case "invalid_grant": .codeRefused
        case "invalid_client", "unauthorized_client": .clientRefused
        default: .badTokenAnswer
        }
    }

    /// More claims about the same subject.
    ///
    /// - Throws: `OpenIDError`; also when the provider tells of somebody else
    ///   (OpenID Connect Core, section 5.3.2).
    func userInfo(
        with token: String, of subject: String, at address: ProviderAddress
    ) async throws(OpenIDError) -> Claims {
        let request = OutgoingRequest(
            "GET", address.text,
            headers: [(name: "Accept", value: "application/json"), (name: "Authorization", value: "Bearer \(token)")])
        let answer = try await outgoing.send(request, for: provider)
        guard answer.status == 200, let claims = Claims.read(answer.body) else {
            throw OpenIDError(.badUserInfo, provider, "status \(answer.status)")
        }
        guard claims.text("sub") == subject else { throw OpenIDError(.wrongSubject, provider, "userinfo") }
        return claims
    }
}
