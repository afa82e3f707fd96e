// SPDX-License-Identifier: Apache-2.0

import Basics
import Crypto

/// A hash of the log's tree: 32 bytes of SHA-256 as RFC 6962 section 2.1 makes
/// them, leaves and nodes apart so that neither can stand for the other.
package struct LogHash: Hashable, Sendable {
    package let bytes: [UInt8]

    /// - Returns: `nil` when it is not 32 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    init(_ digest: SHA256.Digest) { bytes = Array(digest) }

    /// The hash of a tree without leaves.
    package static let empty = LogHash(SHA256().finalize())

    package static func leaf(_ content: [UInt8]) -> LogHash {
        var hasher = SHA256()
        hasher.update(data: [0x00] as [UInt8])
        hasher.update(data: content)
        return LogHash(hasher.finalize())
    }

    package static func node(_ left: LogHash, _ right: LogHash) -> LogHash {
        var content: [UInt8] = []
        content.reserveCapacity(65)
        content.append(0x01)
        content += left.bytes
        content += right.bytes
        return LogHash(SHA256.hash(data: content))
    }

    /// The hash of the tree whose leaves have `hashes`, in order.
    package static func root(of hashes: some Sequence<LogHash>) -> LogHash {
        var frontier = TreeFrontier()
        for hash in hashes { frontier.append(hash) }
        return frontier.root
    }

    /// Sixty-four small hexadecimal digits.
    package var hex: String { bytes.hex }
}
