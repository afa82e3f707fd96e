// SPDX-License-Identifier: Apache-2.0

import Basics
package import Foundation

/// Which procedures go with which event of somebody's life, and the words
/// people have for it.
package struct LifeEvents: Sendable {
    /// In the order of the table.
    package let codes: [String]
    private let rows: [(event: String, procedure: String, words: String)]

    /// - Throws: When the table cannot be read.
    package init(table: String) throws {
        let table = HeadedTable(table, needing: ["event", "procedure", "words"], limit: 10_000)
        if let failure = table.failure { throw WorkingCalendar.Failure.unreadable(failure) }
        rows = table.rows.map { ($0["event"], $0["procedure"], $0["words"]) }
        codes = rows.reduce(into: []) { if !$0.contains($1.event) { $0.append($1.event) } }
    }

    package static func shipped() throws -> LifeEvents {
        let file = DossiersResources.reference.appendingPathComponent("procedures/life-events.csv")
        return try LifeEvents(table: try String(contentsOf: file, encoding: .utf8))
    }

    /// The words a procedure is found by, folded; an event by a word of its own.
    func words(of procedure: Procedure) -> Set<String> {
        let own = rows.filter { $0.procedure == procedure.code }
        let texts =
            [procedure.code, procedure.name, procedure.field] + procedure.results.map(\.name) + own.map(\.words)
        var words: Set<String> = []
        for text in texts {
            let parts = Self.parts(of: text)
            words.formUnion(parts)
            words.formUnion(Self.pairs(of: parts))
        }
        for row in own { words.insert(Self.word(for: row.event)) }
        return words
    }

    /// The words of a text, folded.
    static func parts(of text: String) -> [String] {
        text.searchKey.split(separator: " ").map { String($0.prefix(40)) }
    }

    /// Each word with the one after it.
    static func pairs(of parts: [String]) -> [String] { zip(parts, parts.dropFirst()).map { "\($0) \($1)" } }

    /// Nobody types it: a search key has no such sign.
    static func word(for event: String) -> String { "event:\(event)" }
}
