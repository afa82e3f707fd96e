// SPDX-License-Identifier: Apache-2.0

package import Basics

/// Why a file is not taken.
package enum FileError: UserFacing, Hashable {
    case empty
    /// Mebibytes a file may have.
    case tooLarge(limit: Int)
    /// Mebibytes all files of a dossier may have.
    case dossierTooLarge(limit: Int)
    case unknownKind
    /// What it really is.
    case endingDisagrees(FileKind)
    case cutShort
    case unreadable
    /// Millions of pixels a picture may have.
    case tooManyPixels(limit: Int)
    /// Something else lies before or behind what the file says it is.
    case hiddenContent
    case locked
    /// Scripts, other programs or files inside a PDF.
    case active
    /// A PDF whose parts cannot be looked into.
    case opaque
    /// What the scanner found.
    case infected(String)
    case scannerAway
    case heicUnsupported
    case heicFailed
    case busy
    case unknownFile
    case attachedElsewhere

    package var answer: (status: Int, message: Message) { (status, Message("dossiers.file.error.\(key)", arguments)) }

    /// The reason as it is kept of what was refused.
    package var key: String {
        switch self {
        case .empty: "empty"
        case .tooLarge: "too-large"
        case .dossierTooLarge: "dossier-too-large"
        case .unknownKind: "unknown-kind"
        case .endingDisagrees: "ending-disagrees"
        case .cutShort: "cut-short"
        case .unreadable: "unreadable"
        case .tooManyPixels: "too-many-pixels"
        case .hiddenContent: "hidden-content"
        case .locked: "locked"
        case .active: "active"
        case .opaque: "opaque"
        case .infected: "infected"
        case .scannerAway: "scanner-away"
        case .heicUnsupported: "heic-unsupported"
        case .heicFailed: "heic-failed"
        case .busy: "busy"
        case .unknownFile: "unknown-file"
        case .attachedElsewhere: "attached-elsewhere"
        }
    }

    /// Whether the file itself is at fault: that is counted and kept.
    var isRefusal: Bool {
        switch self {
        case .scannerAway, .heicUnsupported, .busy, .unknownFile, .attachedElsewhere, .dossierTooLarge: false
        default: true
        }
    }

    /// Reasons under which files are refused, for those who look at them.
    static let reasons = [
        "active", "cut-short", "empty", "ending-disagrees", "heic-failed", "hidden-content", "infected", "locked",
        "opaque", "too-large", "too-many-pixels", "unknown-kind", "unreadable",
    ]

    private var status: Int {
        switch self {
        case .scannerAway, .busy: 503
        case .unknownFile: 404
        case .attachedElsewhere: 409
        default: 422
        }
    }

    private var arguments: [String: Message.Argument] {
        switch self {
        case .tooLarge(let limit), .dossierTooLarge(let limit), .tooManyPixels(let limit): ["limit": .count(limit)]
        case .endingDisagrees(let kind): ["kind": .text(kind.name)]
        default: [:]
        }
    }
}
