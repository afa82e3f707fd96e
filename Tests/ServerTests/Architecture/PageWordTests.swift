// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@Suite("Words on pages")
struct PageWordTests {
    static let pages = SourceTree.files(below: "Sources").filter { file in
        file.target == "Web" || file.folders.contains("Web")
    }

    @Test("markup in the program holds no words: every word is a key of the translations")
    func untranslated() throws {
        for file in Self.pages {
            for literal in Literals.inside(file.text) where literal.contains("<") && literal.contains(">") {
                for words in Literals.words(inMarkup: literal) {
                    Issue.record("\(file.path): “\(words)” is written into markup")
                }
            }
        }
    }

    @Test("the reader of markup finds words between tags and in spoken attributes")
    func finds() {
        #expect(Literals.words(inMarkup: "<p>Xin chào</p>") == ["Xin chào"])
        #expect(Literals.words(inMarkup: "<p title=\"Hello\"></p>") == ["Hello"])
        #expect(Literals.words(inMarkup: "<p class=\"a\">· </p>").isEmpty)
        #expect(Literals.inside(#"let a: HTML = "<p>\(say: "a.b", ["n": .count(f(1))])</p>""#).first == "<p></p>")
    }
}

/// A small reader of Swift's string literals.
enum Literals {
    /// The text of every literal, interpolations taken out (literals inside
    /// interpolations are literals of their own).
    static func inside(_ source: String) -> [String] {
        var reader = LiteralReader(Array(source.unicodeScalars))
        reader.readCode(untilParenthesis: false)
        return reader.found.reversed()
    }

    /// Names that are the same in every language.
    private static let properNames = ["VamCo", "VN_AQI"]

    /// Words a person would read: between tags, and in attributes that are spoken.
    static func words(inMarkup markup: String) -> [String] {
        var found: [String] = []
        let spoken = /(?:title|alt|placeholder|aria-label|aria-description)="([^"]*)"/
        for match in markup.matches(of: spoken) {
            var words = String(match.1)
            for name in properNames { words = words.replacing(name, with: "") }
            if words.contains(where: \.isLetter) { found.append(words) }
        }
        var outside = ""
        // A literal may go on in the middle of a tag that another one opened.
        var depth =
            (markup.firstIndex(of: ">") ?? markup.endIndex) < (markup.firstIndex(of: "<") ?? markup.startIndex) ? 1 : 0
        for character in markup.replacing(/<(script|style)[^>]*>.*?<\/(script|style)>/.dotMatchesNewlines(), with: "") {
            if character == "<" {
                depth += 1
            } else if character == ">" {
                depth = max(0, depth - 1)
            } else if depth == 0 {
                outside.append(character)
            }
            if character == ">" { outside.append("\n") }
        }
        var references = outside.replacing(/&[a-zA-Z]+;/, with: "")
        for name in properNames { references = references.replacing(name, with: "") }
        found += references.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { $0.contains(where: \.isLetter) }
        return found
    }
}

private struct LiteralReader {
    let source: [Unicode.Scalar]
    var place = 0
    var found: [String] = []

    init(_ source: [Unicode.Scalar]) { self.source = source }

    private func sees(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        return place + wanted.count <= source.count && Array(source[place..<place + wanted.count]) == wanted
    }

    mutating func readCode(untilParenthesis: Bool) {
        var depth = 0
        while place < source.count {
            if sees("//") {
                while place < source.count, source[place] != "\n" { place += 1 }
            } else if sees("#\"") {
                place += 2
                while place < source.count, !sees("\"#") { place += 1 }
                place += 2
            } else if sees("\"\"\"") {
                place += 3
                readLiteral(end: "\"\"\"")
            } else if source[place] == "\"" {
                place += 1
                readLiteral(end: "\"")
            } else {
                if source[place] == "(" { depth += 1 }
                if source[place] == ")" {
                    if untilParenthesis, depth == 0 { return }
                    depth -= 1
                }
                place += 1
            }
        }
    }

    mutating func readLiteral(end: String) {
        var text = String.UnicodeScalarView()
        while place < source.count, !sees(end) {
            if sees("\\(") {
                place += 2
                readCode(untilParenthesis: true)
                place += 1
            } else if source[place] == "\\" {
                if place + 1 < source.count, source[place + 1] == "\"" { text.append("\"") }
                // A sign by its number is no word.
                if sees("\\u{") {
                    while place < source.count, source[place] != "}" { place += 1 }
                    place += 1
                } else {
                    place += 2
                }
            } else {
                text.append(source[place])
                place += 1
            }
        }
        place += end.unicodeScalars.count
        found.append(String(text))
    }
}
