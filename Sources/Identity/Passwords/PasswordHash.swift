// SPDX-License-Identifier: Apache-2.0

import Foundation

/// A password's derived key with everything needed to derive it again.
///
/// Kept as one text in the usual form, `$scrypt$ln=17,r=8,p=1$SALT$KEY`, so
/// that the cost can be raised later while older hashes still tell their own.
package struct PasswordHash: Hashable, Sendable {
    package let cost: ScryptCost
    /// 16 random bytes.
    package let salt: [UInt8]
    /// 32 bytes.
    package let key: [UInt8]

    package static let saltLength = 16
    package static let keyLength = 32

    package init(cost: ScryptCost, salt: [UInt8], key: [UInt8]) {
        self.cost = cost
        self.salt = salt
        self.key = key
    }

    /// The hash written as `text`, or `nil` when it is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let match = parts[2].wholeMatch(of: /ln=(\d{1,2}),r=(\d{1,2}),p=(\d{1,2})/),
            let logN = Int(match.1), let blockSize = Int(match.2), let parallelism = Int(match.3),
            let cost = ScryptCost(logN: logN, blockSize: blockSize, parallelism: parallelism),
            let salt = Data(base64Encoded: String(parts[3])), salt.count == Self.saltLength,
            let key = Data(base64Encoded: String(parts[4])), key.count == Self.keyLength
        else { return nil }
        self.init(cost: cost, salt: [UInt8](salt), key: [UInt8](key))
    }

    package var text: String {
        let salt = Data(salt).base64EncodedString()
        let key = Data(key).base64EncodedString()
        return "$scrypt$ln=\(cost.logN),r=\(cost.blockSize),p=\(cost.parallelism)$\(salt)$\(key)"
    }
}
