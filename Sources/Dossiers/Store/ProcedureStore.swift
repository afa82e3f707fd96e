// SPDX-License-Identifier: Apache-2.0

package import Basics
import Foundation
package import SQLStore

/// Questions about the catalogue.
package enum ProcedureStore {
    /// Procedures with these words one after the other, by name; where there is
    /// none, those with every one of them anywhere.
    ///
    /// - Parameters:
    ///   - text: As typed; a word finds those that begin with it, with marks or without.
    ///   - event: An event of life they go with.
    package static func procedures(
        matching text: String, event: String? = nil, after cursor: Cursor? = nil, limit: Int, in tx: any Reading
    ) throws -> Page<ProcedureHead> {
        let parts = Array(LifeEvents.parts(of: text).prefix(8))
        let phrase = LifeEvents.pairs(of: parts)
        let whole = condition(phrase)
        let hasPhrase =
            try !phrase.isEmpty
            && tx.row("SELECT 1 FROM dossier_procedure p WHERE \(whole) ORDER BY p.name_key, p.code LIMIT 1") != nil
        var conditions: [SQL] = []
        if hasPhrase { conditions.append(whole) } else if !parts.isEmpty { conditions.append(condition(parts)) }
        if let event {
            conditions.append(
                """
                EXISTS (SELECT 1 FROM dossier_procedure_word e WHERE e.code = p.code
                AND e.word = \(LifeEvents.word(for: event)))
                """)
        }
        if let parts = cursor?.parts, parts.count == 2 {
            conditions.append("(p.name_key, p.code) > (\(parts[0]), \(parts[1]))")
        }
        let filter: SQL = conditions.isEmpty ? "" : "WHERE \(SQL.joined(conditions, separator: " AND "))"
        let rows = try tx.rows(
            """
            SELECT p.code, p.name, p.field, p.decision, p.version, p.is_online, p.name_key FROM dossier_procedure p
            \(filter) ORDER BY p.name_key, p.code LIMIT \(limit + 1)
            """
        ).map { row in (head: try head(row), key: try row.get(6, as: String.self)) }
        return Page(rows: rows, limit: limit) { Cursor([$0.key, $0.head.code]) }.map(\.head)
    }

    /// That the procedure has, for each of these, a word that begins with it.
    private static func condition(_ words: [String]) -> SQL {
        SQL.joined(
            Set(words).sorted().map { word in
                """
                EXISTS (SELECT 1 FROM dossier_procedure_word w WHERE w.code = p.code AND w.word >= \(word)
                AND w.word < \(word + "{"))
                """
            }, separator: " AND ")
    }

    private static func head(_ row: Row) throws -> ProcedureHead {
        ProcedureHead(
            code: try row.get(0), name: try row.get(1), field: try row.get(2), decision: try row.get(3),
            version: try row.get(4), isOnline: try row.get(5, as: Int.self) == 1)
    }

    /// The newest version, or the one with this number.
    package static func version(
        of code: String, number: Int? = nil, in tx: any Reading
    ) throws -> ProcedureVersion? {
        let own: SQL = number.map { "AND number = \($0)" } ?? ""
        let row = try tx.row(
            """
            SELECT number, taken_at, source, content FROM dossier_procedure_version WHERE code = \(code) \(own)
            ORDER BY number DESC LIMIT 1
            """)
        guard let row else { return nil }
        let content = try row.get(3, as: String.self)
        return ProcedureVersion(
            number: try row.get(0), takenAt: Instant(microseconds: try row.get(1)), source: try row.get(2),
            procedure: try JSONDecoder().decode(Procedure.self, from: Data(content.utf8)))
    }

    /// Number, decision and moment of each version, the newest first; at most 200.
    package static func versions(
        of code: String, in tx: any Reading
    ) throws -> [(number: Int, decision: String, takenAt: Instant)] {
        try tx.rows(
            """
            SELECT number, decision, taken_at FROM dossier_procedure_version WHERE code = \(code)
            ORDER BY number DESC LIMIT 200
            """
        ).map { (try $0.get(0), try $0.get(1), Instant(microseconds: try $0.get(2))) }
    }
}
