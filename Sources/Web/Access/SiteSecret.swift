// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation

/// What form tokens, flash messages and the codes on printed receipts are made
/// with. All nodes of one city share it; with a new one open forms must be
/// loaded again, and the codes on paper lead nowhere any more.
package struct SiteSecret: Sendable {
    let bytes: [UInt8]

    /// - Precondition: 32 bytes at least, from a generator nobody can foretell.
    package init(bytes: [UInt8]) {
        precondition(bytes.count >= 32, "a site's secret has 32 bytes at least")
        self.bytes = bytes
    }

    /// A secret that ends with this process.
    package static func random() -> SiteSecret {
        var generator = SystemRandomNumberGenerator()
        return SiteSecret(bytes: (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// A code of 128 bits, 32 hexadecimal digits, that nobody makes for `text`
    /// who does not have the secret. Each purpose has a key of its own.
    package func code(of text: String, for purpose: String) -> String {
        let own = HMAC<SHA256>.authenticationCode(for: Data("key \(purpose)".utf8), using: SymmetricKey(data: bytes))
        let code = HMAC<SHA256>.authenticationCode(for: Data(text.utf8), using: SymmetricKey(data: Data(own)))
        return Array(code).prefix(16).hex
    }

    /// Whether `candidate` is that code. The time it takes tells nothing of it.
    package func isCode(_ candidate: String, of text: String, for purpose: String) -> Bool {
        let (right, given) = (Array(code(of: text, for: purpose).utf8), Array(candidate.utf8))
        guard given.count == right.count else { return false }
        return zip(right, given).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
