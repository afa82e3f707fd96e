// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto
import Foundation

/// What a browser holds to prove its session: 256 random bits. The database
/// keeps only its SHA-256, so a stolen copy of the database opens nothing.
package struct SessionToken: Hashable, Sendable {
    /// 43 signs of base64url.
    package let text: String

    /// A new token.
    package init() {
        text = Data(Passwords.randomBytes(32)).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// The token in `text`, or `nil` when the text cannot be one.
    package init?(_ text: String) {
        guard text.utf8.count == 43,
            text.utf8.allSatisfy({
                (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x2D
                    || $0 == 0x5F
            })
        else { return nil }
        self.text = text
    }

    package var digest: String { Self.digest(of: text) }

    /// SHA-256 in 64 hexadecimal digits.
    static func digest(of text: String) -> String {
        SHA256.hash(data: [UInt8](text.utf8)).hex
    }
}
