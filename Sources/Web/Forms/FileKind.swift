// SPDX-License-Identifier: Apache-2.0

package import Basics
import NIOCore

/// A kind of file that forms take. Its name says which by its ending, and its
/// first bytes must agree: what is called a table and is a program, or a
/// picture and is a page, goes no further (ASVS V5.2.2).
package enum FileKind: String, CaseIterable, Sendable {
    /// Lines of text: values with commas or tabs between.
    case table
    /// JSON, one value or one a line.
    case json
    case gzip
    /// An Excel workbook (Office Open XML).
    case workbook
    case pdf
    case jpeg
    case png

    package var endings: [String] {
        switch self {
        case .table: ["csv", "txt", "tsv"]
        case .json: ["json", "ndjson"]
        case .gzip: ["gz"]
        case .workbook: ["xlsx"]
        case .pdf: ["pdf"]
        case .jpeg: ["jpg", "jpeg"]
        case .png: ["png"]
        }
    }

    /// What files of a kind begin with; text begins with none of these.
    private static let beginnings: [(kind: FileKind?, bytes: [UInt8])] = [
        (.gzip, [0x1F, 0x8B]), (.workbook, [0x50, 0x4B, 0x03, 0x04]), (.pdf, Array("%PDF-".utf8)),
        (.jpeg, [0xFF, 0xD8, 0xFF]), (.png, [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]),
        // Old Office documents, programs, other pictures and archives.
        (nil, [0xD0, 0xCF, 0x11, 0xE0]), (nil, [0x7F, 0x45, 0x4C, 0x46]), (nil, [0x4D, 0x5A, 0x90]),
        (nil, Array("GIF8".utf8)), (nil, Array("Rar!".utf8)), (nil, [0x37, 0x7A, 0xBC, 0xAF]),
    ]

    /// Whether a file that begins so may be of this kind.
    package func fits(_ start: some Collection<UInt8>) -> Bool {
        if let known = Self.beginnings.first(where: { start.starts(with: $0.bytes) }) { return known.kind == self }
        guard self == .table || self == .json else { return false }
        // Text of 16 bits a sign says so at its beginning; any other has no zero bytes.
        return start.starts(with: [0xFF, 0xFE]) || start.starts(with: [0xFE, 0xFF]) || !start.contains(0)
    }
}

extension FormFile {
    /// What stands against the file: its name says that it is of another kind
    /// than those wanted, or its content is of another than its name says.
    package func problem(wanting kinds: [FileKind]) -> Message? {
        let ending = name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().last?.lowercased() ?? ""
        guard let kind = kinds.first(where: { $0.endings.contains(ending) }) else {
            let endings = kinds.flatMap(\.endings).map { ".\($0)" }.joined(separator: ", ")
            return Message("web.file.ending", ["endings": .text(endings)])
        }
        return kind.fits(bytes.readableBytesView.prefix(4_096))
            ? nil : Message("web.file.mismatch", ["name": .text(name)])
    }
}
