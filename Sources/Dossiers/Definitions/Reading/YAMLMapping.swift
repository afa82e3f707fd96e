// SPDX-License-Identifier: Apache-2.0

import Basics
import Yams

/// Problems met while a text is read.
final class ProblemList {
    private(set) var all: [DefinitionProblem] = []
    /// A text that is wrong everywhere is not reported a hundred times.
    private static let most = 50

    func add(_ line: Int, _ path: String, _ kind: DefinitionProblem.Kind) {
        if all.count < Self.most { all.append(DefinitionProblem(line: line, path: path, kind: kind)) }
    }
}

/// A mapping that is asked for its keys one by one: what is missing or of the
/// wrong type is noted with line and path, and what nobody asked for too.
final class YAMLMapping {
    let line: Int
    let path: String
    let problems: ProblemList
    private var values: [String: Node] = [:]
    private var lines: [String: Int] = [:]
    private var order: [String] = []
    private var asked: Set<String> = []

    /// - Returns: `nil`, noted, when it is no mapping.
    init?(_ node: Node, path: String, line: Int? = nil, problems: ProblemList) {
        self.line = node.mark?.line ?? line ?? 0
        self.path = path
        self.problems = problems
        guard case .mapping(let mapping) = node else {
            problems.add(self.line, path, .wrongType("mapping"))
            return nil
        }
        for (key, value) in mapping {
            guard case .scalar(let scalar) = key else {
                problems.add(key.mark?.line ?? self.line, path, .wrongType("key"))
                continue
            }
            values[scalar.string] = value
            lines[scalar.string] = scalar.mark?.line ?? self.line
            order.append(scalar.string)
        }
    }

    func has(_ key: String) -> Bool { values[key] != nil }

    /// Notes the keys that were never asked for. To be called last.
    func finish() {
        for key in order where !asked.contains(key) {
            problems.add(lines[key] ?? line, place(key), .unknownKey(known: asked.sorted()))
        }
    }

    func place(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }
    func line(of key: String) -> Int { lines[key] ?? line }

    func note(_ key: String, _ kind: DefinitionProblem.Kind) { problems.add(line(of: key), place(key), kind) }

    /// The value; where there is none, `nil`, noted when it is needed.
    func node(_ key: String, isNeeded: Bool = false) -> Node? {
        asked.insert(key)
        if let node = values[key] { return node }
        if isNeeded { problems.add(line, place(key), .missing) }
        return nil
    }

    // MARK: Words and numbers

    func text(_ key: String) -> String { optionalText(key, isNeeded: true) ?? "" }

    func optionalText(_ key: String, isNeeded: Bool = false) -> String? {
        guard let node = node(key, isNeeded: isNeeded) else { return nil }
        guard let scalar = node.scalar else {
            note(key, .wrongType("text"))
            return nil
        }
        let text = scalar.string.tidied(lines: true)
        if text.isEmpty { note(key, .missing) }
        return text
    }

    func integer(_ key: String, or usual: Int64? = nil) -> Int64 {
        guard let node = node(key, isNeeded: usual == nil) else { return usual ?? 0 }
        guard let scalar = node.scalar, let number = Int64(scalar.string), number >= 0, number <= 1_000_000_000_000
        else {
            note(key, .wrongType("number"))
            return 0
        }
        return number
    }

    func optionalInteger(_ key: String) -> Int64? { has(key) ? integer(key) : nil }

    func flag(_ key: String) -> Bool {
        guard let node = node(key) else { return false }
        guard let text = node.scalar?.string, ["true", "false"].contains(text) else {
            note(key, .wrongType("flag"))
            return false
        }
        return text == "true"
    }

    func day(_ key: String) -> CivilDay {
        guard let text = optionalText(key, isNeeded: true) else { return CivilDay(number: 0) }
        guard let day = CivilDay(iso8601: text) else {
            note(key, .wrongType("day"))
            return CivilDay(number: 0)
        }
        return day
    }

    func words(_ key: String) -> Words { optionalWords(key, isNeeded: true) ?? Words("") }

    /// Text in Vietnamese, or a mapping of `vi` and `en`.
    func optionalWords(_ key: String, isNeeded: Bool = false) -> Words? {
        guard let node = node(key, isNeeded: isNeeded) else { return nil }
        if node.scalar != nil { return optionalText(key).map { Words($0) } }
        guard let mapping = YAMLMapping(node, path: place(key), line: line(of: key), problems: problems) else {
            return nil
        }
        defer { mapping.finish() }
        return Words(mapping.text("vi"), en: mapping.optionalText("en"))
    }

    /// `3 working_day`, or `same_day`.
    func limit(_ key: String, isNeeded: Bool = false) -> TimeLimit? {
        guard let text = optionalText(key, isNeeded: isNeeded) else { return nil }
        let parts = text.split(separator: " ")
        if text == TimeLimit.Unit.sameDay.rawValue { return try? TimeLimit(1, .sameDay) }
        guard parts.count == 2, let count = Int(parts[0]), let unit = TimeLimit.Unit(rawValue: String(parts[1])),
            let limit = try? TimeLimit(count, unit)
        else {
            note(key, .wrongType("limit"))
            return nil
        }
        return limit
    }
}
