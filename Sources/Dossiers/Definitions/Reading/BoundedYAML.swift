// SPDX-License-Identifier: Apache-2.0

import Yams

/// YAML as far as definitions use it: bounded in size and depth, without
/// anchors, aliases and tags.
///
/// What is bounded is looked at before the parser sees the text: a parser that
/// resolves aliases first would already have done the work they ask for.
enum BoundedYAML {
    static let largest = 256 * 1024
    /// Columns of indentation, and brackets in brackets.
    private static let widestIndent = 64
    private static let deepestFlow = 12

    /// - Throws: `DefinitionProblem`.
    static func root(of text: String) throws(DefinitionProblem) -> Node {
        guard text.utf8.count <= largest else {
            throw DefinitionProblem(line: 0, path: "", kind: .tooLarge(bytes: largest))
        }
        try check(text)
        do {
            guard let node = try Parser(yaml: text).singleRoot() else {
                throw DefinitionProblem(line: 1, path: "", kind: .missing)
            }
            return node
        } catch let problem as DefinitionProblem {
            throw problem
        } catch let error as YamlError {
            throw problem(of: error)
        } catch {
            throw DefinitionProblem(line: 0, path: "", kind: .notYAML("\(error)"))
        }
    }

    private static func problem(of error: YamlError) -> DefinitionProblem {
        switch error {
        case .scanner(_, let reason, let mark, _), .parser(_, let reason, let mark, _),
            .composer(_, let reason, let mark, _):
            DefinitionProblem(line: mark.line, path: "", kind: .notYAML(reason))
        case .duplicatedKeysInMapping(let keys, let context):
            DefinitionProblem(
                line: context.mark.line, path: keys.map { "\($0)" }.sorted().joined(separator: ", "), kind: .repeated)
        case .reader(let reason, _, _, _): DefinitionProblem(line: 0, path: "", kind: .notYAML(reason))
        default: DefinitionProblem(line: 0, path: "", kind: .notYAML("\(error)"))
        }
    }

    private static func check(_ text: String) throws(DefinitionProblem) {
        var line = 1
        var depth = 0
        var indent = 0
        var isIndenting = true
        var last = UInt8(ascii: "\n")
        var before = UInt8(ascii: "\n")
        for byte in text.utf8 {
            if isIndenting {
                // `- - - x` nests as indentation does.
                isIndenting = byte == UInt8(ascii: " ") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "?")
                indent += isIndenting ? 1 : 0
                if indent > widestIndent { throw DefinitionProblem(line: line, path: "", kind: .tooDeep) }
            }
            if isReference(byte, after: last, and: before) {
                throw DefinitionProblem(line: line, path: "", kind: .reference)
            }
            switch byte {
            case UInt8(ascii: "["), UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth = max(0, depth - 1)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                if byte == UInt8(ascii: "\n") { line += 1 }
                (indent, isIndenting) = (0, true)
            default: break
            }
            if depth > deepestFlow { throw DefinitionProblem(line: line, path: "", kind: .tooDeep) }
            (before, last) = (last, byte)
        }
    }

    /// Whether `last` is `&`, `*` or `!` where a value may begin, and `byte` begins a name.
    ///
    /// Stricter than YAML: words of a text may not begin so either.
    private static func isReference(_ byte: UInt8, after last: UInt8, and before: UInt8) -> Bool {
        guard [UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!")].contains(last) else { return false }
        let begins = [" ", "\t", "\n", "\r", "[", "{", ",", ":", "?", "-"].contains { before == UInt8(ascii: $0) }
        return begins && byte != UInt8(ascii: " ") && byte != UInt8(ascii: "\n") && byte != UInt8(ascii: "\r")
    }
}
