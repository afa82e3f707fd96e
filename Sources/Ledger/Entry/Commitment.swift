// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto

/// A promise about personal data that stands in the log without telling it:
/// the hash of the value with a random salt. Who has value and salt can show
/// that the value was this one; once the salt is erased nobody can find the
/// value by trying, and the log still verifies.
package struct Commitment: Hashable, Sendable {
    /// Where the value and its salt are kept until they are erased.
    package struct Opening: Hashable, Sendable {
        package let name: String
        package let value: String
        /// 32 random bytes.
        package let salt: [UInt8]

        package init(name: String, value: String, salt: [UInt8]) {
            self.name = name
            self.value = value
            self.salt = salt
        }

        init(name: String, value: String) {
            var generator = SystemRandomNumberGenerator()
            let salt = (0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }
            self.init(name: name, value: value, salt: salt)
        }

        package var commitment: Commitment { Commitment(self) }
    }

    package let hash: [UInt8]

    /// SHA-256 of 0x02, the salt, the name's length in four bytes, name, value.
    private init(_ opening: Opening) {
        var content: [UInt8] = [0x02]
        content += opening.salt
        content.append(bigEndian: UInt32(opening.name.utf8.count))
        content += opening.name.utf8
        content += opening.value.utf8
        hash = Array(SHA256.hash(data: content))
    }

    package var hex: String { hash.hex }
}
