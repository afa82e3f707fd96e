// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation
import Ports
import Synchronization
import TestSupport
import Web

@testable import Identity

/// An identity provider that does what a real one never does, when it is told to.
final class HostileProvider: Outgoing {
    struct Manner: Sendable {
        /// Replaces members of the identity token; `nil` leaves one out.
        var claims: [String: Claim?] = [:]
        var algorithm = "ES256"
        var keyName = "one"
        /// Members of the description.
        var description: [String: Claim] = [:]
        var tokenStatus = 200
        var tokenBody: String?
        var failure: OutgoingError?
        var isSignedByStranger = false
        var critical = false
        /// What it thinks the address ends with that a code was given for.
        var destinationSuffix = ""
        /// What it tells at its userinfo endpoint; nothing where it has none.
        var userInfo: [String: Claim]?
    }

    enum Claim: Sendable, Encodable {
        case text(String)
        case number(Int64)
        case texts([String])
        case truth(Bool)

        func encode(to encoder: any Encoder) throws {
            var box = encoder.singleValueContainer()
            switch self {
            case .text(let text): try box.encode(text)
            case .number(let number): try box.encode(number)
            case .texts(let texts): try box.encode(texts)
            case .truth(let truth): try box.encode(truth)
            }
        }
    }

    private struct State {
        var manner = Manner()
        var keys: [(name: String, key: P256.Signing.PrivateKey)] = [("one", P256.Signing.PrivateKey())]
        var code: (text: String, nonce: String, challenge: String, destination: String)?
        var asked: [String] = []
    }

    static let issuer = "https://id.example.vn"
    private let state = Mutex(State())
    private let now: @Sendable () -> Instant

    init(now: @escaping @Sendable () -> Instant) { self.now = now }

    func behave(_ change: (inout Manner) -> Void) { state.withLock { change(&$0.manner) } }

    /// A new key in the place of the old.
    func rotateKeys() {
        state.withLock { state in
            state.keys = [("two", P256.Signing.PrivateKey())]
            state.manner.keyName = "two"
        }
    }

    func asked(_ path: String) -> Int { state.withLock { $0.asked.filter { $0.hasSuffix(path) }.count } }

    /// What a person brings back from it who agreed: state and code.
    func agree(to address: String) throws -> (state: String, code: String) {
        let items = URLComponents(string: address)?.queryItems ?? []
        func item(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }
        let code = SessionToken().text
        state.withLock {
            $0.code = (code, item("nonce"), item("code_challenge"), item("redirect_uri"))
        }
        return (item("state"), code)
    }

    func send(_ request: OutgoingRequest) async throws(OutgoingError) -> OutgoingAnswer {
        let manner = state.withLock { state in
            state.asked.append(request.address)
            return state.manner
        }
        if let failure = manner.failure { throw failure }
        switch request.address {
        case Self.issuer + "/.well-known/openid-configuration": return answer(description(manner))
        case Self.issuer + "/jwks": return answer(keySet())
        case Self.issuer + "/token": return token(request, manner)
        case Self.issuer + "/userinfo":
            guard request.headers.contains(where: { $0.name == "Authorization" && $0.value == "Bearer a" }) else {
                return OutgoingAnswer(status: 401, body: [])
            }
            return answer(json(manner.userInfo ?? [:]))
        default: return OutgoingAnswer(status: 404, body: [])
        }
    }

    private func description(_ manner: Manner) -> String {
        let usual: [String: Claim] = [
            "issuer": .text(Self.issuer), "authorization_endpoint": .text(Self.issuer + "/authorize"),
            "token_endpoint": .text(Self.issuer + "/token"), "jwks_uri": .text(Self.issuer + "/jwks"),
            "end_session_endpoint": .text(Self.issuer + "/end"),
        ]
        let told: [String: Claim] =
            manner.userInfo == nil ? [:] : ["userinfo_endpoint": .text(Self.issuer + "/userinfo")]
        return json(usual.merging(told) { $1 }.merging(manner.description) { $1 })
    }

    private func keySet() -> String {
        let keys = state.withLock { $0.keys }.map { name, key in
            let point = key.publicKey.rawRepresentation
            let (x, y) = (Data(point.prefix(32)).base64ForAddress, Data(point.suffix(32)).base64ForAddress)
            return #"{"kty":"EC","crv":"P-256","use":"sig","kid":"\#(name)","x":"\#(x)","y":"\#(y)"}"#
        }
        return #"{"keys":[\#(keys.joined(separator: ","))]}"#
    }

    private func token(_ request: OutgoingRequest, _ manner: Manner) -> OutgoingAnswer {
        if manner.tokenStatus != 200 {
            return OutgoingAnswer(status: manner.tokenStatus, body: Array((manner.tokenBody ?? "").utf8))
        }
        if let body = manner.tokenBody { return answer(body) }
        let form = URLComponents(string: "?" + String(decoding: request.body, as: UTF8.self))?.queryItems ?? []
        func field(_ name: String) -> String { form.first { $0.name == name }?.value ?? "" }
        // A code is good once, for whoever has its verifier and its destination.
        let code = state.withLock { state in
            defer { state.code = nil }
            return state.code
        }
        let challenge = Data(SHA256.hash(data: Array(field("code_verifier").utf8))).base64ForAddress
        guard let code, code.text == field("code"), code.challenge == challenge,
            code.destination + manner.destinationSuffix == field("redirect_uri")
        else { return OutgoingAnswer(status: 400, body: Array(#"{"error":"invalid_grant"}"#.utf8)) }
        return answer(json(["id_token": .text(identityToken(nonce: code.nonce, manner)), "access_token": .text("a")]))
    }

    private func identityToken(nonce: String, _ manner: Manner) -> String {
        let seconds = now().seconds
        var claims: [String: Claim] = [
            "iss": .text(Self.issuer), "aud": .text("vamco"), "sub": .text("0720"), "nonce": .text(nonce),
            "iat": .number(seconds), "exp": .number(seconds + 300), "acr": .text("loa2"),
            "HoVaTen": .text("Nguyễn Thị Hoà"), "SoDinhDanh": .text("072001000123"),
        ]
        for (name, value) in manner.claims { claims[name] = value }
        var head: [String: Claim] = ["alg": .text(manner.algorithm), "kid": .text(manner.keyName)]
        if manner.critical { head["crit"] = .texts(["exp"]) }
        let text = [json(head), json(claims)].map { Data($0.utf8).base64ForAddress }.joined(separator: ".")
        guard manner.algorithm != "none" else { return text + "." }
        if manner.algorithm.hasPrefix("HS") {
            // The public key taken for a secret, as a confused checker would.
            let secret = SymmetricKey(data: Data(keySet().utf8))
            let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: secret)
            return text + "." + Data(code).base64ForAddress
        }
        let own = state.withLock { $0.keys[0].key }
        let key = manner.isSignedByStranger ? P256.Signing.PrivateKey() : own
        let signature = (try? key.signature(for: Data(text.utf8)).rawRepresentation) ?? Data()
        return text + "." + signature.base64ForAddress
    }

    private func json(_ members: [String: Claim]) -> String {
        String(decoding: (try? JSONEncoder().encode(members)) ?? Data(), as: UTF8.self)
    }

    private func answer(_ text: String) -> OutgoingAnswer { OutgoingAnswer(status: 200, body: Array(text.utf8)) }
}
