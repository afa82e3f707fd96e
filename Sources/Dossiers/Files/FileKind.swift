// SPDX-License-Identifier: Apache-2.0

/// What may be handed in. What a file is, its first bytes say, not its name.
package enum FileKind: String, CaseIterable, Sendable {
    case jpeg, png, heic, pdf

    /// The kind of these bytes, or `nil` for what is not taken.
    init?(of bytes: [UInt8]) {
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: PNGPicture.signature) {
            self = .png
        } else if bytes.starts(with: Array("%PDF-".utf8)) {
            self = .pdf
        } else if HEICPicture.isOne(bytes) {
            self = .heic
        } else {
            return nil
        }
    }

    package var mediaType: String {
        switch self {
        case .jpeg: "image/jpeg"
        case .png: "image/png"
        case .heic: "image/heic"
        case .pdf: "application/pdf"
        }
    }

    /// Endings of its names, the usual one first.
    var endings: [String] {
        switch self {
        case .jpeg: ["jpg", "jpeg", "jpe", "jfif"]
        case .png: ["png"]
        case .heic: ["heic", "heif"]
        case .pdf: ["pdf"]
        }
    }

    /// How people call it; the same in every language.
    var name: String { rawValue.uppercased() }

    /// What a form's file field asks the browser for.
    package static let accepted = "image/jpeg,image/png,image/heic,image/heif,application/pdf,.heic,.heif"
}
