// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto

extension LogKey {
    /// A witness' signature under another log's checkpoint, with its time
    /// (C2SP tlog-cosignature).
    package func cosignature(of text: String, at now: Instant) throws -> SignedNote.Signature {
        let seconds = now.microseconds / 1_000_000
        let signed = try signature(of: "cosignature/v1\ntime \(seconds)\n\(text)")
        var bytes: [UInt8] = []
        bytes.append(bigEndian: UInt64(max(0, seconds)))
        let named = Array((name + "\n").utf8) + [0x04] + verifier.publicKey
        return SignedNote.Signature(
            name: name, keyID: Array(SHA256.hash(data: named).prefix(4)), bytes: bytes + signed.bytes)
    }
}
