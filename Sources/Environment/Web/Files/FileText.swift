// SPDX-License-Identifier: Apache-2.0

import Basics

/// A received file as lines to read, whatever bytes it holds.
struct FileText: Sendable {
    struct Line: Sendable {
        /// From 1.
        let number: Int
        /// Legible: what is no text shows as U+FFFD, control signs as pictures.
        let text: String
    }

    /// More lines than a page shows; the file itself has them all.
    static let lineLimit = 2_000
    private static let lengthLimit = 1_000

    let lines: [Line]
    /// Whether the file has more lines than are here.
    let isCut: Bool

    init(_ bytes: [UInt8]) {
        var lines: [Line] = []
        var start = 0
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { start = 3 }
        var isCut = false
        while start < bytes.count {
            guard lines.count < Self.lineLimit else {
                isCut = true
                break
            }
            let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            lines.append(Line(number: lines.count + 1, text: Self.legible(bytes[start..<end])))
            start = end + 1
            if end < bytes.count, bytes[end] == 0x0D, start < bytes.count, bytes[start] == 0x0A { start += 1 }
        }
        self.lines = lines
        self.isCut = isCut
    }

    private static func legible(_ bytes: ArraySlice<UInt8>) -> String {
        var text = ""
        for scalar in String(decoding: bytes.prefix(lengthLimit), as: UTF8.self).unicodeScalars {
            switch scalar.value {
            case 0x09: text.unicodeScalars.append(scalar)
            case 0..<0x20: text.unicodeScalars.append(Unicode.Scalar(0x2400 + scalar.value) ?? scalar)
            case 0x7F: text += "\u{2421}"
            // Signs that turn the direction of writing could make a line look like another.
            case 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: text += "\u{FFFD}"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return bytes.count > lengthLimit ? text + "…" : text
    }
}
