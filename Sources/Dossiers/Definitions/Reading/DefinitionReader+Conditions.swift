// SPDX-License-Identifier: Apache-2.0

import Basics
import Yams

extension DefinitionReader {
    static func condition(_ key: String, of row: YAMLMapping, isNeeded: Bool = false) -> Condition? {
        guard let node = row.node(key, isNeeded: isNeeded) else { return nil }
        return condition(node, path: row.place(key), line: row.line(of: key), problems: row.problems)
    }

    /// One of `all`, `any`, `not`, or a `question` with a comparison; any may have `words`.
    private static func condition(
        _ node: Node, path: String, line: Int, problems: ProblemList
    ) -> Condition? {
        guard let row = YAMLMapping(node, path: path, line: line, problems: problems) else { return nil }
        defer { row.finish() }
        let words = row.optionalWords("words")
        guard let plain = plain(row) else { return nil }
        return words.map { .said(plain, $0) } ?? plain
    }

    private static func plain(_ row: YAMLMapping) -> Condition? {
        if row.has("all") { return .all(parts("all", of: row)) }
        if row.has("any") { return .any(parts("any", of: row)) }
        if row.has("not") { return condition("not", of: row).map { .not($0) } }
        let question = row.text("question")
        if row.has("equals") { return row.optionalText("equals").map { .equals(question, value($0)) } }
        if row.has("one-of") { return .oneOf(question, row.texts("one-of").map(value)) }
        if row.has("at-least") { return .atLeast(question, row.integer("at-least")) }
        if row.has("at-most") { return .atMost(question, row.integer("at-most")) }
        if row.has("before") { return row.optionalText("before").map { .before(question, moment($0)) } }
        if row.has("answered") {
            return row.flag("answered") ? .answered(question) : .not(.answered(question))
        }
        row.problems.add(
            row.line, row.path,
            .unknownValue(known: ["equals", "one-of", "at-least", "at-most", "before", "answered"]))
        return nil
    }

    private static func parts(_ key: String, of row: YAMLMapping) -> [Condition] {
        let nodes = row.list(key)
        if nodes.isEmpty { row.note(key, .missing) }
        return nodes.enumerated().compactMap { place, node in
            condition(node, path: "\(row.place(key))[\(place)]", line: row.line(of: key), problems: row.problems)
        }
    }

    private static func value(_ text: String) -> Answer {
        if let number = Int64(text) { return .number(number) }
        if let day = CivilDay(iso8601: text) { return .day(day) }
        return .text(text)
    }

    private static func moment(_ text: String) -> Condition.Moment {
        if text == "today" { return .today }
        return CivilDay(iso8601: text).map { .day($0) } ?? .question(text)
    }
}
