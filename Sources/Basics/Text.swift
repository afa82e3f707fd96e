// SPDX-License-Identifier: Apache-2.0

import Foundation

extension String {
    /// Unicode normalisation form C: the only form the platform stores.
    package var nfc: String {
        // Foundation takes microseconds for each text; nearly all that are kept
        // are identities, codes and Vietnamese as keyboards type it.
        isPlainlyComposed ? self : precomposedStringWithCanonicalMapping
    }

    /// Whether it has only signs that are in form C whatever stands beside
    /// them: ASCII, Vietnamese letters, dashes and quotation marks.
    private var isPlainlyComposed: Bool {
        if utf8.allSatisfy({ $0 < 0x80 }) { return true }
        return unicodeScalars.allSatisfy { scalar in
            switch scalar.value {
            case 0..<0x300, 0x1EA0...0x1EF9, 0x2010...0x2027: true
            default: false
            }
        }
    }

    /// The form people search by: small ASCII letters without marks, `đ` as
    /// `d`, runs of other signs as one space, so that `Hòa`, `Hoà` and `HOA`
    /// meet. Kept in a column of its own beside the text; neither SQLite nor
    /// normalisation form C can do this.
    package var searchKey: String {
        var key = ""
        var gap = false
        for scalar in decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            switch scalar {
            case "đ", "Đ": push("d")
            case "a"..."z", "0"..."9": push(Character(scalar))
            case _ where scalar.properties.canonicalCombiningClass != .notReordered: continue
            default: gap = true
            }
        }
        return key

        func push(_ character: Character) {
            if gap, !key.isEmpty { key.append(" ") }
            gap = false
            key.append(character)
        }
    }

    /// The text in the letters of ASCII, for what takes no others, such as
    /// short messages: `Phường Hòa Thành` is `Phuong Hoa Thanh`. Signs that
    /// have no such letter become `?`.
    package var withoutMarks: String {
        var text = ""
        for scalar in decomposedStringWithCompatibilityMapping.unicodeScalars {
            switch scalar {
            case "đ": text.append("d")
            case "Đ": text.append("D")
            case "–", "—": text.append("-")
            case "“", "”": text.append("\"")
            case _ where scalar.properties.canonicalCombiningClass != .notReordered: continue
            default: text.unicodeScalars.append(scalar.isASCII ? scalar : "?")
            }
        }
        return text
    }

    /// Text as it is kept: form C, trimmed, without control characters.
    /// Line ends stay where `lines` is true.
    package func tidied(lines: Bool = false) -> String {
        let kept = nfc.unicodeScalars.filter { scalar in
            scalar.properties.generalCategory != .control || (lines && (scalar == "\n" || scalar == "\t"))
        }
        let text = String(String.UnicodeScalarView(kept))
        guard let first = text.firstIndex(where: { !$0.isWhitespace }),
            let last = text.lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(text[first...last])
    }
}
