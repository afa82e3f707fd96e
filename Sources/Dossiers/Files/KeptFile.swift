// SPDX-License-Identifier: Apache-2.0

package import Basics

/// A file somebody hands in, as it came.
package struct FileUpload: Sendable {
    /// As the browser sent it: nothing is believed of it.
    package let name: String
    package let bytes: [UInt8]

    package init(name: String, bytes: [UInt8]) {
        self.name = name
        self.bytes = bytes
    }
}

/// A file that is kept, without its content.
package struct KeptFile: Hashable, Sendable {
    package typealias ID = Identifier<KeptFile>

    package let id: ID
    /// Without path, control characters and signs that turn writing; its ending says its kind.
    package let name: String
    package let kind: FileKind
    /// Bytes as they are kept.
    package let size: Int
    /// SHA-256 of what is kept, in hexadecimal digits.
    package let sha256: String
    /// SHA-256 of what was sent: a picture is kept without the notes of its
    /// camera, and its sender can show all the same that this was it.
    package let sentSHA256: String
    /// Pages of a PDF, where it says how many.
    package let pages: Int?
    package let keptAt: Instant
    /// Who handed it in, as `Actor.stored`.
    package let keptBy: String
    /// What it belongs to; `nil` for a file that nothing has taken up yet.
    package let holder: FileHolder?
}

/// What a file belongs to.
package struct FileHolder: Hashable, Sendable {
    package enum Kind: String, Sendable {
        case dossier, result
        /// A form somebody is filling in.
        case draft
        /// What somebody gathers that the office asked for of their dossier.
        case supplement
    }

    package let kind: Kind
    package let id: String

    package static func dossier(_ id: String) -> FileHolder { FileHolder(kind: .dossier, id: id) }
    package static func draft(_ id: String) -> FileHolder { FileHolder(kind: .draft, id: id) }
    package static func supplement(_ dossier: String) -> FileHolder { FileHolder(kind: .supplement, id: dossier) }
    package static func result(_ id: String) -> FileHolder { FileHolder(kind: .result, id: id) }
}

/// What became of a file that was looked at and may be kept: cleaned, and
/// turned into a JPEG where it was none.
package struct CheckedFile: Sendable {
    package let name: String
    package let kind: FileKind
    package let bytes: [UInt8]
    package let sha256: String
    package let sentSHA256: String
    package let pages: Int?
    /// What it was when it was sent.
    package let sentKind: FileKind
}
