// SPDX-License-Identifier: Apache-2.0

package import Basics
import Crypto

/// That a file was refused, and why. Its bytes are nowhere; its digest tells
/// whether two were the same.
package struct FileRefusal: Sendable {
    package typealias ID = Identifier<FileRefusal>

    package let id: ID
    package let at: Instant
    /// A key of `FileError`.
    package let reason: String
    /// What the scanner found; empty otherwise.
    package let found: String
    /// As its first bytes say; `nil` for what is none of those that are taken.
    package let kind: FileKind?
    package let size: Int
    package let sha256: String
    /// As `Actor.stored`.
    package let refusedOf: String

    /// How long it is on record.
    static let record = Duration.days(365)
}

extension FileRefusal {
    init(_ error: FileError, of upload: FileUpload, by keeper: Actor, at now: Instant) {
        var found = ""
        if case .infected(let name) = error { found = String(name.tidied().prefix(200)) }
        self.init(
            id: ID(at: now), at: now, reason: error.key, found: found, kind: FileKind(of: upload.bytes),
            size: upload.bytes.count, sha256: SHA256.hash(data: upload.bytes).hex, refusedOf: keeper.stored)
    }
}
