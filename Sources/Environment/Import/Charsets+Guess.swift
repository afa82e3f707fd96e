// SPDX-License-Identifier: Apache-2.0

import Foundation

extension Charsets {
    /// The encoding of a text, from its bytes alone.
    ///
    /// A byte order mark decides; then well-formed UTF-8; then zero bytes in every
    /// second place for UTF-16; among the single-byte sets the one whose reading
    /// looks most like Vietnamese words.
    ///
    /// - Parameter isExcerpt: Whether the bytes may stop inside a character.
    package func guess(of bytes: [UInt8], isExcerpt: Bool = false) -> TextEncodingGuess {
        func guess(_ encoding: TextEncoding, mark: Bool = false, certain: Bool = true) -> TextEncodingGuess {
            TextEncodingGuess(encoding: encoding, hasByteOrderMark: mark, isCertain: certain)
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return guess(.utf8, mark: true) }
        if bytes.starts(with: [0xFF, 0xFE]) { return guess(.utf16LittleEndian, mark: true) }
        if bytes.starts(with: [0xFE, 0xFF]) { return guess(.utf16BigEndian, mark: true) }
        if let wide = wideEncoding(of: bytes) { return guess(wide, certain: false) }
        let valid = validUTF8Length(bytes[...])
        if valid == bytes.count || (isExcerpt && bytes.count - valid < 4 && bytes.count > 4) { return guess(.utf8) }
        let readings = [TextEncoding.windows1258, .tcvn3, .tcvn5712].compactMap { encoding in
            (try? text(from: bytes, as: encoding)).map { (encoding, likeness(to: $0)) }
        }
        // Of equal ones the first: TCVN3 before the set that contains it.
        var best = (TextEncoding.windows1258, Int.min)
        for reading in readings where reading.1 > best.1 { best = reading }
        return guess(best.0, certain: false)
    }

    /// Text is mostly ASCII or Latin: one byte of each pair is then zero.
    private func wideEncoding(of bytes: [UInt8]) -> TextEncoding? {
        guard bytes.count >= 4 else { return nil }
        var zeros = (even: 0, odd: 0)
        for (place, byte) in bytes.prefix(4_096).enumerated() where byte == 0 {
            if place % 2 == 0 { zeros.even += 1 } else { zeros.odd += 1 }
        }
        let pairs = min(bytes.count, 4_096) / 2
        if zeros.odd * 2 > pairs, zeros.even * 10 < pairs { return .utf16LittleEndian }
        if zeros.even * 2 > pairs, zeros.odd * 10 < pairs { return .utf16BigEndian }
        return nil
    }

    /// Words with marks that could be Vietnamese, less three times those that could not.
    private func likeness(to text: String) -> Int {
        var score = 0
        var word: [Unicode.Scalar] = []
        for scalar in text.unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.generalCategory == .nonspacingMark {
                word.append(scalar)
                continue
            }
            score += wordLikeness(word)
            word = []
            if scalar.value > 0x7F, !Self.usualSigns.contains(scalar) { score -= 3 }
        }
        return score + wordLikeness(word)
    }

    private static let usualSigns = Set("\u{A0}–—“”‘’…•°²³µ·½±×«»".unicodeScalars)

    private func wordLikeness(_ word: [Unicode.Scalar]) -> Int {
        guard word.contains(where: { $0.value > 0x7F }) else { return 0 }
        if word == ["µ"] || word.first == "µ" { return 1 }
        var tones = 0
        var wasSmall = false
        var vowel = false
        for scalar in String(String.UnicodeScalarView(word)).decomposedStringWithCanonicalMapping.unicodeScalars {
            switch scalar.value {
            case 0x300, 0x301, 0x303, 0x309, 0x323:
                tones += 1
                if !vowel { return -3 }
            case 0x302, 0x306, 0x31B: if !vowel { return -3 }
            case 0x41...0x5A, 0x110:
                if wasSmall { return -3 }
                vowel = "AEIOUY".unicodeScalars.contains(scalar)
            case 0x61...0x7A, 0x111:
                wasSmall = true
                vowel = "aeiouy".unicodeScalars.contains(scalar)
            default: return -3
            }
        }
        return tones > 1 ? -3 : 1
    }
}
