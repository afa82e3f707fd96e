// SPDX-License-Identifier: Apache-2.0

import Ports

/// An identity provider that says what it is, and knows nobody.
struct SampleProvider: Outgoing {
    static let issuer = "https://id.example.vn"

    static let settings = """
        [{"id": "vneid", "name": "VNeID", "issuer": "\(issuer)", "client-id": "vamco", "client-authentication": "none"}]
        """

    /// What lies at its `/jwks`, if anything.
    var keys: String?

    func send(_ request: OutgoingRequest) async throws(OutgoingError) -> OutgoingAnswer {
        if request.address == Self.issuer + "/jwks", let keys {
            return OutgoingAnswer(status: 200, body: Array(keys.utf8))
        }
        guard request.address == Self.issuer + "/.well-known/openid-configuration" else {
            return OutgoingAnswer(status: 404, body: [])
        }
        let members = [
            "issuer": "", "authorization_endpoint": "/authorize", "token_endpoint": "/token", "jwks_uri": "/jwks",
        ]
        .map { "\"\($0.key)\": \"\(Self.issuer)\($0.value)\"" }
        return OutgoingAnswer(status: 200, body: Array("{\(members.joined(separator: ", "))}".utf8))
    }
}
