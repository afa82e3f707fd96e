// SPDX-License-Identifier: Apache-2.0

import Basics

/// The name of a file as it is kept: a label, never a path.
struct FileName: Hashable, Sendable {
    static let longest = 120

    /// Without ending.
    let stem: String
    /// In small letters; empty where there is none.
    let ending: String

    /// The last part of what was sent, without control characters and without
    /// the signs that turn the direction of writing: `ảnh<RLO>gpj.exe` would
    /// look like a picture. Long names are cut before the ending.
    init(_ sent: String) {
        let last = sent.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last.map(String.init) ?? ""
        let shown = String(
            String.UnicodeScalarView(
                last.unicodeScalars.filter {
                    ![.control, .format, .privateUse, .surrogate].contains($0.properties.generalCategory)
                })
        ).tidied()
        if let dot = shown.lastIndex(of: "."), shown.distance(from: dot, to: shown.endIndex) <= 9 {
            stem = String(Self.trimmed(String(shown[..<dot])).prefix(Self.longest))
            ending = shown[shown.index(after: dot)...].lowercased().trimmingBlanks
        } else {
            stem = String(Self.trimmed(shown).prefix(Self.longest))
            ending = ""
        }
    }

    /// The whole name; files that came without one are called `tep`.
    func text(as kind: FileKind) -> String {
        let own = kind.endings.contains(ending) ? ending : kind.endings[0]
        return "\(stem.isEmpty ? "tep" : stem).\(own)"
    }

    /// Whether the name says what the content is. A name without ending says nothing wrong.
    func agrees(with kind: FileKind) -> Bool { ending.isEmpty || kind.endings.contains(ending) }

    /// Dots before and after make hidden files and endings that nobody sees.
    private static func trimmed(_ text: String) -> String {
        var text = Substring(text.tidied())
        while text.hasPrefix(".") || text.hasPrefix(" ") { text.removeFirst() }
        while text.hasSuffix(".") || text.hasSuffix(" ") { text.removeLast() }
        return String(text)
    }
}

extension String {
    fileprivate var trimmingBlanks: String { filter { !$0.isWhitespace } }
}
