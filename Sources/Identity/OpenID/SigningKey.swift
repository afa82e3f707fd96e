// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation
import JWTKit

/// How a token may be signed. Never `none`, and never with a shared secret:
/// a public key taken for a secret would let anybody sign.
enum SigningAlgorithm: String, CaseIterable, Sendable {
    case rs256 = "RS256"
    case rs384 = "RS384"
    case rs512 = "RS512"
    case ps256 = "PS256"
    case ps384 = "PS384"
    case ps512 = "PS512"
    case es256 = "ES256"
    case es384 = "ES384"
    case es512 = "ES512"
    case edDSA = "EdDSA"

    /// The kind of key it takes, as a key says of itself: `kty` and `crv`.
    fileprivate var key: (type: String, curve: String?) {
        switch self {
        case .rs256, .rs384, .rs512, .ps256, .ps384, .ps512: ("RSA", nil)
        case .es256: ("EC", "P-256")
        case .es384: ("EC", "P-384")
        case .es512: ("EC", "P-521")
        case .edDSA: ("OKP", "Ed25519")
        }
    }

    fileprivate var coordinateLength: Int? {
        switch self {
        case .es256: 32
        case .es384: 48
        case .es512: 66
        default: nil
        }
    }
}

/// One public key of a provider's set (RFC 7517).
struct SigningKey: Hashable, Sendable {
    let name: String?
    private let claims: [String: String]

    /// - Returns: `nil` for a key that is not for checking signatures, or of a
    ///   kind that is not known: a provider may publish others beside.
    init?(_ value: ClaimValue) {
        guard case .group(let group) = value else { return nil }
        if let use = group.text("use"), use != "sig" { return nil }
        if let operations = group["key_ops"]?.texts, !operations.contains("verify") { return nil }
        guard let type = group.text("kty"), SigningAlgorithm.allCases.contains(where: { $0.key.type == type }) else {
            return nil
        }
        name = group.text("kid")
        claims = group.compactMapValues { if case .text(let text) = $0 { text } else { nil } }
    }

    /// The keys of a set, a hundred at most.
    ///
    /// - Throws: `OpenIDError.Reason.badKeys`.
    static func all(in bytes: [UInt8], of provider: OpenIDProvider) throws(OpenIDError) -> [SigningKey] {
        guard let set = Claims.read(bytes), case .list(let values) = set["keys"] else {
            throw OpenIDError(.badKeys, provider)
        }
        return values.prefix(100).compactMap(SigningKey.init(_:))
    }

    /// Whether a token with this algorithm may be signed with this key.
    func fits(_ algorithm: SigningAlgorithm) -> Bool {
        let wanted = algorithm.key
        guard claims["kty"] == wanted.type, wanted.curve == nil || claims["crv"] == wanted.curve else { return false }
        return claims["alg"].map { $0 == algorithm.rawValue } ?? true
    }

    /// Whether `signature` over `text` was made with this key.
    ///
    /// - Returns: `false` also for a key that is none, or of an RSA key below 2,048 bits.
    func made(_ signature: [UInt8], over text: [UInt8], by algorithm: SigningAlgorithm) async -> Bool {
        guard fits(algorithm) else { return false }
        do {
            let keys = JWTKeyCollection()
            try await add(to: keys, algorithm)
            return try await keys.getKey().verify(signature, signs: text)
        } catch {
            return false
        }
    }

    private func add(to keys: JWTKeyCollection, _ algorithm: SigningAlgorithm) async throws {
        let (x, y) = (coordinate("x", algorithm), coordinate("y", algorithm))
        switch algorithm {
        case .rs256: await keys.add(rsa: try rsa, digestAlgorithm: .sha256)
        case .rs384: await keys.add(rsa: try rsa, digestAlgorithm: .sha384)
        case .rs512: await keys.add(rsa: try rsa, digestAlgorithm: .sha512)
        case .ps256: await keys.add(pss: try rsa, digestAlgorithm: .sha256)
        case .ps384: await keys.add(pss: try rsa, digestAlgorithm: .sha384)
        case .ps512: await keys.add(pss: try rsa, digestAlgorithm: .sha512)
        case .es256: await keys.add(ecdsa: try ES256PublicKey(parameters: (x, y)))
        case .es384: await keys.add(ecdsa: try ES384PublicKey(parameters: (x, y)))
        case .es512: await keys.add(ecdsa: try ES512PublicKey(parameters: (x, y)))
        case .edDSA: await keys.add(eddsa: try EdDSA.PublicKey(x: x, curve: .ed25519))
        }
    }

    /// A coordinate in as many bytes as its curve has (RFC 7518 section 6.2.1.2).
    /// Some providers write it as a number, with a zero before it or without its leading zeros.
    private func coordinate(_ name: String, _ algorithm: SigningAlgorithm) -> String {
        let text = claims[name] ?? ""
        guard let length = algorithm.coordinateLength, let data = Data(base64ForAddress: text) else { return text }
        let plain = data.drop { $0 == 0 }
        return (Data(repeating: 0, count: max(0, length - plain.count)) + plain).base64ForAddress
    }

    private var rsa: Insecure.RSA.PublicKey {
        get throws { try Insecure.RSA.PublicKey(modulus: claims["n"] ?? "", exponent: claims["e"] ?? "") }
    }
}
