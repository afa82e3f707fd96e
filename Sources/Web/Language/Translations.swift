// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation

/// The words of every key in every language, joined from all features.
package struct Translations: Sendable {
    private let texts: [Language: [String: Template]]

    /// Reads `vi.json` and `en.json` of each folder.
    ///
    /// - Throws: A `TranslationError` naming file and key for a missing file, a
    ///   file that is no flat object of strings, or a key given twice.
    package init(folders: [URL]) throws {
        var texts: [Language: [String: Template]] = [:]
        for language in Language.allCases {
            var all: [String: Template] = [:]
            for folder in folders {
                let file = folder.appendingPathComponent("\(language.rawValue).json")
                guard let data = try? Data(contentsOf: file),
                    let words = try? JSONDecoder().decode([String: String].self, from: data)
                else { throw TranslationError.unreadable(file.path) }
                for (key, text) in words {
                    guard all.updateValue(Template(text), forKey: key) == nil else {
                        throw TranslationError.twice(key: key, file: file.path)
                    }
                }
            }
            texts[language] = all
        }
        self.texts = texts
    }

    /// Words given as they are.
    init(words: [Language: [String: String]]) {
        texts = words.mapValues { $0.mapValues(Template.init) }
    }

    package func has(_ key: String, in language: Language) -> Bool { texts[language]?[key] != nil }

    func template(of key: String, in language: Language) -> Template? { texts[language]?[key] }
}

package enum TranslationError: Error, Hashable {
    case unreadable(String)
    case twice(key: String, file: String)
}

/// A text with places: `{name}` takes an argument, `{count|file|files}` takes
/// the first word when the argument is 1 and the second otherwise.
struct Template: Sendable {
    enum Part: Sendable {
        case text(String)
        case place(String)
        case choice(String, one: String, other: String)
    }

    let parts: [Part]

    init(_ text: String) {
        var parts: [Part] = []
        var rest = Substring(text)
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            if open > rest.startIndex { parts.append(.text(String(rest[..<open]))) }
            let inside = rest[rest.index(after: open)..<close].split(
                separator: "|", omittingEmptySubsequences: false
            ).map(String.init)
            parts.append(
                inside.count == 3 ? .choice(inside[0], one: inside[1], other: inside[2]) : .place(inside[0]))
            rest = rest[rest.index(after: close)...]
        }
        if !rest.isEmpty { parts.append(.text(String(rest))) }
        self.parts = parts
    }
}
