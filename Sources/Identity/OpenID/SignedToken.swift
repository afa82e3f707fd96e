// SPDX-License-Identifier: Apache-2.0

import Basics
import Foundation

/// An identity token as it came: nothing in it is believed before its
/// signature is checked (RFC 7515, compact form).
struct SignedToken: Sendable {
    let algorithm: SigningAlgorithm
    /// The name of the key it says it is signed with.
    let keyName: String?
    let claims: Claims
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// No token of a sensible provider is longer.
    static let longest = 16_384

    /// - Throws: `OpenIDError.Reason.malformedToken`, `.algorithm`, `.critical`.
    init(_ text: String, from provider: OpenIDProvider) throws(OpenIDError) {
        let parts =
            text.utf8.count <= Self.longest
            ? text.split(separator: ".", omittingEmptySubsequences: false).map(String.init) : []
        guard parts.count == 3, let head = Self.bytes(parts[0]), let body = Self.bytes(parts[1]),
            let signature = Self.bytes(parts[2]), let header = Claims.read(head), let claims = Claims.read(body)
        else { throw OpenIDError(.malformedToken, provider) }
        guard let name = header.text("alg"), let algorithm = SigningAlgorithm(rawValue: name) else {
            throw OpenIDError(.algorithm, provider, header.text("alg") ?? "none named")
        }
        // What must be understood and is not known must be refused (section 4.1.11).
        guard header["crit"] == nil, header["b64"] == nil else { throw OpenIDError(.critical, provider) }
        self.algorithm = algorithm
        keyName = header.text("kid")
        self.claims = claims
        self.signature = signature
        signed = Array("\(parts[0]).\(parts[1])".utf8)
    }

    /// Whether one of `keys` made it: the one it names, or any that fits where it names none.
    func isSigned(by keys: [SigningKey]) async -> Bool {
        for key in candidates(among: keys) where await key.made(signature, over: signed, by: algorithm) { return true }
        return false
    }

    /// The keys it may be signed with.
    func candidates(among keys: [SigningKey]) -> [SigningKey] {
        keys.filter { (keyName == nil || $0.name == keyName) && $0.fits(algorithm) }
    }

    private static func bytes(_ part: String) -> [UInt8]? {
        guard !part.isEmpty, !part.contains(where: { "=+/".contains($0) }) else { return nil }
        return Data(base64ForAddress: part).map { [UInt8]($0) }
    }
}
