// SPDX-License-Identifier: Apache-2.0

import Basics

/// A file that was sent for a paper of a draft, as its pages name it.
package struct DraftFile: Codable, Hashable, Sendable {
    /// The kept file's identity.
    package let id: String
    package let name: String
    /// Bytes as it is kept.
    package let size: Int
    /// SHA-256 of what was sent: the same file sent again is the same.
    package let sentSHA256: String

    init(_ file: KeptFile) {
        id = file.id.description
        name = file.name
        size = file.size
        sentSHA256 = file.sentSHA256
    }
}
