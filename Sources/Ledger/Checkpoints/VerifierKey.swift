// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation

/// The public half of a log's key, in C2SP's form: `name+id+base64`.
package struct VerifierKey: Hashable, Sendable {
    package let name: String
    /// 32 bytes of Ed25519.
    package let publicKey: [UInt8]

    package init(name: String, publicKey: [UInt8]) {
        self.name = name
        self.publicKey = publicKey
    }

    /// - Returns: `nil` for a text that is none, or whose number does not fit.
    package init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, Self.isName(parts[0]), let data = Data(base64Encoded: String(parts[2])),
            data.count == 33, data.first == Self.algorithm
        else { return nil }
        self.init(name: String(parts[0]), publicKey: [UInt8](data.dropFirst()))
        guard keyID.hex == parts[1] else { return nil }
    }

    static let algorithm: UInt8 = 1

    static func isName(_ text: some StringProtocol) -> Bool {
        !text.isEmpty && !text.contains("+") && !text.contains(where: \.isWhitespace)
    }

    /// The first four bytes of SHA-256 of name, line break, algorithm and key.
    package var keyID: [UInt8] {
        Array(SHA256.hash(data: Array((name + "\n").utf8) + [Self.algorithm] + publicKey).prefix(4))
    }

    package var text: String {
        "\(name)+\(keyID.hex)+\(Data([Self.algorithm] + publicKey).base64EncodedString())"
    }

    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        guard let key = try? Curve25519.Signing.PublicKey(rawRepresentation: publicKey) else { return false }
        return key.isValidSignature(signature, for: message)
    }
}

/// A log's key: signs its checkpoints.
package struct LogKey: Sendable {
    package let name: String
    private let privateKey: Curve25519.Signing.PrivateKey

    package init(name: String) {
        self.name = name
        privateKey = Curve25519.Signing.PrivateKey()
    }

    /// Reads the form of a key file: `PRIVATE+KEY+name+id+base64`.
    package init?(text: String) {
        let parts = text.split(separator: "+", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0] == "PRIVATE", parts[1] == "KEY", VerifierKey.isName(parts[2]),
            let data = Data(base64Encoded: String(parts[4])), data.count == 33, data.first == VerifierKey.algorithm,
            let key = try? Curve25519.Signing.PrivateKey(rawRepresentation: data.dropFirst())
        else { return nil }
        name = String(parts[2])
        privateKey = key
        guard verifier.keyID.hex == parts[3] else { return nil }
    }

    var text: String {
        let seed = [VerifierKey.algorithm] + [UInt8](privateKey.rawRepresentation)
        return "PRIVATE+KEY+\(name)+\(verifier.keyID.hex)+\(Data(seed).base64EncodedString())"
    }

    package var verifier: VerifierKey {
        VerifierKey(name: name, publicKey: [UInt8](privateKey.publicKey.rawRepresentation))
    }

    /// - Throws: When the system's generator fails.
    package func signature(of text: String) throws -> SignedNote.Signature {
        let bytes = try privateKey.signature(for: Array(text.utf8))
        return SignedNote.Signature(name: name, keyID: verifier.keyID, bytes: [UInt8](bytes))
    }
}
