// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Web

/// Every feature's translations, looked up in the source tree.
@Suite("Translation files")
struct TranslationFileTests {
    static let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources")

    /// Folders that hold words.
    static let features: [String] = {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: sources.path)) ?? []
        return all.filter {
            FileManager.default.fileExists(atPath: sources.appendingPathComponent("\($0)/Translations/vi.json").path)
        }.sorted()
    }()

    private func text(_ feature: String, _ language: Language) throws -> String {
        let file = Self.sources.appendingPathComponent("\(feature)/Translations/\(language.rawValue).json")
        return try String(contentsOf: file, encoding: .utf8)
    }

    private func words(_ feature: String, _ language: Language) throws -> [String: String] {
        try JSONDecoder().decode([String: String].self, from: Data(text(feature, language).utf8))
    }

    /// Keys in the order they stand in the file.
    private func keys(in text: String) -> [String] {
        text.matches(of: /(?m)^\s*"((?:[^"\\]|\\.)+)"\s*:/).map { String($0.1) }
    }

    @Test("the pages' own words are found")
    func found() { #expect(Self.features.contains("Web")) }

    @Test("both languages have the same keys", arguments: features)
    func complete(feature: String) throws {
        let (vi, en) = (Set(try words(feature, .vi).keys), Set(try words(feature, .en).keys))
        #expect(vi.subtracting(en).sorted() == [], "missing in en.json of \(feature)")
        #expect(en.subtracting(vi).sorted() == [], "missing in vi.json of \(feature)")
    }

    @Test("keys are sorted, stand once and begin with the feature's noun", arguments: features)
    func sorted(feature: String) throws {
        for language in Language.allCases {
            let keys = keys(in: try text(feature, language))
            #expect(keys == keys.sorted(), "\(feature)/\(language.rawValue).json is not sorted")
            #expect(Set(keys).count == keys.count, "\(feature)/\(language.rawValue).json has a key twice")
            for key in keys {
                #expect(key.hasPrefix(feature.lowercased() + "."), "\(key) in \(feature)")
                #expect(key.wholeMatch(of: /[a-z0-9]+(\.[a-z0-9-]+)+/) != nil, "\(key) in \(feature)")
            }
        }
    }

    @Test("both languages have the same places, and a number that picks a word is shown", arguments: features)
    func places(feature: String) throws {
        let (vi, en) = (try words(feature, .vi), try words(feature, .en))
        for (key, text) in vi {
            guard let other = en[key] else { continue }
            #expect(Self.places(in: text) == Self.places(in: other), "\(key)")
            for one in [text, other] {
                let picking = one.matches(of: /\{([^}|]+)\|/).map { String($0.1) }
                #expect(Self.places(in: one).isSuperset(of: picking), "\(key) says no number")
            }
        }
    }

    @Test(
        "texts are in normalisation form C, not empty, without stray blanks and straight from no keyboard's traps",
        arguments: features)
    func form(feature: String) throws {
        for language in Language.allCases {
            for (key, text) in try words(feature, language) {
                #expect(
                    Array(text.unicodeScalars) == Array(text.precomposedStringWithCanonicalMapping.unicodeScalars),
                    "\(key)")
                #expect(!text.isEmpty && text == text.trimmingCharacters(in: .whitespacesAndNewlines), "\(key)")
                #expect(text.filter { $0 == "{" }.count == text.filter { $0 == "}" }.count, "\(key)")
            }
        }
    }

    @Test("every key that the sources name has words, and every word is named", arguments: features)
    func used(feature: String) throws {
        let named = Self.namedKeys
        let words = Set(try words(feature, .vi).keys)
        let prefix = feature.lowercased() + "."
        let missing = named.spoken.filter { $0.hasPrefix(prefix) && !words.contains($0) }
        #expect(missing.sorted() == [], "named in the sources of \(feature), without words")
        let unused = words.filter { key in
            !named.whole.contains(key) && !named.patterns.contains { $0.matches(key) }
        }
        #expect(unused.sorted() == [], "words of \(feature) that nothing names")
    }

    private static func places(in text: String) -> Set<String> {
        Set(text.matches(of: /\{([^}|]+)\}/).map { String($0.1) })
    }

    /// Keys in the sources: those surely spoken, all that look like keys, and
    /// those with an interpolation, for which any words may stand in that place.
    private static let namedKeys: (spoken: Set<String>, whole: Set<String>, patterns: Set<KeyPattern>) = {
        var spoken: Set<String> = []
        var whole: Set<String> = []
        var patterns: Set<KeyPattern> = []
        let files = FileManager.default.enumerator(atPath: sources.path)?.allObjects as? [String] ?? []
        for file in files where file.hasSuffix(".swift") {
            guard let text = try? String(contentsOf: sources.appendingPathComponent(file), encoding: .utf8) else {
                continue
            }
            for match in text.matches(of: /(?:Message\(|say: )\s*"([a-z0-9]+(?:\.[a-z0-9-]+)+)"/) {
                spoken.insert(String(match.1))
            }
            for match in text.matches(of: /"([a-z0-9]+(?:\.[a-z0-9-]+)+)"/) { whole.insert(String(match.1)) }
            for match in text.matches(of: /"(?=[a-z0-9]+\.[a-z0-9.-]*\\\()/) {
                if let pattern = KeyPattern(literal: text[match.range.upperBound...]) { patterns.insert(pattern) }
            }
            // `Message("web.design." + name, …)` names every key below it.
            for match in text.matches(of: /"([a-z0-9]+(?:\.[a-z0-9-]+)*\.)"\s*\+/) {
                patterns.insert(KeyPattern(parts: [String(match.1), ""]))
            }
        }
        return (spoken, whole, patterns)
    }()
}

/// A key with places for anything: `web.\(a).title` is `web.` and `.title`.
struct KeyPattern: Hashable {
    let parts: [String]

    init(parts: [String]) { self.parts = parts }

    /// Reads a literal from behind its opening quote; `nil` when it is no key.
    init?(literal: Substring) {
        var parts = [""]
        var rest = literal
        while let character = rest.popFirst(), character != "\"" {
            guard character == "\\" else {
                guard character.isASCII, character.isLowercase || character.isNumber || ".-".contains(character) else {
                    return nil
                }
                parts[parts.count - 1].append(character)
                continue
            }
            guard rest.popFirst() == "(" else { return nil }
            var depth = 1
            while depth > 0, let inner = rest.popFirst() { depth += inner == "(" ? 1 : inner == ")" ? -1 : 0 }
            parts.append("")
        }
        self.parts = parts
    }

    func matches(_ key: String) -> Bool {
        guard let first = parts.first, key.hasPrefix(first) else { return false }
        var rest = key.dropFirst(first.count)
        for part in parts.dropFirst().dropLast() where !part.isEmpty {
            guard let range = rest.range(of: part) else { return false }
            rest = rest[range.upperBound...]
        }
        return rest.hasSuffix(parts.last ?? "")
    }
}
