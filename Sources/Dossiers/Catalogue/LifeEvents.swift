// SPDX-License-Identifier: Apache-2.0

package import Basics
package import Foundation

/// Which procedures go with which event of somebody's life, and the words
/// people have for it.
package struct LifeEvents: Sendable {
    /// In the order of the table.
    package let codes: [String]
    private let rows: [(event: String, procedure: String, folded: Set<String>)]

    /// Why a table of events cannot be used: a mistake of whoever wrote it, which stops the start.
    package enum Failure: Error, Hashable, Sendable {
        case unreadable(HeadedTable.Failure)
        case malformed(line: Int)
    }

    /// - Throws: `Failure`.
    package init(table: String) throws {
        let table = HeadedTable(table, needing: ["event", "procedure", "words"], limit: 10_000)
        if let failure = table.failure { throw Failure.unreadable(failure) }
        rows = try table.rows.map { row in
            guard !row["event"].isEmpty, !row["procedure"].isEmpty else { throw Failure.malformed(line: row.line) }
            return (row["event"], row["procedure"], SearchWords.words(of: row["words"]))
        }
        codes = rows.reduce(into: []) { if !$0.contains($1.event) { $0.append($1.event) } }
    }

    package static func shipped() throws -> LifeEvents {
        let file = DossiersResources.reference.appendingPathComponent("procedures/life-events.csv")
        return try LifeEvents(table: try String(contentsOf: file, encoding: .utf8))
    }

    /// The procedures that go with an event.
    package func procedures(of event: String) -> [String] {
        rows.filter { $0.event == event }.map(\.procedure)
    }

    /// The procedures that have a plain word, or two that stand together,
    /// beginning with this one. Looked up here and not in the database's
    /// words: a changed table holds at once.
    func procedures(withWord word: String) -> [String] {
        Set(rows.filter { row in row.folded.contains { $0.hasPrefix(word) } }.map(\.procedure)).sorted()
    }
}
